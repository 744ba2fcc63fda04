"""The agenda that the scorecard writes: decisions of last time first, every KPI once, signals that are news."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bsc import actions
from bsc.actions.reviews import review
from bsc.model.fence import Fence
from bsc.model.review import AgendaItem, DecisionState, ItemKind, Review, ReviewKind
from bsc.model.view import View
from bsc.store import Store
from bsc.views.agenda import agenda, became
from bsc.views.minutes import minutes
from bsc.views.reviews import begun, next_review, seen, view_of
from bsc.views.workspace import Workspace

ANA = "ana@example.test"
MAY = View(period="2026-05")
JUNE = View(period="2026-06")
LAST = date(2026, 6, 30)
TODAY = date(2026, 7, 3)
DEFINITIONS: dict[str, Any] = {
    "stages": [{"id": "interest", "name": "Interest"}],
    "datasets": [{"id": "ads", "time": "day"}, {"id": "forms", "name": "Forms", "time": "day"}],
    "objectives": [{"id": "reach", "name": "Grow reach", "stage": "interest", "perspective": "customer"}],
    "kpis": [
        {
            "id": name,
            "name": name.capitalize(),
            "objective": "reach",
            "dataset": "ads",
            "formula": f"sum({name})",
            "targets": [{"start": "2024-01-01", "target": target, "red_line": target / 2}],
        }
        for name, target in (("clicks", 1000), ("likes", 100), ("shares", 1000))
    ]
    + [{"id": "forms", "name": "Forms sent", "objective": "reach", "dataset": "forms", "formula": "count()"}],
    "initiatives": [
        {
            "id": "late",
            "name": "Old work",
            "start": "2026-01-01",
            "due": "2026-06-01",
            "owner": "Otto",
            "kpis": ["likes"],
        }
    ],
}


@pytest.fixture
def company(tmp_path: Path) -> Iterator[Store]:
    """Return a company whose clicks are always red, whose likes are always met, and whose shares collapse in June."""
    store = Store.open(tmp_path / "c.duckdb")
    actions.apply_definitions(store, DEFINITIONS, ANA)
    file, lines = tmp_path / "ads.csv", ["day,clicks,likes,shares"]
    months = [
        date(year, month, 1) for year in (2024, 2025, 2026) for month in range(1, 13) if (year, month) <= (2026, 6)
    ]
    for at, month in enumerate(months):
        shares = 100 if month == date(2026, 6, 1) else 1500 + 10 * (at % 3)
        lines += [f"{month},{300 + at % 3},{200 + at % 4},{shares}", f"{_last(month)},0,0,0"]
    file.write_text("\n".join(lines) + "\n", "utf-8")
    actions.import_file(store, file, "ads", who=ANA)
    yield store
    store.close()


def _last(month: date) -> date:
    return (month + timedelta(days=32)).replace(day=1) - timedelta(days=1)


def _acted_on_shares(store: Store) -> None:
    """Let an open action be there that is to move the shares."""
    action = {"id": "share", "name": "Ask to share", "start": "2026-06-20", "due": "2026-09-01", "kpis": ["shares"]}
    wanted = {**DEFINITIONS, "initiatives": [*DEFINITIONS["initiatives"], action]}
    actions.apply_definitions(store, wanted, ANA)


def _at(store: Store) -> Workspace:
    return Workspace(store, TODAY)


def _kinds(found: tuple[AgendaItem, ...]) -> list[tuple[ItemKind, str]]:
    return [(each.kind, each.title) for each in found]


def test_a_first_review_has_signals_reds_overdue_actions_stale_data_and_targets_that_are_too_easy(
    company: Store,
) -> None:
    _acted_on_shares(company)
    assert _kinds(agenda(_at(company), JUNE)) == [
        (ItemKind.SIGNAL, "Shares (Interest)"),
        (ItemKind.RED, "Clicks (Interest)"),
        (ItemKind.OVERDUE, "Old work"),
        (ItemKind.STALE, "Forms"),
        (ItemKind.TOO_EASY, "Likes (Interest)"),
    ]


def test_what_is_red_without_an_action_stands_there_as_such_and_its_signal_is_told(company: Store) -> None:
    found = agenda(_at(company), JUNE)
    assert [each.title for each in found if each.kind is ItemKind.RED] == ["Shares (Interest)", "Clicks (Interest)"]
    assert ItemKind.SIGNAL not in {each.kind for each in found}
    shares = next(each for each in found if each.title == "Shares (Interest)")
    assert shares.sentence.startswith("100 against a target of 1,000 and a red line of 500, off track")
    assert "100 is below its natural limits" in shares.sentence
    assert "No initiative is to move it." in shares.sentence


def test_a_signal_that_the_last_review_knew_is_no_news(company: Store) -> None:
    _acted_on_shares(company)
    before = actions.open_review(company, begun(_at(company), JUNE), ANA)
    actions.close_review(company, before.id, ANA)
    again = agenda(_at(company), JUNE, before=review(company, before.id))
    assert (ItemKind.SIGNAL, "Shares (Interest)") in _kinds(before.agenda)
    assert "Shares (Interest)" not in {each.title for each in again}


def test_a_signal_of_a_period_since_the_last_review_is_news(company: Store) -> None:
    _acted_on_shares(company)
    april = Review(id="april", name="April", held=date(2026, 5, 3), period="2026-04")
    assert (ItemKind.SIGNAL, "Shares (Interest)") in _kinds(agenda(_at(company), JUNE, before=april))


def test_the_next_review_begins_with_the_decisions_of_the_last_one_and_open_ones_of_earlier_ones(
    company: Store,
) -> None:
    first = actions.open_review(company, begun(_at(company), MAY, held=date(2026, 6, 3)), ANA)
    for text in ("Done with", "Open still"):
        actions.decide(company, first.id, {"text": text, "owner": "Olga", "due": date(2026, 6, 20)}, ANA)
    actions.settle_decision(
        company, first.id, "decision_1", DecisionState.DONE, ANA, known={"state": DecisionState.OPEN, "outcome": ""},
        on=date(2026, 6, 9),
    )  # fmt: skip
    actions.close_review(company, first.id, ANA)
    second = actions.open_review(company, begun(_at(company), JUNE, held=date(2026, 6, 30)), ANA)
    assert second.before == first.id
    assert [(each.title, each.sentence) for each in second.agenda[:2]] == [
        ("Done with", "Olga. Done since 9 Jun 2026. (Decided on 3 Jun 2026.)"),
        ("Open still", "Olga. Open, overdue: due 20 Jun 2026. (Decided on 3 Jun 2026.)"),
    ]
    third = begun(_at(company), JUNE)
    decided = [each.title for each in third.agenda if each.kind is ItemKind.DECISION]
    assert (third.before, decided) == (second.id, ["Open still"])


def test_a_decision_is_as_far_as_the_action_that_was_made_of_it(company: Store) -> None:
    opened = actions.open_review(company, begun(_at(company), JUNE), ANA)
    actions.decide(company, opened.id, {"text": "Ask customers"}, ANA)
    actions.make_action(company, opened.id, "decision_1", ANA, today=TODAY)
    workspace = _at(company)
    decision = review(company, opened.id).decisions[0]
    assert became(decision, workspace.scorecard.initiatives, workspace) == (
        "Open. Its action “Ask customers” is planned."
    )


def test_the_figures_stay_what_they_were_seen_to_be_when_an_import_is_undone(company: Store) -> None:
    opened = actions.open_review(company, begun(_at(company), JUNE), ANA)
    assert [(each.kpi, each.value, each.number) for each in opened.seen.kpis if each.kpi == "shares"] == [
        ("shares", "100", 100.0)
    ]
    actions.undo_import(company, company.imports()[0].id, ANA)
    kept = review(company, opened.id)
    assert kept.seen == opened.seen
    said = next(each for each in minutes(_at(company), kept).kpis if each.name == "Shares")
    assert (said.value, said.target, said.stage) == ("100", "1,000", "Interest")
    assert seen(_at(company), view_of(kept)).kpis != kept.seen.kpis


def test_a_moment_behind_the_day_on_which_the_company_is_looked_at_is_said_to_be_the_clock_s(company: Store) -> None:
    opened = actions.open_review(company, begun(_at(company), JUNE), ANA)
    for closed, said in (
        (datetime(2026, 7, 4, 1, 30), "4 Jul 2026, 01:30 UTC"),  # noqa: DTZ001 -- UTC without a zone, as kept
        (
            datetime(2026, 7, 6, 9, 5),  # noqa: DTZ001 -- as above
            "6 Jul 2026, 09:05 UTC, by the clock: the company is looked at as on 3 Jul 2026",
        ),
    ):
        over = opened.model_copy(update={"closed_by": "Ana", "closed_at": closed})
        assert minutes(_at(company), over).closed == f"Closed by Ana, {said}"


def test_figures_say_their_day_and_the_definitions_that_judged_them(company: Store) -> None:
    found = seen(_at(company), JUNE)
    assert (found.as_of, found.definitions, found.scores[0].id, found.scores[1].id) == (LAST, 1, "", "interest")
    assert found.late == ("Forms (No data yet)",)


def test_a_health_check_s_agenda_is_what_the_health_check_finds(company: Store) -> None:
    found = begun(_at(company), JUNE, kind=ReviewKind.JOURNEY)
    assert (found.kind, found.name) == (ReviewKind.JOURNEY, "Health check, July 2026")
    assert ItemKind.SIGNAL not in {each.kind for each in found.agenda}


def test_two_reviews_of_one_name_have_two_ids(company: Store) -> None:
    first = actions.open_review(company, begun(_at(company), JUNE), ANA)
    assert (first.id, begun(_at(company), JUNE).id) == ("review_of_jun_2026", "review_of_jun_2026_2")


def test_the_next_review_is_due_by_the_rhythm_of_those_that_there_were(company: Store) -> None:
    assert next_review(_at(company)) is None
    for number, held in enumerate((date(2026, 1, 5), date(2026, 4, 5), date(2026, 7, 2))):
        actions.open_review(company, Review(id=f"r{number}", name=f"R {number}", held=held), ANA)
    due = next_review(_at(company))
    assert due is not None
    assert (due.due, due.overdue) == (date(2026, 9, 29), False)  # 90 and 88 days lay between them: 89 after 2 July


def test_who_sees_only_a_part_is_told_of_no_review(company: Store) -> None:
    actions.open_review(company, begun(_at(company), JUNE), ANA)
    assert Workspace(company, TODAY, Fence.of(None, {"channel": ("x",)})).reviews() == ()
