"""Notes on the pages: written, changed with their history, withdrawn; whatever they hold is shown as it is."""

import re
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from bsc import actions
from bsc.model.subject import Subject, SubjectKind
from bsc.store import Store
from tests.pages.conftest import WHO, Visit

HOSTILE = "# <script>alert(1)</script> **bold** [x](javascript:1) ![i](http://h.test/i.png) $a$ :red[no]\n- &lt;b&gt;"
DEFINITIONS = """
version: 1
stages: [{id: interest, name: Interest, owner: Web team}]
personas: [{id: newcomer, name: Newcomer}]
objectives: [{id: reach, name: Grow reach, stage: interest, perspective: customer}]
datasets: [{id: ads, time: day}]
kpis: [{id: clicks, name: Clicks, objective: reach, dataset: ads, formula: sum(clicks)}]
"""
STAGE = Subject.of(SubjectKind.STAGE, "interest")
KPI = Subject.of(SubjectKind.KPI, "clicks")


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "notes.duckdb"
    store = Store.open(path)
    actions.apply_definitions(store, DEFINITIONS, WHO)
    store.close()
    return path


def write(database: Path, text: str, about: Subject = STAGE, who: str = "Olga", day: date = date(2026, 9, 1)) -> int:
    store = Store.open(database)
    number = actions.write_note(store, about, day, text, who)
    store.close()
    return number


def opened(visit: Visit, database: Path, **address: str) -> AppTest:
    page = visit(database, "responsibility.py", tab="Notes", **address)
    assert not page.exception
    return page


def markdown(page: AppTest) -> str:
    return "\n".join(str(each.value) for each in page.markdown)


def press(page: AppTest, label: str) -> AppTest:
    page = next(each for each in page.button if each.label == label).click().run()
    assert not page.exception
    return page


def thread(visit: Visit, database: Path) -> AppTest:
    """Return the Stage page with the notes on the stage open over it."""
    page = visit(database, "stage.py", stage="interest")
    return press(page, next(each.label for each in page.button if "note" in each.label))


def beneath(visit: Visit, database: Path) -> AppTest:
    """Return the page of the KPI's trend with the notes on it."""
    return visit(database, "trends.py", kpi="clicks", tab="Notes")


def test_every_note_is_found_in_the_tab_and_by_what_its_address_asks_for(visit: Visit, database: Path) -> None:
    write(database, "Prices rise. @Web team")
    write(database, "Fair in Hamburg", Subject.of(SubjectKind.PERSONA, "newcomer"), "Ben")
    both = markdown(opened(visit, database))
    assert "Prices rise" in both
    assert "Fair in Hamburg" in both
    assert "Persona Newcomer" in both
    mentioned = markdown(opened(visit, database, note_to="Web team"))
    assert "Prices rise" in mentioned
    assert "Fair in Hamburg" not in mentioned
    assert "No note is like that." in [each.value for each in opened(visit, database, note_search="Rome").caption]


def test_a_mention_stands_out_in_the_note(visit: Visit, database: Path) -> None:
    write(database, "Ask the @web team")
    assert ":blue[**@web team**]" in markdown(opened(visit, database))


def test_what_a_note_holds_is_no_markup(visit: Visit, database: Path) -> None:
    write(database, f"{HOSTILE} @Web team", who="<b>Olga</b>")
    said = next(each.value for each in opened(visit, database).markdown if "script" in str(each.value))
    assert not re.search(r"(?<!\\)(<script|<b>|\[x|!\[|\$a|:red)|\*\*bold|\n[-#]", said)
    assert r"\<script\>" in said


def test_a_first_note_is_written_on_the_stage_page_and_counted_there(visit: Visit, database: Path) -> None:
    page = thread(visit, database)
    next(each for each in page.text_area if each.label == "Note").input("The form grew")
    page = press(page, "Add note")
    store = Store.open(database)
    (note,) = store.notes()
    assert (note.about, note.text) == (STAGE, "The form grew")
    store.close()
    assert "1 note" in [each.label for each in visit(database, "stage.py", stage="interest").button]


def test_a_note_of_nothing_is_refused_in_a_sentence_and_its_words_stay(visit: Visit, database: Path) -> None:
    page = press(beneath(visit, database), "Add note")
    assert any("write between 1 and 2,000" in str(each.value).replace("\\", "") for each in page.error)


def test_who_is_chosen_is_written_behind_an_at_sign(visit: Visit, database: Path) -> None:
    page = beneath(visit, database)
    next(each for each in page.text_area if each.label == "Note").input("Please look")
    next(each for each in page.selectbox if each.label == "Mention").select("Web team").run()
    assert page.session_state["trend.kpi.clicks.text"] == "Please look @Web team "


def test_a_changed_note_keeps_what_it_said(visit: Visit, database: Path) -> None:
    write(database, "Six fields more", KPI)
    page = press(beneath(visit, database), "Change")
    next(each for each in page.text_area if each.value == "Six fields more").input("Five fields more")
    page = press(page, "Save note")
    assert "Five fields more" in markdown(page)
    store = Store.open(database)
    (note,) = store.notes()
    assert [(each.text, each.who) for each in note.before] == [("Six fields more", "Olga")]
    store.close()
    assert "Six fields more" in markdown(beneath(visit, database))


def test_a_change_of_what_somebody_else_has_changed_since_is_refused(visit: Visit, database: Path) -> None:
    number = write(database, "Six", KPI)
    page = press(beneath(visit, database), "Change")
    store = Store.open(database)
    actions.change_note(store, number, "Seven", "Olga")
    next(each for each in page.text_area if each.value == "Six").input("Five")
    page = press(page, "Save note")
    assert any("somebody has changed the note" in str(each.value) for each in page.error)
    assert store.notes()[0].text == "Seven"


def test_a_withdrawn_note_is_gone_from_the_thread(visit: Visit, database: Path) -> None:
    write(database, "A typo", KPI)
    page = press(beneath(visit, database), "Withdraw")
    assert "A typo" not in markdown(page)
    assert "No note yet." in [each.value for each in page.caption]
