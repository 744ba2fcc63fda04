"""What has become better and stayed so, and what may stand behind it; the months are written down here."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bsc import actions
from bsc.insight.effects import Verdict
from bsc.model.view import View
from bsc.store import Store
from bsc.views.wins import Win, practices, wins
from bsc.views.workspace import Workspace
from tests.views.trend_company import SCORECARD, TODAY, brought_in

LOW = (60, 80, 70, 65, 75) * 5  # twenty-five months with a mean of 70, and no season: it never comes back with them
HIGH = (110, 130, 120, 115, 125) * 2  # ten more with a mean of 120: from November 2025 to August 2026
LAST = 2026 * 12 + 7  # August 2026, in months
FORM: dict[str, Any] = {
    "id": "shorter",
    "name": "Shorter form",
    "objective": "growth",
    "kpis": ["sign_ups"],
    "start": "2025-10-01",
    "effective": "2025-11-01",
    "state": "done",
    "practice": "Ask for the address only",
}
Grown = Callable[..., Workspace]


@pytest.fixture
def grown(tmp_path: Path) -> Iterator[Grown]:
    """Open a company whose sign-ups were these, month by month, up to August 2026, with these initiatives."""
    opened: list[Store] = []

    def open_company(sign_ups: Sequence[int], *initiatives: dict[str, Any]) -> Workspace:
        store = Store.open(tmp_path / f"company{len(opened)}.duckdb")
        opened.append(store)
        actions.apply_definitions(store, SCORECARD, "a test")
        brought_in(store, "ads", [row(step, count) for step, count in enumerate(reversed(sign_ups))])
        actions.edit_definitions(store, lambda document: {**document, "initiatives": list(initiatives)}, "a test")
        return Workspace(store, TODAY)

    yield open_company
    for store in opened:
        store.close()


def row(before: int, sign_ups: int) -> dict[str, Any]:
    day = date((LAST - before) // 12, (LAST - before) % 12 + 1, 5)
    clicks = 40 + before % 2
    return {"day": day, "channel": "search", "impressions": 1000, "clicks": clicks, "sign_ups": sign_ups, "cost": 70.0}


def of_sign_ups(workspace: Workspace) -> list[Win]:
    return [each for each in wins(workspace, View()) if each.kpi.id == "sign_ups"]


def test_a_level_that_is_better_and_stays_so_is_a_win_since_its_first_period(grown: Grown) -> None:
    """Points: 70 between the red line 60 and the target 100 are 50 + 50 × 10 / 40 = 62.5; 120 are 100."""
    ((found),) = of_sign_ups(grown((*LOW, *HIGH)))
    assert found.since.start == date(2025, 11, 1)
    assert (found.before, found.after, found.change, found.held) == ("70", "120", "+50", 10)
    assert found.gained == pytest.approx(37.5)
    assert found.where == "Onboarding · Internal process"


def test_what_does_not_move_is_no_win(grown: Grown) -> None:
    assert of_sign_ups(grown((60, 80, 70, 65, 75) * 7)) == []


def test_what_becomes_worse_is_no_win(grown: Grown) -> None:
    assert of_sign_ups(grown((*HIGH, *HIGH[:5], *HIGH, *LOW[:10]))) == []


@pytest.mark.parametrize("last", [(60, 70, 65), (80, 90, 85)], ids=["all is lost", "most is lost"])
def test_what_was_better_for_a_while_has_not_stayed_so(grown: Grown, last: tuple[int, ...]) -> None:
    assert of_sign_ups(grown((*LOW[:22], *HIGH, *last))) == []


def test_what_runs_below_its_new_level_again_has_not_stayed_there(grown: Grown) -> None:
    """Three high months carry the mean of the new level; those since lie below it, though above the old one."""
    assert of_sign_ups(grown((*LOW, 200, 210, 205, 130, 128, 131, 129, 130, 127, 132, 130, 129))) == []


def test_the_initiative_that_took_effect_just_before_stands_behind_it_with_its_verdict(grown: Grown) -> None:
    old = {**FORM, "id": "old", "name": "Old news", "start": "2024-02-01", "effective": "2024-02-01"}
    planned = {**FORM, "id": "planned", "name": "Only planned", "state": "planned"}
    elsewhere = {**FORM, "id": "elsewhere", "name": "Elsewhere", "kpis": ["ctr"], "objective": "content"}
    ((found),) = of_sign_ups(grown((*LOW, *HIGH), FORM, old, planned, elsewhere))
    assert [(each.initiative.id, each.effect.verdict) for each in found.behind] == [("shorter", Verdict.SUPPORTED)]


def test_a_win_that_nobody_brought_about_says_so(grown: Grown) -> None:
    ((found),) = of_sign_ups(grown((*LOW, *HIGH)))
    assert found.behind == ()


def test_a_practice_names_who_took_it_over_and_what_came_of_it(grown: Grown) -> None:
    taken = {**FORM, "id": "taken", "name": "Shorter form again", "practice": "", "adopts": "shorter"}
    new = {**taken, "id": "new", "name": "Not yet", "state": "planned", "effective": None}
    ((found),) = practices(grown((*LOW, *HIGH), FORM, taken, new))
    assert found.initiative.practice == "Ask for the address only"
    assert found.verdict is Verdict.SUPPORTED
    assert [each.initiative.id for each in found.adoptions] == ["taken", "new"]
    assert found.adoptions[0].word.startswith("supported")
    assert found.adoptions[1].word == ""


def test_what_worked_stands_before_what_did_not(grown: Grown) -> None:
    idle = {**FORM, "id": "idle", "name": "Idle", "kpis": ["ctr"], "objective": "content", "practice": "Do nothing"}
    found = practices(grown((*LOW, *HIGH), idle, FORM))
    assert [each.initiative.id for each in found] == ["shorter", "idle"]
