"""Formulas as numerator and denominator that both add up over the rows."""

import pytest

from bsc.formula import parse
from bsc.formula.plain import plain
from bsc.views.fractions import fraction, why_whole


@pytest.mark.parametrize(
    ("formula", "numerator", "denominator"),
    [
        ("sum(a) - 2 * count(*)", "sum(a) - 2 * count(*)", None),
        ("coalesce(sum(a), 0)", "sum(a)", None),
        ("sum(a) / sum(b)", "sum(a)", "sum(b)"),
        ("1000 * sum(a) / nullif(sum(b), 0)", "1000 * sum(a)", "sum(b)"),
        ("cast(sum(a) as double) / count(*)", "sum(a)", "count(*)"),
        ("avg(a) filter (where b > 2)", "sum(a) filter (where b > 2)", "count(a) filter (where b > 2)"),
        ("avg(a) / 60", "sum(a) / 60", "count(a)"),
        ("1 - sum(a) / sum(b)", "1 * sum(b) - sum(a)", "sum(b)"),
        ("100 * (sum(a) / sum(b)) - 5", "100 * sum(a) - 5 * sum(b)", "sum(b)"),
        ("-avg(a)", "-sum(a)", "count(a)"),
    ],
)
def test_a_formula_is_a_sum_or_a_ratio_of_sums(formula: str, numerator: str, denominator: str | None) -> None:
    found = fraction(parse(formula).tree)
    assert found is not None
    assert plain(found.numerator) == str(parse(numerator))
    assert (plain(found.denominator) if found.denominator else None) == (
        str(parse(denominator)) if denominator else None
    )


@pytest.mark.parametrize(
    ("formula", "said"),
    [
        ("median(a)", "median"),
        ("quantile(a, 0.9) / 60", "quantile"),
        ("last(a)", "last"),
        ("max(a) - min(a)", "maximum"),
        ("count(distinct a) / count(*)", "different values"),
        ("sum(a) + 1", "neither a sum"),
        ("coalesce(sum(a) / sum(b), 0)", "neither a sum"),
        ("cast(sum(a) as bigint)", "neither a sum"),
        ("avg(a) / avg(b)", "neither a sum"),
        ("sum(a) / (1 + sum(b))", "neither a sum"),
    ],
)
def test_what_does_not_add_up_says_why(formula: str, said: str) -> None:
    tree = parse(formula).tree
    assert fraction(tree) is None
    assert said in why_whole(tree)
