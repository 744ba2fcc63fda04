"""Initiatives as the board, the timeline and the table show them: late, whose, what they move, what they expect."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsc import actions
from bsc.charts.timeline import GROUP
from bsc.model.definitions import Initiative
from bsc.model.initiatives import Expected, MadeFrom, Origin
from bsc.model.reading import document_of
from bsc.model.view import View
from bsc.views.attention import attention
from bsc.views.initiative_history import history
from bsc.views.initiative_page import initiative_page, origin
from bsc.views.initiative_timeline import moment, timeline_rows
from bsc.views.initiatives import (
    HEADER,
    NO_STAGE,
    NOBODY,
    Choice,
    chosen,
    expected_words,
    listed_csv,
    owners,
    rows,
    undertakings,
)
from bsc.views.unattended import cells
from bsc.views.workspace import Workspace
from tests.views.small_company import TODAY, opened

FORM: dict[str, Any] = {
    "id": "form",
    "name": "Shorter form",
    "objective": "reach",
    "kpis": ["ctr"],
    "owner": "Web team",
    "helpers": ["Anna"],
    "start": "2026-06-01",
    "due": "2026-09-01",
    "state": "running",
    "cost": 1200,
    "expected": [{"kpi": "ctr", "change": 0.005}],
    "where": {"channel": "search"},
}
SALES: dict[str, Any] = {"id": "sales", "name": "=Call", "objective": "sell", "start": "2026-09-01", "state": "planned"}
LOOSE: dict[str, Any] = {"id": "loose", "name": "Handbook", "owner": "Anna", "start": "2026-01-01", "state": "done"}


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    store = opened(tmp_path)
    document = {**document_of(store.scorecard()), "initiatives": [FORM, SALES, LOOSE]}
    actions.apply_definitions(store, document, "Olga")
    return Workspace(store, TODAY)


def _known(workspace: Workspace) -> dict[str, Any]:
    return {each.initiative.id: each for each in undertakings(workspace, View())}


def test_what_is_due_first_stands_first_and_what_has_no_due_day_last(workspace: Workspace) -> None:
    assert [each.initiative.id for each in undertakings(workspace, View())] == ["form", "loose", "sales"]


def test_an_open_initiative_past_its_due_day_is_late_by_days(workspace: Workspace) -> None:
    form = _known(workspace)["form"]
    assert (form.late, form.due) == (10, "overdue by 10 days (due 1 Sep 2026)")  # today is 11 Sep


def test_an_initiative_moves_its_own_kpis_else_those_of_its_objective(workspace: Workspace) -> None:
    known = _known(workspace)
    assert [aim.kpi for aim in known["form"].aims] == ["ctr"]
    assert [aim.kpi for aim in known["sales"].aims] == ["order_value"]
    assert known["loose"].aims == ()


def test_an_initiative_stands_in_the_stages_of_what_it_moves(workspace: Workspace) -> None:
    known = _known(workspace)
    assert [known[each].stages for each in ("form", "sales", "loose")] == [("interest",), ("buy",), ()]


def test_only_what_has_begun_and_moves_a_kpi_is_asked_whether_it_worked(workspace: Workspace) -> None:
    known = _known(workspace)
    assert [known[each].outcome is None for each in ("form", "sales", "loose")] == [False, True, True]


def test_what_is_expected_of_a_share_is_said_in_points(workspace: Workspace) -> None:
    expected = Expected(kpi="ctr", change=0.005)
    words = expected_words(expected, workspace.kpi("ctr"), "EUR", date(2026, 9, 1))
    assert words == "+0.50 pp by 1 Sep 2026"


def test_a_helper_answers_as_the_owner_does(workspace: Workspace) -> None:
    found = chosen(undertakings(workspace, View()), Choice(owner="Anna"))
    assert {each.initiative.id for each in found} == {"form", "loose"}
    assert owners(undertakings(workspace, View())) == ("Anna", "Web team")


def test_what_nobody_owns_can_be_asked_for(workspace: Workspace) -> None:
    found = chosen(undertakings(workspace, View()), Choice(owner=NOBODY))
    assert [each.initiative.id for each in found] == ["sales"]


def test_a_choice_narrows_by_stage_objective_and_lateness(workspace: Workspace) -> None:
    known = undertakings(workspace, View())
    assert [each.initiative.id for each in chosen(known, Choice(stage="buy"))] == ["sales"]
    assert [each.initiative.id for each in chosen(known, Choice(objective="reach"))] == ["form"]
    assert [each.initiative.id for each in chosen(known, Choice(overdue=True))] == ["form"]


@given(
    st.builds(
        Choice,
        owner=st.sampled_from([None, NOBODY, "Anna", "Web team", "?"]),
        stage=st.sampled_from([None, "interest", "buy", "?"]),
        objective=st.sampled_from([None, "reach", "?"]),
        overdue=st.booleans(),
    )
)
def test_every_further_wish_can_only_take_away(choice: Choice) -> None:
    known = [_alone(each) for each in (FORM, SALES, LOOSE)]
    wider = Choice(owner=choice.owner, stage=choice.stage)
    assert set(map(id, chosen(known, choice))) <= set(map(id, chosen(known, wider))) <= set(map(id, known))


def _alone(document: dict[str, Any]) -> Any:  # noqa: ANN401 -- an undertaking, of which a choice asks this much
    from bsc.views.initiatives import Undertaking  # noqa: PLC0415

    return Undertaking(
        initiative=Initiative.model_validate(document),
        stages=("interest",) if document["id"] == "form" else (),
        stage_names=(),
        objective="",
        aims=(),
        late=10 if document["id"] == "form" else 0,
        cost="",
        outcome=None,
    )


def test_the_table_has_a_cell_for_every_heading(workspace: Workspace) -> None:
    found = rows(undertakings(workspace, View()))
    assert {len(row) for row in found} == {len(HEADER)}
    form = dict(zip(HEADER, found[0], strict=True))
    assert (form["Due"], form["Days overdue"], form["Cost"], form["For"]) == (
        "2026-09-01",
        10,
        1200.0,
        "channel: search",
    )
    assert form["Expected"] == "Click-through rate +0.50 pp by 1 Sep 2026"


def test_a_name_that_a_spreadsheet_would_run_is_neutral_in_the_file(workspace: Workspace) -> None:
    assert "\n'=Call," in listed_csv(undertakings(workspace, View())).replace("\r", "")


def test_the_timeline_has_a_heading_for_each_stage_and_one_for_the_rest(workspace: Workspace) -> None:
    found = timeline_rows(workspace, undertakings(workspace, View()))
    assert [row["text"] for row in found if row["kind"] == GROUP] == ["Interest", "Buy", NO_STAGE]
    assert [row["index"] for row in found] == list(range(6))


def test_a_late_bar_goes_on_until_today(workspace: Workspace) -> None:
    form = next(row for row in timeline_rows(workspace, undertakings(workspace, View())) if row["kind"] == "running")
    assert (form["end"], form["late"]) == (moment(date(2026, 9, 1)), moment(TODAY))
    assert "‼ 10 days overdue" in str(form["text"])


def test_a_moment_is_the_days_beginning_in_utc() -> None:
    assert moment(date(1970, 1, 2)) == 86_400_000


def test_a_bar_without_a_due_day_is_seen_all_the_same(workspace: Workspace) -> None:
    sales = next(row for row in timeline_rows(workspace, undertakings(workspace, View())) if row["kind"] == "planned")
    assert float(str(sales["end"])) - float(str(sales["start"])) == 21 * 86_400_000


def test_a_red_kpi_that_an_open_initiative_is_to_move_is_in_somebodys_hands(workspace: Workspace) -> None:
    found = attention(workspace, View(), workspace.period(View()))
    assert cells(workspace, found.items) == ()


def test_a_red_kpi_whose_initiative_was_dropped_is_in_nobodys_hands(workspace: Workspace) -> None:
    store = workspace.store
    document = document_of(store.scorecard())
    document["initiatives"][0]["state"] = "dropped"
    actions.apply_definitions(store, document, "Paul")
    asked = Workspace(store, TODAY)
    (cell,) = cells(asked, attention(asked, View(), asked.period(View())).items)
    assert (cell.stage, cell.perspective, [item.kpi for item in cell.items]) == ("interest", "customer", ["ctr"])
    assert cell.costs == cell.items[0].costs > 0


def test_the_history_says_who_changed_what(workspace: Workspace) -> None:
    store = workspace.store
    document = document_of(store.scorecard())
    document["initiatives"][0] |= {"state": "done", "effective": "2026-08-01", "helpers": []}
    actions.apply_definitions(store, document, "Paul")
    told = history(Workspace(store, TODAY), "form")
    assert [(step.who, step.said) for step in told] == [
        ("Paul", "state: running → done; effective from: none → 1 Aug 2026; helpers taken out"),
        ("Olga", "added"),
    ]


def test_a_change_of_something_else_is_no_part_of_the_history(workspace: Workspace) -> None:
    store = workspace.store
    document = document_of(store.scorecard())
    document["stages"][0]["name"] = "First interest"
    actions.apply_definitions(store, document, "Paul")
    assert [step.who for step in history(Workspace(store, TODAY), "form")] == ["Olga"]


def test_a_page_knows_who_took_over_the_practice(workspace: Workspace) -> None:
    store = workspace.store
    document = document_of(store.scorecard())
    document["initiatives"].append({**SALES, "id": "copy", "name": "Copy", "adopts": "form"})
    actions.apply_definitions(store, document, "Paul")
    asked = Workspace(store, TODAY)
    assert [each.id for each in initiative_page(asked, View(), "form").adopted_by] == ["copy"]
    adopts = initiative_page(asked, View(), "copy").adopts
    assert adopts is not None
    assert adopts.id == "form"


def test_where_it_came_from_is_said_with_its_name(workspace: Workspace) -> None:
    source = Initiative.model_validate(
        {**SALES, "made_from": {"origin": "red", "about": {"kind": "kpi", "id": "ctr"}, "when": "Aug 2026"}}
    ).made_from
    assert origin(workspace, source) == "because it is off track: Click-through rate, Aug 2026"
    assert origin(workspace, None) == ""
    for when, said in (("2026-08", "Aug 2026"), ("2026-Q3", "Q3 2026"), ("the spring review", "the spring review")):
        made = MadeFrom(origin=Origin.REVIEW, when=when)
        assert origin(workspace, made) == f"in a review: {said}"
