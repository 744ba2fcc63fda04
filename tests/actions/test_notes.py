"""Notes: whose they are, and what becomes of what they said."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from bsc import actions
from bsc.actions.remarks import writer
from bsc.errors import BscError, NotAllowed, NotFound, Refused
from bsc.model.access import Person, Role
from bsc.model.subject import Subject, SubjectKind
from bsc.store import Store
from bsc.store.held import held
from tests.views.small_company import SCORECARD

DAY = date(2026, 7, 1)
STAGE = Subject.of(SubjectKind.STAGE, "interest")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store.open(tmp_path / "company.duckdb")
    actions.apply_definitions(store, SCORECARD, "test")
    yield store
    store.close()


def of(store: Store, name: str, role: Role = Role.EDITOR) -> Store:
    return held(store, Person(name, role))


def test_a_note_is_changed_by_who_wrote_it_and_by_no_other_editor(store: Store) -> None:
    number = actions.write_note(of(store, "Ana"), STAGE, DAY, "Six fields", "Ana")
    with pytest.raises(NotAllowed, match="editors may not change what somebody else wrote"):
        actions.change_note(of(store, "Ben"), number, "Seven fields", "Ben")
    with pytest.raises(NotAllowed, match="editors may not withdraw what somebody else wrote"):
        actions.withdraw_note(of(store, "Ben"), number, "Ben")
    assert [(note.text, note.before) for note in store.notes()] == [("Six fields", ())]
    actions.change_note(of(store, "Ana"), number, "Five fields", "Ana")
    assert store.notes()[0].text == "Five fields"


def test_it_stays_its_writers_also_after_an_admin_has_changed_it(store: Store) -> None:
    number = actions.write_note(of(store, "Ana"), STAGE, DAY, "Six", "Ana")
    actions.change_note(of(store, "Chris", Role.ADMIN), number, "Seven", "Chris")
    (note,) = store.notes()
    assert (note.who, writer(note)) == ("Chris", "Ana")
    actions.change_note(of(store, "Ana"), number, "Eight", "Ana")
    assert [(each.text, each.who) for each in store.notes()[0].before] == [("Six", "Ana"), ("Seven", "Chris")]
    actions.withdraw_note(of(store, "Ana"), number, "Ana")
    assert store.notes() == ()


def test_a_viewer_changes_no_note_not_even_one_of_their_name(store: Store) -> None:
    number = actions.write_note(store, STAGE, DAY, "Six", "Ana")
    with pytest.raises(NotAllowed, match="viewers may not"):
        actions.change_note(of(store, "Ana", Role.VIEWER), number, "Seven", "Ana")


def test_a_change_of_what_has_changed_since_it_was_looked_at_is_refused(store: Store) -> None:
    number = actions.write_note(store, STAGE, DAY, "Six", "Ana")
    actions.change_note(store, number, "Seven", "Ana", known="Six")
    with pytest.raises(Refused, match="somebody has changed the note in the meantime"):
        actions.change_note(store, number, "Eight", "Ana", known="Six")
    assert store.notes()[0].text == "Seven"


def test_a_note_cannot_be_on_what_there_is_not(store: Store) -> None:
    with pytest.raises(NotFound, match="did you mean `interest`"):
        actions.write_note(store, Subject.of(SubjectKind.CELL, "intrest", "customer"), DAY, "?", "Ana")
    with pytest.raises(NotFound, match="did you mean `customer`"):
        actions.write_note(store, Subject.of(SubjectKind.CELL, "interest", "costumer"), DAY, "?", "Ana")
    with pytest.raises(NotFound):
        actions.write_note(store, Subject.of(SubjectKind.REVIEW, "first"), DAY, "?", "Ana")


def test_a_note_that_is_not_there_is_neither_changed_nor_withdrawn(store: Store) -> None:
    with pytest.raises(NotFound):
        actions.change_note(store, 7, "x", "Ana")
    with pytest.raises(NotFound):
        actions.withdraw_note(store, 7, "Ana")


@pytest.mark.parametrize("text", ["", " \n ", "x" * 2001])
def test_a_note_is_not_changed_into_nothing_or_a_novel(store: Store, text: str) -> None:
    number = actions.write_note(store, STAGE, DAY, "Six", "Ana")
    with pytest.raises(BscError, match="write between 1 and 2,000"):
        actions.change_note(store, number, text, "Ana")
    assert [(note.text, note.before) for note in store.notes()] == [("Six", ())]
