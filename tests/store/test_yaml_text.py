"""YAML text and the plain document that it holds."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bsc.errors import BscError
from bsc.store.yaml_text import document_from_yaml, yaml_from_document


def test_only_true_is_true() -> None:
    text = "a: no\nb: on\nc: yes\nd: true\ne: null\nf: 'true'\n"
    assert document_from_yaml(text) == {"a": "no", "b": "on", "c": "yes", "d": True, "e": None, "f": "true"}


def test_numbers_are_those_of_yaml_1_2() -> None:
    assert document_from_yaml("a: 010\nb: 1e3\nc: 12:30:45\nd: 0.035") == {
        "a": 10,
        "b": 1000.0,
        "c": "12:30:45",
        "d": 0.035,
    }


def test_a_day_stays_text_so_that_a_wrong_one_is_told_with_its_place() -> None:
    assert document_from_yaml("a: 2026-01-31\nb: 2026-13-45") == {"a": "2026-01-31", "b": "2026-13-45"}


def test_an_empty_text_holds_nothing() -> None:
    assert document_from_yaml("# nothing yet\n") is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: 1\nb: 2\na: 3\n", 'line 3: a key stands twice – found duplicate key "a"'),
        ("a: 1\nb: [1, 2\n", "line 3: this is not YAML"),
        ("a:\n\tb: 1\n", "line 2: this is not YAML"),
        ("a: b: c\n", "line 1: this is not YAML – mapping values are not allowed here"),
        ("a: 1\nb: *nowhere\n", "line 2: this is not YAML – found undefined alias 'nowhere'"),
        ("a: !!python/object/apply:os.system [ls]\n", "line 1: this is not YAML – could not determine a constructor"),
        ("a: 1\n---\nb: 2\n", "line 2: this is not YAML – but found another document"),
        ("a: \x00\n", "this is not YAML – unacceptable character"),
        ("a: &x [*x]\n", "line 1: the alias *x stands inside of what it names"),
        ("[" * 60 + "]" * 60, "line 1: more than 50 levels"),
    ],
)
def test_what_is_not_yaml_is_told_with_its_line(text: str, said: str) -> None:
    with pytest.raises(BscError) as refused:
        document_from_yaml(text)
    assert str(refused.value).startswith(said)


def test_a_billion_laughs_are_refused() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)]
    with pytest.raises(BscError, match="line 6: with its aliases written out it has more than 200,000 values"):
        document_from_yaml("\n".join(lines))


def test_aliases_in_moderation_are_fine() -> None:
    assert document_from_yaml("a: &t {target: 1}\nb: [*t, *t]") == {"a": {"target": 1}, "b": [{"target": 1}] * 2}


def test_a_text_that_is_too_long_is_refused_before_it_is_read() -> None:
    with pytest.raises(BscError, match="the text has 4,000,001 characters"):
        document_from_yaml("#" * 4_000_001)


def test_days_are_written_plainly_and_keys_keep_their_order() -> None:
    document = {"version": 1, "kpis": [{"id": "b", "start": date(2026, 1, 1), "formula": "sum(a)"}], "a": "é"}
    assert yaml_from_document(document) == "version: 1\nkpis:\n- id: b\n  start: 2026-01-01\n  formula: sum(a)\na: é\n"


scalars = st.none() | st.booleans() | st.integers(-(10**12), 10**12) | st.floats(allow_nan=False, allow_infinity=False)
words = st.sampled_from(
    ["no", "on", "null", "1e3", "1_000", "0x1f", "~", "2026-01-01", "- a", "a: b", "#", "'", "a\nb", " x "]
)
texts = words | st.text(st.characters(exclude_categories=["C"]), max_size=200)
documents = st.recursive(
    scalars | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=12,
)


@settings(deadline=None)
@given(documents)
def test_what_is_written_is_read_back_as_it_was(document: object) -> None:
    assert document_from_yaml(yaml_from_document(document)) == document
