"""What a session works on: the company's database, opened once a process, and who is asking."""

import gc
import os
from datetime import date
from pathlib import Path

import streamlit as st

from bsc.actions import Waiting
from bsc.store import Store
from bsc.views.memory import memory_of
from bsc.views.workspace import Workspace

DEFAULT_DATABASE = Path("var/bsc.duckdb")
SOMEBODY = "local user"


def database() -> Path:
    """Return where the company's database file is: `BSC_DATABASE`, else `var/bsc.duckdb`."""
    return Path(os.environ.get("BSC_DATABASE") or DEFAULT_DATABASE)


def hosts() -> list[str]:
    """Return the host names under which the app is known (`server.allowedHosts`); none for every name."""
    return list(st.get_option("server.allowedHosts") or ())


def store() -> Store:
    """Return the open store; raises StoreBusy, StoreTooNew or StoreUnusable."""
    return _store(str(database()))


def workspace() -> Workspace:
    """Return the company as it stands today (or on the day that the sample company's exports end)."""
    opened = store()
    return Workspace(opened, _as_of(opened) or date.today())  # noqa: DTZ011 -- the day where the company is


def who() -> str:
    """Return the name under which a change is written into the journal."""
    if st.user.get("is_logged_in"):
        return str(st.user.get("email") or st.user.get("name") or SOMEBODY)
    return SOMEBODY


@st.cache_resource(show_spinner=False)
def settled() -> bool:
    """Return True, after what the first run left in memory has been set apart from the garbage collector, once."""
    gc.collect()
    gc.freeze()
    return True


def _as_of(opened: Store) -> date | None:
    """Return the day at which the company's clock stands; it comes with definitions, so that they tell its version."""
    return memory_of(opened).kept(("as of", opened.definitions_version()), opened.as_of)


@st.cache_resource(show_spinner=False)
def _store(path: str) -> Store:
    opened = Store.open(Path(path).resolve())
    Waiting.beside(opened)  # what an earlier process left waiting is swept
    return opened
