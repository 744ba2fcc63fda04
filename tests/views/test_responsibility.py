"""Who answers for what: one person or team however the name is written, with what needs their attention first."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bsc.model.subject import SubjectKind
from bsc.model.view import View
from bsc.model.words import Status
from bsc.views.gaps import gaps
from bsc.views.health import findings
from bsc.views.health_check import going_on
from bsc.views.responsibility import Answering, answering, differing, meant, mine
from bsc.views.responsibility_standing import standings
from bsc.views.wins import practices, wins
from bsc.views.workspace import Workspace
from tests.views import owned_company, small_company
from tests.views.owned_company import TODAY

AUGUST = View(period="2026-08")


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    store = owned_company.opened(tmp_path_factory.mktemp("owned"))
    yield Workspace(store, TODAY)
    store.close()


def test_a_name_is_one_however_it_is_written_and_its_usual_way_is_shown(workspace: Workspace) -> None:
    found = {each.id: each for each in answering(workspace)}
    assert list(found) == ["ann berg", "web team"]
    # the model takes spaces at the ends away, not those within: two KPIs have two of them
    assert set(found["web team"].written) == {"Web team", "web team", "Web  team", "WEB TEAM"}
    assert (found["web team"].owns, found["web team"].helps, found["web team"].owes) == (4, 1, 1)
    assert (found["ann berg"].owns, found["ann berg"].helps, found["ann berg"].owes) == (4, 1, 1)
    assert found["ann berg"].said == "Ann Berg / ann berg / Ann  Berg"
    assert [each.id for each in differing(workspace)] == ["ann berg", "web team"]


def test_what_somebody_has_stands_by_kind_what_they_own_first(workspace: Workspace) -> None:
    found = mine(workspace, AUGUST, "ann berg")
    things = {kind: [(each.standing.name, each.helps) for each in found.of(kind)] for kind in SubjectKind}
    assert things[SubjectKind.KPI] == [("Cost", False)]
    assert things[SubjectKind.INITIATIVE] == [("Shorter form", False), ("Call everybody", True)]
    assert things[SubjectKind.DATASET] == [("Ads", False)]
    assert things[SubjectKind.TOUCHPOINT] == [("Form", False)]
    assert things[SubjectKind.STAGE] == []


def test_what_is_late_comes_before_what_is_red_and_that_before_what_is_at_risk(workspace: Workspace) -> None:
    ann = mine(workspace, AUGUST, "Ann Berg").first
    assert [each.standing.name for each in ann] == ["Shorter form", "Cost"]
    assert ann[0].standing.said.startswith("Running, overdue by 10 days (due 1 Sep 2026)")
    assert ann[0].standing.mark == "overdue"
    assert ann[1].standing.status is Status.OFF_TRACK
    assert ann[1].standing.said == "€150, target ≤ €100, and no open action is to move it"


def test_a_red_kpi_that_nobody_acts_on_is_more_urgent_than_one_with_an_action(workspace: Workspace) -> None:
    found = {each.about.id: each for each in standings(workspace, AUGUST) if each.about.kind is SubjectKind.KPI}
    assert found["ctr"].status is found["cost"].status is Status.OFF_TRACK
    assert found["ctr"].said == "2.0%, target ≥ 5.0%"
    assert found["clicks"].status is Status.AT_RISK
    assert found["cost"].urgency > found["ctr"].urgency > found["clicks"].urgency > found["order_value"].urgency == 0


def test_a_score_of_which_a_part_is_not_known_says_how_much_is(tmp_path: Path) -> None:
    more = "  - {id: sent, name: Forms, objective: reach, dataset: orders, formula: sum(nowhere)}\n"
    text = (
        small_company.SCORECARD.rstrip()
        + "\n"
        + more.replace("formula", "targets: [{start: 2026-01-01, target: 1, red_line: 0}], formula")
    )
    store = small_company.opened(tmp_path, text)
    found = {each.about.id: each.said for each in standings(Workspace(store, TODAY), AUGUST)}
    store.close()
    assert found["reach"].endswith(" of 100 points, 67% known")  # two of three KPIs of one weight
    assert found["sell"].endswith(" of 100 points")


def test_decisions_that_are_open_are_owed_and_those_that_are_done_are_not(workspace: Workspace) -> None:
    ((ann),) = mine(workspace, AUGUST, "ann berg").decisions
    assert (ann.text, ann.review_name, ann.late, ann.said) == (
        "Ask the agency",
        "July",
        10,
        "overdue: due 1 Sep 2026",
    )
    ((team),) = mine(workspace, AUGUST, "web team").decisions
    assert (team.text, team.late, team.said) == ("Cut the texts", 0, "no due date")


def test_a_note_that_speaks_to_somebody_is_among_what_is_theirs(workspace: Workspace) -> None:
    assert [(each.by, each.note.text) for each in mine(workspace, AUGUST, "ANN BERG").mentions] == [
        ("Cleo", "@Ann Berg, please look")
    ]
    assert mine(workspace, AUGUST, "web team").mentions == ()


def test_somebody_unknown_has_nothing(workspace: Workspace) -> None:
    found = mine(workspace, AUGUST, "Nobody")
    assert (found.tasks, found.decisions, found.mentions, found.first) == ((), (), (), ())


def person(name: str) -> Answering:
    return Answering(id=name.casefold(), written=(name,), owns=1, helps=0, owes=0)


@pytest.mark.parametrize(
    ("who", "is_"),
    [
        ("ann berg", "Ann Berg"),
        ("ann.berg@firm.test", "Ann Berg"),
        ("Ann-Berg@firm.test", "Ann Berg"),
        ("team@firm.test", "team@firm.test"),
        ("ann.berg", None),
        ("berg@firm.test", None),
        ("", None),
    ],
)
def test_who_signs_in_is_known_by_name_or_by_address(who: str, is_: str | None) -> None:
    found = meant(who, [person("Ann Berg"), person("team@firm.test")])
    assert (found and found.name) == is_


def test_a_warm_page_asks_the_database_nothing(workspace: Workspace) -> None:
    def look() -> None:
        again = workspace.again()
        for who in answering(again):
            mine(again, AUGUST, who.id)
        gaps(again, AUGUST)
        findings(again)
        going_on(again)
        wins(again, AUGUST)
        practices(again)

    look()
    before = workspace.store.queries
    look()
    assert workspace.store.queries == before
