"""What a handle in somebody's hands lets happen: a viewer reads as everybody does, and changes nothing."""

import pytest

from bsc.actions.recording import changing
from bsc.errors import NotAllowed
from bsc.model.access import Person, Role
from bsc.store import Store
from bsc.store.held import held


def test_a_viewer_reads_the_same_store_and_changes_nothing(store: Store) -> None:
    viewer = held(store, Person("vera", Role.VIEWER))
    with pytest.raises(NotAllowed, match="viewers may not change anything – ask somebody with the role editor"):
        viewer.change().__enter__()
    assert viewer.read("select count(*) from ledger.definitions") == [(0,)]
    assert viewer.definitions_version() == store.definitions_version()


def test_a_refusal_stands_in_the_journal_with_who_tried(store: Store) -> None:
    viewer = held(store, Person("walter", Role.VIEWER))
    for _ in range(3):
        with pytest.raises(NotAllowed), changing(viewer, "somebody else"):
            pass
    refused = [line for line in store.journal() if line.action == "refused"]
    said = [(line.who, line.subject, line.note) for line in refused]
    assert said == [("walter", "viewer", "may not change anything")]


def test_an_editor_changes_and_the_whole_store_knows(store: Store) -> None:
    editor = held(store, Person("eda", Role.EDITOR))
    with changing(editor, "eda") as recorder:
        recorder.record("test", "nothing", "tried")
    assert store.journal()[0].who == "eda"
    with pytest.raises(NotAllowed):
        editor.require(Role.ADMIN, "make a token")
    assert held(editor, Person("x", Role.VIEWER)).whole is store


def test_a_viewer_attaches_no_file_to_the_database(store: Store) -> None:
    viewer = held(store, Person("vito", Role.VIEWER))
    with pytest.raises(NotAllowed, match="viewers may not copy the company's data"):
        viewer.beside(store.spool / "mine.duckdb").__enter__()
    assert not (store.spool / "mine.duckdb").exists()
