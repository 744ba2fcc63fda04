"""What a formula is understood as: read back in one spelling, it is the same formula."""

from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bsc.errors import FormulaProblem
from bsc.formula import functions, is_flow, parse
from bsc.formula.expressions import expression
from bsc.formula.functions import SCALARS, Kind
from bsc.formula.grammar import expression_syntax
from bsc.formula.plain import plain
from bsc.formula.tree import (
    Aggregate,
    Among,
    Between,
    Call,
    Case,
    Column,
    Convert,
    Expression,
    Like,
    Minus,
    Missing,
    Moment,
    Not,
    Nothing,
    Number,
    Operation,
    Text,
    Truth,
)
from bsc.model.words import ColumnType
from tests.formula.strings import GOOD

printable = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S"], include_characters=" "), max_size=20)
leaves: st.SearchStrategy[Expression] = st.one_of(
    st.builds(
        Number, st.integers(0, 10**17) | st.floats(0, 1e15, allow_nan=False).map(lambda x: float(f"{x:.6g}") + 0.5)
    ),
    st.builds(Text, printable),
    st.builds(Truth, st.booleans()),
    st.builds(Nothing),
    st.builds(Moment, st.dates(date(1900, 1, 1)) | st.datetimes(datetime(1900, 1, 1))),  # noqa: DTZ001 -- naive on purpose
    st.builds(Column, printable.filter(str.strip), st.none() | st.sampled_from(["orders", "customers"])),
)


def branches(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    one_or_two = st.lists(inner, min_size=1, max_size=2).map(tuple)
    return st.one_of(
        st.builds(
            Operation, st.sampled_from(["+", "-", "*", "/", "%", "||", "=", "<>", "<", ">=", "and", "or"]), inner, inner
        ),
        st.builds(Not, inner),
        st.builds(Minus, inner),
        st.builds(Missing, inner),
        st.builds(Between, inner, inner, inner),
        st.builds(Among, inner, one_or_two),
        st.builds(Like, inner, printable.map(lambda text: text.replace("%", "")), st.booleans()),
        st.builds(Convert, inner, st.sampled_from([ColumnType.NUMBER, ColumnType.TEXT, ColumnType.BOOLEAN])),
        st.builds(Case, st.lists(st.tuples(inner, inner), min_size=1, max_size=2).map(tuple), st.none() | inner),
        st.builds(lambda name, part: Call(name, (part,)), st.sampled_from(["abs", "lower", "year", "floor"]), inner),
        st.builds(lambda parts: Call("coalesce", (*parts, parts[0])), one_or_two),
    )


expressions = st.recursive(leaves, branches, max_leaves=12)
aggregates = st.builds(
    Aggregate, st.sampled_from(["sum", "avg", "max", "last"]), st.tuples(expressions), where=st.none() | expressions
)


@given(st.recursive(aggregates, branches, max_leaves=4))
@settings(max_examples=150, deadline=None)
def test_a_tree_written_as_text_is_read_as_the_same_tree(tree: Expression) -> None:
    try:
        again = expression(expression_syntax(plain(tree)))
    except FormulaProblem as problem:
        assert "nested" in problem.seen or "long" in problem.seen or "characters" in problem.seen  # noqa: PT017 -- bounds
        return
    assert again == tree


@pytest.mark.parametrize("text", GOOD)
def test_a_good_formula_is_the_same_in_its_one_spelling(text: str) -> None:
    assert parse(str(parse(text))) == parse(text)


def test_spelling_and_case_of_names_of_functions_do_not_matter() -> None:
    assert parse("SUM( clicks )/\nSum(impressions)") == parse("sum(clicks) / sum(impressions)")


def test_multiplication_binds_before_addition_and_division_goes_from_the_left() -> None:
    assert str(parse("sum(a) + sum(b) * 2")) == '(sum("a") + (sum("b") * 2))'
    assert str(parse("sum(a) / 2 / 5")) == '((sum("a") / 2) / 5)'


def test_and_binds_before_or_and_not_before_and() -> None:
    assert (
        str(parse("count(*) filter (where not a or b and c)")) == 'count(*) filter (where ((not "a") or ("b" and "c")))'
    )


def test_a_case_with_a_subject_is_a_case_of_comparisons() -> None:
    assert parse("sum(case a when 1 then 2 end)") == parse("sum(case when a = 1 then 2 end)")


@pytest.mark.parametrize(
    "text",
    [
        "sum(a)",
        "count(*)",
        "count(*) filter (where a)",
        "sum(a) - sum(b)",
        "2 * sum(a)",
        "-sum(a)",
        "sum(a) / 1000",
        "(sum(a))",
    ],
)
def test_sums_and_counts_and_their_multiples_are_flows(text: str) -> None:
    assert is_flow(text)
    assert is_flow(parse(text))


@pytest.mark.parametrize(
    "text",
    [
        "sum(a) / sum(b)",
        "avg(a)",
        "count(distinct a)",
        "last(a)",
        "max(a)",
        "sum(a) + 1",
        "sum(a) * sum(b)",
        "1 / sum(a)",
        "round(sum(a))",
    ],
)
def test_rates_levels_and_different_values_are_no_flows(text: str) -> None:
    assert not is_flow(text)


@pytest.mark.parametrize(
    ("text", "position", "words"),
    [
        ("sum(clicks) / summ(impressions)", 14, "did you mean `sum`?"),
        ("mean(clicks)", 0, "write avg(x)"),
        ("sum(clicks) / clicks", 14, "write sum(clicks)"),
        ("sum(clicks) + ", 12, "complete it"),
        ("sum(clicks", 3, "add a )"),
        ("sum(clicks))", 11, "remove the )"),
        ("sum(clicks) x", 12, "`x` is not expected here"),
        ("sum(clicks);", 11, "without a semicolon"),
        ("count(*) filter (where status = 'won)", 32, "close it"),
        ("count(*) filter (where status = “won”)", 32, "not part of the formula language"),
        ("sum(avg(clicks))", 4, "an aggregate stands within sum()"),
        ("sum(clicks) over ()", 0, "window function"),
        ("avg(clicks, 2)", 0, "write avg(x)"),
        ("quantile(clicks)", 0, "write quantile(x, share)"),
        ("sum(clicks)\n/ foo(x)", 14, "there is no function `foo`"),
        ("count(*) filter (where status = null)", None, ""),
    ],
)
def test_a_problem_says_where_it_stands_and_what_would_do(text: str, position: int | None, words: str) -> None:
    if position is None:
        assert parse(text)  # that nothing equals null is found when columns are known
        return
    with pytest.raises(FormulaProblem) as problem:
        parse(text)
    assert words in str(problem.value)
    assert problem.value.position == position


def test_every_function_is_listed_with_its_call_and_a_line_of_help() -> None:
    listed = {function.name: function for function in functions()}
    assert {"sum", "count", "median", "last", "days_between", "date_diff", "coalesce", "lower"} <= set(listed)
    assert all(function.help and function.call.startswith(f"{function.name}(") for function in functions())


def test_no_function_that_can_grow_or_reach_out_is_listed() -> None:
    listed = {function.name for function in functions()}
    assert not listed & {
        "repeat",
        "lpad",
        "rpad",
        "range",
        "replace",
        "concat",
        "format",
        "read_csv",
        "nextval",
        "query",
    }


def test_whole_numbers_and_units_are_written_out_so_that_no_row_decides_how_long_a_call_takes() -> None:
    assert {SCALARS[name].takes[1] for name in ("left", "right", "substring", "round")} == {Kind.WHOLE}
    assert {SCALARS[name].takes[0] for name in ("date_diff", "date_trunc")} == {Kind.UNIT}


def test_the_deepest_formula_that_is_taken_is_taken_far_down_in_a_call_stack_too() -> None:
    text = " + ".join(["sum(a)"] * 70)

    def further_down(levels: int) -> None:
        if levels:
            further_down(levels - 1)
        else:
            parse.__wrapped__(text)

    further_down(300)
