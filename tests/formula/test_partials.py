"""A formula in parts: what is added up by day, what needs all rows of a period, and what has no parts."""

import pytest

from bsc.formula import Catalogue, Holistic, How, Mean, Parts, Piece, Whole, parse, parse_condition, parts
from bsc.formula.tree import Column
from bsc.model.reading import scorecard_from
from bsc.model.shape import ColumnShape, DatasetShape
from bsc.model.words import ColumnType

COLUMNS = {
    "day": ColumnType.DATE,
    "kind": ColumnType.TEXT,
    "clicks": ColumnType.INTEGER,
    "cost": ColumnType.NUMBER,
    "won": ColumnType.BOOLEAN,
}
SHAPE = DatasetShape("ads", tuple(ColumnShape(name, name, kind) for name, kind in COLUMNS.items()))
COST, CLICKS = '"row"."cost"', '"row"."clicks"'


def of(formula: str, where: str | None = None) -> Parts | None:
    scorecard = scorecard_from({"version": 1, "datasets": [{"id": "ads", "time": "day"}]})
    frame = Catalogue(scorecard, {"ads": SHAPE}).frame("ads")
    return parts(frame, Column("day"), parse(formula), parse_condition(where) if where else None)


def only(formula: str, where: str | None = None) -> Piece | Mean | Holistic:
    found = of(formula, where)
    assert found is not None
    (partial,) = found.partials.values()
    return partial


@pytest.mark.parametrize(
    ("formula", "how", "argument"),
    [
        ("count(*)", How.COUNT, "*"),
        ("count(cost)", How.COUNT, COST),
        ("count(kind)", How.COUNT, '"row"."kind"'),
        ("sum(clicks)", How.SUM, CLICKS),
        ("min(cost)", How.LEAST, COST),
        ("max(clicks)", How.GREATEST, CLICKS),
        ("last(cost)", How.LATEST, COST),
    ],
)
def test_what_days_can_be_put_together_from_is_a_piece(formula: str, how: How, argument: str) -> None:
    piece = only(formula)
    assert isinstance(piece, Piece)
    assert (piece.how, piece.argument, piece.conditions) == (how, argument, ())


def test_the_latest_value_goes_by_time_and_then_by_the_place_of_the_row() -> None:
    piece = only("last(cost)")
    assert isinstance(piece, Piece)
    assert piece.latest == 'row("row"."day", "row"."_import", "row"."_line")'


def test_a_mean_is_a_sum_and_a_count() -> None:
    mean = only("avg(clicks)")
    assert isinstance(mean, Mean)
    assert (mean.total.how, mean.count.how) == (How.SUM, How.COUNT)
    assert mean.total.argument == mean.count.argument


def test_a_standard_deviation_is_a_state_that_can_be_put_together() -> None:
    piece = only("stddev(cost)")
    assert isinstance(piece, Piece)
    assert piece.how is How.STATE


@pytest.mark.parametrize(
    ("formula", "whole", "sql"),
    [
        ("median(cost)", Whole.MEDIAN, f"median({COST})"),
        ("quantile(cost, 0.9)", Whole.QUANTILE, f"quantile_cont({COST}, 0.9)"),
        ("count(distinct kind)", Whole.DIFFERENT, 'count(distinct "row"."kind")'),
    ],
)
def test_what_needs_all_rows_of_a_period_is_holistic(formula: str, whole: Whole, sql: str) -> None:
    found = only(formula)
    assert isinstance(found, Holistic)
    assert (found.whole, found.sql) == (whole, sql)


def test_the_median_and_the_quantiles_of_one_argument_are_of_the_same_values_and_not_the_same() -> None:
    found = of("median(cost) + quantile(cost, 0.9) - quantile(cost, 0.1)")
    assert found is not None
    assert len({each.values for each in found.holistic}) == 1
    assert len({each.key for each in found.holistic}) == 3


def test_other_conditions_are_other_values() -> None:
    found = of("median(cost) - median(cost) filter (where kind = 'a')")
    assert found is not None
    assert len({each.values for each in found.holistic}) == 2


def test_the_kpis_condition_holds_for_its_rows_and_each_of_its_aggregates() -> None:
    found = of("sum(cost) filter (where clicks > 3) / count(*)", "kind = 'a'")
    assert found is not None
    kind, clicks = '("row"."kind" = \'a\')', f"({CLICKS} > 3)"
    assert found.rows == Piece(How.COUNT, "*", (kind,))
    assert found.pieces == {found.rows, Piece(How.SUM, COST, (kind, clicks))}


def test_a_division_knows_its_two_sides() -> None:
    found = of("100 * sum(clicks) / count(*)")
    assert found is not None
    assert found.ratio is not None
    assert found.value == parse("100 * sum(clicks) / count(*)").tree
    assert of("sum(clicks)").ratio is None  # type: ignore[union-attr]  # plain


def test_the_same_aggregate_is_one_piece_wherever_it_stands() -> None:
    found = of("(sum(cost) - sum(clicks)) / sum(cost) + coalesce(sum(cost), 0)")
    assert found is not None
    assert {piece.key for piece in found.pieces} == {f"sum({COST})", f"sum({CLICKS})", "count(*)"}


def test_keys_tell_pieces_apart_by_all_that_they_are_made_of() -> None:
    pieces = [
        Piece(How.SUM, "a"),
        Piece(How.COUNT, "a"),
        Piece(How.SUM, "b"),
        Piece(How.SUM, "a", ("x",)),
        Piece(How.SUM, "a", ("x", "y")),
        Piece(How.LATEST, "a", (), "t"),
        Piece(How.LATEST, "a", (), "u"),
    ]
    assert len({piece.key for piece in pieces}) == len(pieces)


@pytest.mark.parametrize(
    "formula",
    [
        "abs(sum(cost)) - nullif(count(*), 0)",
        "-sum(cost) * 2 + 0.5",
        "coalesce(avg(cost), median(cost), 0)",
        "sum(cost / clicks)",
        "sum(case when kind = 'a' then cost else 0 end)",
        "avg(won)",
        "100",
    ],
)
def test_arithmetic_over_numbers_has_parts(formula: str) -> None:
    assert of(formula + (" * count(*)" if formula == "100" else "")) is not None


@pytest.mark.parametrize(
    "formula",
    [
        "round(sum(cost), 1)",
        "sum(clicks) % 7",
        "case when count(*) > 1 then sum(cost) else 0 end",
        "days_between(min(day), max(day))",
        "greatest(sum(cost), 1)",
        "length(last(kind))",
    ],
)
def test_what_is_more_than_arithmetic_has_none(formula: str) -> None:
    assert of(formula) is None
