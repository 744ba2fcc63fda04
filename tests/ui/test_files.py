"""A file that is made when it is asked for: outside of any run of the page, and for nobody whose right has ended."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
import streamlit as st
from streamlit import runtime
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage
from streamlit.testing.v1 import AppTest

from bsc.actions.shares import NewShare, make_share, revoke_share, rotate_share
from bsc.actions.sharing_checks import WantedShare
from bsc.actions.tries import Tries
from bsc.errors import NotAllowed
from bsc.model.sharing import Kind, SharedView
from bsc.store import Store
from bsc.ui import files
from bsc.ui.access import shared
from tests.views import birds

# The page keeps what makes its file, and the test asks for it when the page does not run.
PAGE = """
import streamlit as st
from bsc.ui import files, session
from bsc.ui.access import gate

session.begin(gate.arriving(), again=gate.arriving)
st.session_state["file"] = files.while_let_in(lambda: "made")
"""
Asked = Callable[[], str]
WHO = "a test"


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """Give the company that the page is of."""
    opened = birds.opened(tmp_path)
    monkeypatch.setenv("BSC_DATABASE", str(opened.path))
    monkeypatch.setattr(shared, "TRIES", Tries())
    monkeypatch.setattr(shared, "where", lambda: "203.0.113.7")  # AppTest comes from no address
    yield opened
    st.cache_resource.clear()
    opened.close()


def made(store: Store, passphrase: str = "") -> NewShare:
    link = WantedShare(name="Board", kind=Kind.LIVE, shown=SharedView(), passphrase=passphrase)
    return make_share(store, link, WHO, today=birds.TODAY)


def page(**address: str) -> AppTest:
    script = AppTest.from_string(PAGE, default_timeout=20)
    for name, value in address.items():
        script.query_params[name] = value
    return script


def file_of(run: AppTest) -> Asked:
    """Return what makes the file that the page offered in *run*."""
    assert not run.exception
    found: Asked = run.session_state["file"]
    assert found() == "made"
    return found


@pytest.mark.usefixtures("store")
def test_on_ones_own_machine_it_is_always_made() -> None:
    assert file_of(page().run())() == "made"


@pytest.mark.parametrize("end", [revoke_share, rotate_share])
def test_a_link_that_was_ended_makes_no_file(store: Store, end: Callable[[Store, str, str], object]) -> None:
    link = made(store)
    ask = file_of(page(share=link.token).run())
    end(store, link.link.id, WHO)
    with pytest.raises(NotAllowed, match="has ended"):
        ask()


def test_a_link_that_has_expired_makes_no_file(store: Store) -> None:
    link = made(store)
    ask = file_of(page(share=link.token).run())
    with store.change() as cursor:
        cursor.execute("update ledger.shares set expires_at = timestamp '2026-01-01'")
    with pytest.raises(NotAllowed, match="has ended"):
        ask()


def test_a_link_with_a_passphrase_makes_a_file_for_a_session_that_knew_it(store: Store) -> None:
    link = made(store, passphrase="a fine passphrase")  # noqa: S106 -- of a test
    run = page(share=link.token)
    run.session_state["_share_unlocked"] = {link.link.id}
    ask = file_of(run.run())
    run.session_state["_share_unlocked"].clear()
    with pytest.raises(NotAllowed, match="has ended"):
        ask()


def test_a_file_is_there_when_the_browser_asks_for_it_however_many_runs_have_ended_meanwhile(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    kept = MediaFileManager(MemoryMediaFileStorage("/media"))
    monkeypatch.setattr(runtime, "exists", lambda: True)
    monkeypatch.setattr(runtime, "get_instance", lambda: SimpleNamespace(media_file_mgr=kept))

    def asked_for(content: str) -> str:
        place = kept.add_deferred(
            lambda: files.held(lambda: content, "a.csv", "text/csv"), "text/csv", content, "a.csv"
        )
        url = kept.execute_deferred(place)
        for _ in range(3):  # runs of anybody
            kept.clear_session_refs("somebody")
            kept.remove_orphaned_files()
        return url.rpartition("/")[2].removesuffix(".csv")

    found = [asked_for(f"file {number}") for number in range(files.HELD)]
    read = [kept.read_file(each) for each in found]
    assert [file and file.content for file in read] == [b"file %d" % number for number in range(files.HELD)]
    asked_for("one more")
    assert kept.read_file(found[0]) is None


def test_a_file_is_let_go_of_after_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = MediaFileManager(MemoryMediaFileStorage("/media"))
    monkeypatch.setattr(runtime, "exists", lambda: True)
    monkeypatch.setattr(runtime, "get_instance", lambda: SimpleNamespace(media_file_mgr=kept))
    let_go = threading.Event()

    def clear() -> None:
        MediaFileManager.clear_session_refs(kept)
        let_go.set()

    monkeypatch.setattr(kept, "clear_session_refs", clear)
    monkeypatch.setattr(files, "HELD_S", 0.01)
    url = kept.execute_deferred(
        kept.add_deferred(lambda: files.held(lambda: "x", "a.csv", "text/csv"), "text/csv", "1")
    )
    assert let_go.wait(30)
    for _ in range(2):
        kept.remove_orphaned_files()
    assert kept.read_file(url.rpartition("/")[2].removesuffix(".csv")) is None
