import time

import pytest

from bsc.errors import FormulaProblem
from bsc.formula import parse, parse_condition, parse_query
from tests.formula.strings import GOOD, GOOD_QUERIES, HOSTILE, HOSTILE_QUERIES

A_MOMENT_S = 0.5


def short(text: object) -> str:
    return repr(text)[:50]


@pytest.mark.parametrize("text", HOSTILE, ids=short)
def test_a_hostile_formula_is_refused_with_a_sentence_at_once(text: str) -> None:
    started = time.perf_counter()
    with pytest.raises(FormulaProblem) as refused:
        parse(text)
    assert time.perf_counter() - started < A_MOMENT_S
    assert len(str(refused.value)) < 400
    assert refused.value.position is None or 0 <= refused.value.position <= len(text)


@pytest.mark.parametrize("text", HOSTILE_QUERIES, ids=short)
def test_a_hostile_query_is_refused_with_a_sentence_at_once(text: str) -> None:
    started = time.perf_counter()
    with pytest.raises(FormulaProblem):
        parse_query(text)
    assert time.perf_counter() - started < A_MOMENT_S


@pytest.mark.parametrize("text", GOOD, ids=short)
def test_a_good_formula_is_taken(text: str) -> None:
    assert parse(text).aggregates


@pytest.mark.parametrize("text", GOOD_QUERIES, ids=short)
def test_a_good_query_is_taken(text: str) -> None:
    assert parse_query(text).selects


def test_the_lists_are_long_enough_to_mean_something() -> None:
    assert len(set(HOSTILE)) >= 150
    assert len(set(GOOD)) >= 80


@pytest.mark.parametrize("text", ["sum(x) > 1", "count(*)", "(select true)", "status = 'a'; x", "foo(status)"])
def test_a_condition_is_about_one_row(text: str) -> None:
    with pytest.raises(FormulaProblem):
        parse_condition(text)
