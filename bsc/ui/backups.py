"""A live backup: a copy of everything, taken while the app is in use, into a folder beside the database."""

from datetime import UTC, datetime
from pathlib import Path

import streamlit as st

from bsc import actions
from bsc.errors import BscError
from bsc.ui import failures, notices, session

FOLDER = "backups"


def draw() -> None:
    """Draw the button that takes a backup, and where the newest one lies."""
    database = session.database().resolve()
    folder = database.parent / FOLDER
    st.caption(
        "A copy of data, definitions and history, taken while everybody goes on working. "
        "`bsc restore FILE` brings it back."
    )
    if st.button("Back up now", icon=":material/save:", key="back_up"):
        _take(folder)
    if newest := max(folder.glob(f"{database.stem}-*.duckdb"), default=None):
        st.caption(f"Newest: {failures.escaped(str(newest))}")


def _take(folder: Path) -> None:
    opened = session.store()
    name = f"{opened.path.stem}-{datetime.now(UTC):%Y-%m-%d-%H%M%S}.duckdb"
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        taken = actions.backup(opened, folder / name, who=session.who())
    except OSError as error:
        st.error(f"{failures.escaped(str(folder))} cannot be written: {error.strerror}. Nothing was copied.")
    except BscError as error:
        failures.sentence(error)
    else:
        notices.say(f"Backed up into {taken.name}")
        st.rerun()
