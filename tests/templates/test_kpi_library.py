"""The KPI library: complete, in the formula language, and over columns that say what they mean."""

import re
from collections import Counter

import pytest

from bsc import formula, templates
from bsc.errors import NotFound
from bsc.model.expressions import named_in, texts_in
from bsc.model.library import LibraryKpi
from bsc.model.reading import scorecard_from
from bsc.model.usual_stages import USUAL_STAGES
from bsc.model.words import Kind, Perspective, Unit
from bsc.store.yaml_text import document_from_yaml
from bsc.templates.kpi_library import library, library_kpi

KPIS = library().kpis
SPOKEN = {"filter", "where", "and", "or", "not", "in", "distinct", "is", "null"}
EXPRESSIONS = ("formula", "where", "time")


def words_of(kpi: LibraryKpi) -> set[str]:
    return {word for name in EXPRESSIONS for word in named_in(getattr(kpi, name))}


def test_every_cell_of_the_default_journey_has_at_least_two_kpis_to_choose_from() -> None:
    cells = Counter((kpi.stage, kpi.perspective) for kpi in KPIS)
    assert {(stage, each) for stage in USUAL_STAGES for each in Perspective} == set(cells)
    assert min(cells.values()) == 2
    assert len(KPIS) == 68


def test_no_two_kpis_share_an_id_or_a_name() -> None:
    assert max(Counter(kpi.id for kpi in KPIS).values()) == 1
    assert max(Counter(kpi.name for kpi in KPIS).values()) == 1


@pytest.mark.parametrize("kpi", KPIS, ids=lambda kpi: kpi.id)
def test_its_formula_is_in_the_language_and_names_columns_of_the_library_only(kpi: LibraryKpi) -> None:
    formula.parse(kpi.formula)
    if kpi.where:
        formula.parse_condition(kpi.where)
    functions = {each.name for each in formula.functions()}
    assert words_of(kpi) - functions - SPOKEN <= set(library().columns)
    looked_for = {text for name in EXPRESSIONS for text in texts_in(getattr(kpi, name))}
    assert set(library().texts(kpi)) == looked_for


def test_no_column_is_called_like_a_function_and_none_is_there_in_vain() -> None:
    assert not {each.name for each in formula.functions()} & set(library().columns)
    assert set(library().columns) == {column for kpi in KPIS for column in library().needs(kpi)}


@pytest.mark.parametrize("kpi", KPIS, ids=lambda kpi: kpi.id)
def test_it_says_what_it_means_what_a_row_is_and_which_systems_export_it(kpi: LibraryKpi) -> None:
    assert all((kpi.description, kpi.rows, kpi.systems))
    assert kpi.rows.startswith("one row ")


def test_every_benchmark_says_of_whom_and_by_whom_and_money_in_which_currency() -> None:
    stated = {kpi.id: kpi for kpi in KPIS if kpi.benchmark}
    assert len(stated) == 20
    for kpi in stated.values():
        assert kpi.benchmark is not None
        assert kpi.benchmark.segment, kpi.id
        assert kpi.benchmark.source, kpi.id
        assert bool(kpi.benchmark.currency) == (kpi.unit is Unit.CURRENCY), kpi.id


def test_a_share_is_a_share_and_not_a_percentage() -> None:
    shares = {kpi.id: kpi.benchmark.value for kpi in KPIS if kpi.benchmark and kpi.unit is Unit.PERCENT}
    assert all(0 < value <= 1 for value in shares.values()), shares


def test_every_stage_has_kpis_that_tell_early() -> None:
    assert {kpi.stage for kpi in KPIS if kpi.kind is Kind.LEADING} == set(USUAL_STAGES)


def test_a_kpi_of_the_full_journey_and_of_the_library_with_one_id_judge_alike() -> None:
    full = {kpi.id: kpi for kpi in scorecard_from(document_from_yaml(templates.text("full_journey"))).kpis}
    both = [(kpi, full[kpi.id]) for kpi in KPIS if kpi.id in full]
    assert len(both) > 30
    for mine, theirs in both:
        assert (mine.unit, mine.better) == (theirs.unit, theirs.better), mine.id


def test_names_of_columns_are_as_they_are_stored() -> None:
    for identity, column in library().columns.items():
        assert all(re.fullmatch(r"[a-z][a-z0-9_]*", each) for each in column.called), identity
        assert max(Counter(column.called).values()) == 1, identity


def test_an_unknown_kpi_names_the_nearest_one() -> None:
    with pytest.raises(NotFound, match="did you mean `win_rate`"):
        library_kpi("winrate")
