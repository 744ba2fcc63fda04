"""Every verdict on the sample company's initiatives, against what the generator did: sample_data/plans/planted.yaml."""

from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest

from bsc import templates
from bsc.store import Store
from bsc.store.yaml_text import document_from_yaml
from bsc.views.effects import Effects, KpiEffect, Verdict, effects
from bsc.views.workspace import Workspace
from sample_data.company import journeys, market

PLANTED: Final[Any] = document_from_yaml(
    (Path(templates.sample_exports()).parent / "plans" / "planted.yaml").read_text(encoding="utf-8")
)


def pairs(*sections: str) -> list[tuple[str, str]]:
    return [(row["initiative"], row["kpi"]) for section in sections for row in PLANTED[section]]


@pytest.fixture(scope="module")
def found(sample: Store) -> dict[str, Effects]:
    workspace = Workspace(sample, templates.AS_OF)
    return {each.id: effects(workspace, each) for each in workspace.scorecard.initiatives}


def _effect(found: dict[str, Effects], initiative: str, kpi: str) -> KpiEffect:
    return next(each for each in found[initiative].effects if each.kpi.id == kpi)


@pytest.mark.parametrize("row", PLANTED["planted"], ids=lambda row: f"{row['initiative']}-{row['kpi']}")
def test_what_was_planted_is_supported_and_about_as_large_as_it_was(
    found: dict[str, Effects], row: dict[str, Any]
) -> None:
    effect = _effect(found, row["initiative"], row["kpi"])
    assert effect.verdict is Verdict.SUPPORTED
    assert effect.told is not None
    assert 0.45 < effect.told.change / row["change"] < 1.6
    if "where" in row:
        assert effect.comparison is not None
        assert found[row["initiative"]].initiative.where == row["where"]


@pytest.mark.parametrize(("initiative", "kpi"), pairs("nothing_planted", "planted_and_not_seen"))
def test_what_was_not_planted_or_cannot_be_seen_is_not_supported(
    found: dict[str, Effects], initiative: str, kpi: str
) -> None:
    assert _effect(found, initiative, kpi).verdict is not Verdict.SUPPORTED


@pytest.mark.parametrize(("initiative", "kpi"), pairs("nothing_planted"))
def test_what_was_not_planted_moved_neither_way(found: dict[str, Effects], initiative: str, kpi: str) -> None:
    verdict = _effect(found, initiative, kpi).verdict
    assert verdict in {Verdict.NOT_VISIBLE, Verdict.CANNOT_BE_TOLD, Verdict.TOO_EARLY}


@pytest.mark.parametrize(("initiative", "kpi"), pairs("too_early"))
def test_what_has_not_gone_on_for_long_enough_is_too_early(
    found: dict[str, Effects], initiative: str, kpi: str
) -> None:
    assert _effect(found, initiative, kpi).verdict is Verdict.TOO_EARLY


def test_the_plan_names_every_kpi_that_an_initiative_is_meant_to_move(found: dict[str, Effects]) -> None:
    judged = {(name, each.kpi.id) for name, one in found.items() for each in one.effects}
    assert judged == {*pairs("planted", "planted_and_not_seen", "nothing_planted", "too_early")}
    assert 16 <= len(found) <= 22


def test_the_days_of_the_plan_are_those_of_the_generator() -> None:
    since = {(row["initiative"], row["kpi"]): date.fromisoformat(row["since"]) for row in PLANTED["planted"]}
    assert since["ask_why_lost", "loss_reason_known"] == journeys.ASKED_WHY
    assert since["inquiries_within_the_day", "hours_to_answer_inquiry"] == journeys.TEAM_INBOX
    assert since["own_line_for_several_sites", "first_reply_hours"] == market.OWN_LINE
    assert since["autumn_of_training", "support_training_hours"] == market.TRAINING_DRIVE[0]
