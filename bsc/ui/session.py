"""What a session works on: the company's database, opened once a process, and who is asking."""

import gc
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Final

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from bsc.actions import Waiting
from bsc.errors import NotAllowed
from bsc.model.access import Person, Role
from bsc.model.entrance import LOOPBACK, Access, is_loopback
from bsc.store import Store
from bsc.store.held import held
from bsc.store.narrowed import narrowed
from bsc.ui.access import uploading
from bsc.ui.access.settings import settings
from bsc.ui.access.visit import Closed, Visit
from bsc.views.memory import memory_of
from bsc.views.workspace import Workspace

DEFAULT_DATABASE = Path("var/bsc.duckdb")
SOMEBODY: Final = Person("local user", Role.ADMIN)
SHARED: Final = "_share"  # begins the names of what a session knows of the share links that it came with
_VISIT: Final = "_visit"
_ASKING: Final = "_asking"  # how to ask again who comes in, and the run for which it was asked


def database() -> Path:
    """Return where the company's database file is: `BSC_DATABASE`, else `var/bsc.duckdb`."""
    return Path(os.environ.get("BSC_DATABASE") or DEFAULT_DATABASE)


def hosts() -> list[str]:
    """Return the host names under which the app is known (`server.allowedHosts`); none for every name.

    Without sign-in it is known under this machine's own names alone, whatever else is set.
    """
    names = list(st.get_option("server.allowedHosts") or ())
    if settings().access is not Access.LOCAL:
        return names
    return [name.strip("[]") for name in names if is_loopback(name)] or list(LOOPBACK)


def begin(visit: Visit, again: Callable[[], Visit | Closed] | None = None) -> None:
    """Let this run be the one of *visit*: who asks, and what they may see.

    *again* is asked in the runs that do not pass the gate: those of a fragment, and of what a click calls before them.
    """
    before: Visit | None = st.session_state.get(_VISIT)
    if before is not None and (before.person, before.token) != (visit.person, visit.token):
        _forget()
    st.session_state[_VISIT] = visit
    st.session_state[_ASKING] = (again, _this_run()) if again else None
    uploading.note(may=visit.share is None and visit.person.role.may(Role.EDITOR))


def nobody() -> None:
    """Let this run be the one of nobody: what an earlier one was allowed is over."""
    st.session_state[_VISIT] = st.session_state[_ASKING] = None
    uploading.note(may=False)


def visit() -> Visit:
    """Return who asks in this run, and what they may see; raises NotAllowed where nobody has come in.

    Who has lost their right since the page's own run is not answered: that run is begun again, and meets the door.
    On one's own machine a page also runs without its frame, as a test does.
    """
    if _VISIT not in st.session_state and settings().access is Access.LOCAL:
        return Visit(SOMEBODY)
    found: Visit | None = st.session_state.get(_VISIT)
    if found is None:
        raise NotAllowed("you are not signed in – reload this page")
    again, run = st.session_state.get(_ASKING) or (None, None)
    return found if again is None or run is _this_run() else _asked_again(again)


def store() -> Store:
    """Return the open store in the hands of who asks; raises StoreBusy, StoreTooNew or StoreUnusable.

    For the viewer of a frozen link it is what was frozen. Within a fence it tells nothing of rows.
    """
    visiting = visit()
    whole = visiting.store or opened()
    handle = whole if visiting.person.role is Role.ADMIN else held(whole, visiting.person)
    return handle if visiting.fence.open else narrowed(handle)


def opened() -> Store:
    """Return the company's open store, whoever asks: for what the app itself does."""
    return _store(str(database()))


def workspace() -> Workspace:
    """Return the company as it stands today (or on the day that the sample company's exports end), for who asks."""
    asked, visiting = store(), visit()
    today = visiting.as_of or _as_of(asked) or date.today()  # noqa: DTZ011 -- the day where the company is
    return Workspace(asked, today, visiting.fence)


def who() -> str:
    """Return the name under which a change is written into the journal."""
    return visit().person.name


def may(role: Role) -> bool:
    """Return whether who asks may do what needs *role*: what they may not is not offered (and refused all the same)."""
    return visit().person.role.may(role)


def may_edit() -> bool:
    """Return whether who asks may change anything."""
    return may(Role.EDITOR)


def _asked_again(again: Callable[[], Visit | Closed]) -> Visit:
    arrived = again()
    if isinstance(arrived, Closed):
        nobody()
        st.rerun(scope="app")  # the page's own run meets the door, and nothing stays on the screen
    begin(arrived, again)
    return arrived


def _forget() -> None:
    """Forget what the session holds, drafts and all: it was another's. Which links it has opened stays known."""
    for name in [str(name) for name in st.session_state if not str(name).startswith(SHARED)]:
        del st.session_state[name]


def _this_run() -> object:
    """Return what is one and the same during a run, and another in the next."""
    run = get_script_run_ctx(suppress_warning=True)
    return run.parallel_coordinator if run else None


@st.cache_resource(show_spinner=False)
def settled() -> bool:
    """Return True, after what the first run left in memory has been set apart from the garbage collector, once."""
    gc.collect()
    gc.freeze()
    return True


def _as_of(opened: Store) -> date | None:
    """Return the day at which the company's clock stands; it comes with definitions, so that they tell its version."""
    return memory_of(opened).kept(("as of", opened.definitions_version()), opened.whole.as_of)


@st.cache_resource(show_spinner=False)
def _store(path: str) -> Store:
    opened = Store.open(Path(path).resolve())
    Waiting.beside(opened)  # what an earlier process left waiting is swept
    return opened
