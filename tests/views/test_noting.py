"""Notes on anything: what they are about in words, where they stand, which are found, and as a file."""

import csv
import io
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from bsc import actions
from bsc.model.fence import Fence
from bsc.model.subject import Subject, SubjectKind
from bsc.model.view import View
from bsc.store import Store
from bsc.views.board_pack import board_pack
from bsc.views.noting import (
    CSV_HEADER,
    WantedNotes,
    beside,
    counts,
    csv_of,
    names,
    note_count,
    note_lines,
    noted_in,
    within,
    writers,
)
from bsc.views.pack_notes import NOTED
from bsc.views.story import story
from bsc.views.trend import trend
from bsc.views.trend_beside import layers
from bsc.views.trend_layers import Layer, MarkKind
from bsc.views.workspace import Workspace
from tests.views.small_company import SCORECARD, TODAY

JULY = View(period="2026-07")
DAY = date(2026, 7, 10)
ON = Subject.of
KPI, CELL = ON(SubjectKind.KPI, "ctr"), ON(SubjectKind.CELL, "interest", "customer")
STAGE, REACH = ON(SubjectKind.STAGE, "interest"), ON(SubjectKind.OBJECTIVE, "reach")
EVERYTHING = [
    ON(SubjectKind.JOURNEY), STAGE, CELL, ON(SubjectKind.PERSONA, "newcomer"), REACH,
    ON(SubjectKind.ARROW, "reach", "sell"), KPI, ON(SubjectKind.DATASET, "ads"),
]  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store.open(tmp_path / "company.duckdb")
    actions.apply_definitions(store, SCORECARD, "test")
    yield store
    store.close()


def noted(store: Store, about: Subject, text: str = "Hello", day: date = DAY, who: str = "Olga") -> int:
    return actions.write_note(store, about, day, text, who)


def found(store: Store, **wanted: object) -> list[str]:
    lines = note_lines(Workspace(store, TODAY), WantedNotes(**wanted))  # type: ignore[arg-type]
    return [line.note.text for line in lines]


def test_a_note_can_be_on_whatever_the_scorecard_has_and_says_what(store: Store) -> None:
    for about in EVERYTHING:
        noted(store, about)
    lines = note_lines(Workspace(store, TODAY))
    assert [line.about for line in reversed(lines)] == [
        "journey",
        "stage Interest",
        "cell Interest · Customer",
        "persona Newcomer",
        "objective Reach more people",
        "arrow Reach more people → Sell more",
        "KPI Click-through rate",
        "dataset Ads",
    ]
    assert {line.note.about for line in lines} <= set(names(Workspace(store, TODAY)))


def test_a_note_on_what_is_gone_stays_and_says_so(store: Store) -> None:
    noted(store, KPI, "Kept")
    actions.edit_definitions(
        store, lambda it: {**it, "kpis": [each for each in it["kpis"] if each["id"] != "ctr"]}, "test"
    )
    (line,) = note_lines(Workspace(store, TODAY))
    assert (line.about, line.name) == ("KPI ctr (gone)", "")


def test_notes_are_found_by_each_thing_that_is_asked_for(store: Store) -> None:
    noted(store, STAGE, "Prices @Ben rise", DAY, "Olga")
    noted(store, KPI, "Fair in Hamburg", DAY + timedelta(days=5), "Ben")
    assert found(store) == ["Fair in Hamburg", "Prices @Ben rise"]
    assert found(store, who="Olga") == ["Prices @Ben rise"]
    assert found(store, mentioned="Ben") == ["Prices @Ben rise"]
    assert found(store, kind=SubjectKind.KPI) == ["Fair in Hamburg"]
    assert found(store, first=DAY + timedelta(days=1)) == ["Fair in Hamburg"]
    assert found(store, last=DAY) == ["Prices @Ben rise"]
    assert found(store, words="hamburg FAIR") == ["Fair in Hamburg"]
    assert found(store, words="interest") == ["Prices @Ben rise"]
    assert found(store, words="nothing") == []
    assert writers(Workspace(store, TODAY)) == ("Ben", "Olga")


def test_the_count_of_a_cell_holds_its_objectives_and_kpis(store: Store) -> None:
    for about in (CELL, REACH, KPI, ON(SubjectKind.KPI, "cost"), STAGE):
        noted(store, about)
    workspace = Workspace(store, TODAY)
    financial = ON(SubjectKind.CELL, "interest", "financial")
    assert note_count(workspace, CELL) == 3
    assert [line.note.about for line in within(workspace, CELL)] == [KPI, REACH]
    assert (note_count(workspace, financial), note_count(workspace, STAGE), within(workspace, STAGE)) == (1, 1, ())
    assert counts(workspace) == {
        each: note_count(workspace, each) for each in (CELL, REACH, KPI, ON(SubjectKind.KPI, "cost"), STAGE, financial)
    }


def test_beside_a_kpi_stand_the_notes_on_all_that_it_belongs_to(store: Store) -> None:
    for about in EVERYTHING:
        noted(store, about)
    workspace = Workspace(store, TODAY)
    assert [note.about for note in beside(workspace, workspace.kpi("ctr"))] == [
        ON(SubjectKind.JOURNEY), STAGE, CELL, REACH, KPI
    ]  # fmt: skip


def test_a_mark_says_what_else_than_the_kpi_it_is_about(store: Store) -> None:
    for about in (KPI, REACH, CELL, STAGE, ON(SubjectKind.JOURNEY), ON(SubjectKind.KPI, "clicks")):
        noted(store, about)
    workspace = Workspace(store, TODAY)
    drawn = layers(workspace, JULY, trend(workspace, JULY, "ctr", 12), [Layer.NOTES])
    (mark,) = [each for each in drawn.marks if each.kind is MarkKind.NOTE]
    assert mark.said == (
        "10 Jul 2026, Olga: Hello",
        "10 Jul 2026, Olga, on the objective Reach more people: Hello",
        "10 Jul 2026, Olga, on Interest · Customer: Hello",
        "10 Jul 2026, Olga, on the stage Interest: Hello",
        "10 Jul 2026, Olga, on the journey: Hello",
    )


def test_pack_and_presentation_have_the_notes_of_the_period_also_those_written_since(store: Store) -> None:
    noted(store, STAGE, "In June", date(2026, 6, 30))
    assert NOTED not in [each.heading for each in board_pack(Workspace(store, TODAY), JULY).remarks]
    assert "noted" not in [each.id for each in story(Workspace(store, TODAY), JULY).slides]
    noted(store, STAGE, "Last day\nof July", date(2026, 7, 31))
    noted(store, KPI, "First day of July", date(2026, 7, 1))
    noted(store, KPI, "August", date(2026, 8, 1))
    said = [each.sentences for each in board_pack(Workspace(store, TODAY), JULY).remarks if each.heading == NOTED]
    assert said == [
        (
            "1 Jul 2026, Olga, on the KPI Click-through rate: First day of July",
            "31 Jul 2026, Olga, on the stage Interest: Last day of July",
        )
    ]
    assert "noted" in [each.id for each in story(Workspace(store, TODAY), JULY).slides]


def test_of_very_many_notes_a_pack_has_the_newest_and_says_how_many_more(store: Store) -> None:
    for at in range(42):
        noted(store, KPI, f"Note {at}")
    (said,) = [each.sentences for each in board_pack(Workspace(store, TODAY), JULY).remarks if each.heading == NOTED]
    assert said[0].endswith("Note 2")
    assert said[-1] == "2 earlier notes of the period: see the notes in the app."


def test_within_a_fence_no_note_wording_or_thing_tells_of_others(store: Store) -> None:
    number = noted(store, KPI, "For newcomer and paid customers alike")
    actions.change_note(store, number, "Better ads", "Olga")
    noted(store, KPI, "Only newcomer came")
    other = Fence({"persona": ("somebody else",)})
    workspace = Workspace(store, TODAY, other)
    told = repr(note_lines(workspace)) + repr(noted_in(workspace, workspace.period(JULY)))
    assert "Better ads" in told
    assert "newcomer" not in told.casefold()


def test_the_file_runs_nothing_in_a_spreadsheet_and_counts_earlier_wordings(store: Store) -> None:
    number = noted(store, KPI, "+1 for @Ben")
    noted(store, STAGE, "Hello", DAY - timedelta(days=1), "Ben")
    actions.change_note(store, number, "=HYPERLINK(1) for @Ben", "Olga")
    rows = list(csv.reader(io.StringIO(csv_of(note_lines(Workspace(store, TODAY))).removeprefix("\ufeff"))))
    assert rows[0] == list(CSV_HEADER)
    assert rows[1][:5] == ["2026-07-10", "KPI", "Click-through rate", "'=HYPERLINK(1) for @Ben", "Olga"]
    assert rows[1][6:] == ["Ben", "1"]
