"""What recognised exports bring: datasets and KPIs over columns that the export has, and no sum that means nothing."""

import re
from collections import Counter
from functools import cache
from typing import Any

import pytest

from bsc import formula
from bsc.errors import NotFound
from bsc.intake import meaning
from bsc.intake.inspection import PERIOD_COLUMN
from bsc.intake.recognition import catalogue
from bsc.model.definitions import Dataset, Kpi
from bsc.model.words import Perspective
from bsc.store.yaml_text import document_from_yaml
from bsc.templates import known_exports

STAGES = ("awareness", "interest", "consideration", "purchase", "onboarding", "retention", "advocacy")
ADDABLE = {
    "unique_opens", "unique_clicks",  # recipients of one campaign: over several, the openings that recipients made
    "watch_time_hours",
}  # fmt: skip
WORD = re.compile(r"\b[a-z][a-z0-9_]*\b")


@cache
def brought(name: str) -> Any:  # noqa: ANN401 -- a document
    return document_from_yaml(known_exports.text(name))


def words_of(kpi: dict[str, str]) -> set[str]:
    text = " ".join(re.sub(r"'[^']*'", "", kpi.get(key, "")) for key in ("formula", "where", "time"))
    return set(WORD.findall(text))


def test_every_export_of_the_catalogue_brings_something_and_nothing_else_does() -> None:
    assert set(known_exports.names()) == set(catalogue())


def test_an_unknown_export_names_the_nearest_one() -> None:
    with pytest.raises(NotFound, match="did you mean `zendesk_tickets`"):
        known_exports.text("zendesk_ticket")


@pytest.mark.parametrize("name", known_exports.names())
def test_the_dataset_is_sound_and_over_columns_of_the_export(name: str) -> None:
    stated = brought(name)["dataset"]
    Dataset.model_validate({**stated, "time": stated["time"][0]})
    columns = {*stated["time"], *stated.get("key", ()), *stated.get("dimensions", {}).values(), *stated["columns"]}
    assert columns <= {*catalogue()[name].names, PERIOD_COLUMN}


@pytest.mark.parametrize("name", known_exports.names())
def test_the_kpis_are_sound_and_over_columns_of_the_dataset(name: str) -> None:
    stated = brought(name)["dataset"]
    known = {*stated["columns"], *stated.get("dimensions", {}).values(), *stated.get("key", ()), *stated["time"]}
    language = {function.name for function in formula.functions()}
    spoken = {"filter", "where", "and", "or", "not", "in", "distinct", "case", "when", "then", "end", "is", "null"}
    for each in brought(name)["kpis"]:
        said = {key: value for key, value in each.items() if key not in {"stage", "perspective"}}
        kpi = Kpi.model_validate({**said, "objective": "any", "dataset": stated["id"]})
        formula.parse(kpi.formula)
        if kpi.where:
            formula.parse_condition(kpi.where)
        assert words_of(each) - language - spoken <= known, kpi.id


def test_no_two_kpis_of_different_exports_share_an_id() -> None:
    ids = Counter(each["id"] for name in known_exports.names() for each in brought(name)["kpis"])
    assert [identity for identity, count in ids.items() if count > 1] == []


@pytest.mark.parametrize("name", known_exports.names())
def test_a_cell_of_the_map_says_every_name_once(name: str) -> None:
    names = Counter((each["stage"], each["perspective"], each["name"]) for each in brought(name)["kpis"])
    assert max(names.values()) == 1


@pytest.mark.parametrize("name", known_exports.names())
def test_people_reach_rates_and_positions_are_never_added_up(name: str) -> None:
    for each in brought(name)["kpis"]:
        added = set(re.findall(r"sum\((\w+)\)", each["formula"])) - ADDABLE
        wrong = [column for column in added if not meaning.is_addable(column.replace("_", " "), "")]
        assert wrong == [], each["id"]


@pytest.mark.parametrize("name", known_exports.names())
def test_a_rate_is_recomputed_from_its_parts_and_never_a_mean_of_rates(name: str) -> None:
    for each in brought(name)["kpis"]:
        for column in re.findall(r"(?:avg|median)\((\w+)\)", each["formula"]):
            assert not re.search(r"rate|ctr|share|cpc|cpm|position", column), each["id"]


@pytest.mark.parametrize("name", known_exports.names())
def test_a_share_is_a_percent_and_a_cost_is_better_low(name: str) -> None:
    for each in brought(name)["kpis"]:
        if re.search(r"rate\b|share\b", each["name"], re.IGNORECASE) and each["unit"] != "currency":
            assert each["unit"] in {"percent", "ratio"}, each["id"]
        if each["name"].startswith(("Cost per", "Hours to", "Days to")):
            assert each["better"] == "lower", each["id"]


def test_every_cell_of_the_default_journey_has_a_name_for_its_objective() -> None:
    names: Any = document_from_yaml(known_exports.objectives())
    assert tuple(names) == STAGES
    assert all(set(cells) == set(map(str, Perspective)) for cells in names.values())
    assert len({name for cells in names.values() for name in cells.values()}) == 28


def test_kpis_go_to_stages_and_perspectives_that_there_are() -> None:
    for name in known_exports.names():
        for each in brought(name)["kpis"]:
            assert each["stage"] in STAGES
            Perspective(each["perspective"])
