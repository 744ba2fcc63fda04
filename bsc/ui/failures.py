"""What goes wrong, on the page: a sentence for what the reader can fix, an incident number for what is a bug."""

import logging
import re
import secrets

import streamlit as st

from bsc.errors import BscError, StoreBusy, StoreTooNew, StoreUnusable

_LOG = logging.getLogger(__name__)

_HEADLINES: dict[type[BscError], str] = {
    StoreBusy: "The database is in use",
    StoreTooNew: "The database is newer than this app",
    StoreUnusable: "The database cannot be opened",
}
_NEXT_STEPS: dict[type[BscError], str] = {
    StoreBusy: "Stop the other process, or wait until it is done, and reload this page. Nothing was changed.",
    StoreTooNew: "Start the version of Journey Scorecard that wrote it, or a newer one. Nothing was changed.",
    StoreUnusable: "Restore a backup with `bsc restore`, or name another file in `BSC_DATABASE`. Nothing was changed.",
}


def sentence(error: BscError) -> None:
    """Show *error* as the sentences that it is, one for each problem."""
    st.error("  \n".join(map(escaped, str(error).splitlines())), icon=":material/error:")


def closed_door(error: StoreUnusable) -> None:
    """Show the whole page that stands where the database cannot be used, with what would do."""
    _, middle, _ = st.columns([1, 2, 1])
    with middle, st.container(border=True):
        st.subheader(_of(_HEADLINES, error))
        st.write(escaped(str(error)))
        st.caption(_of(_NEXT_STEPS, error))
        st.button("Try again", icon=":material/refresh:", type="primary")


def on_script_error(error: Exception) -> bool:
    """Show what an action or a page raised, and keep it from being shown raw. Return True: it is dealt with."""
    if isinstance(error, BscError):
        sentence(error)
        return True
    number = secrets.token_hex(4)
    _LOG.error("incident %s", number, exc_info=error)
    st.error(
        f"Something went wrong that should not have. Nothing was changed. Incident **{number}** is in the log.",
        icon=":material/bug_report:",
    )
    return True


def escaped(text: str) -> str:
    """Return *text* in one line so that Markdown shows it as it is, whatever it holds.

    A line's end would begin a heading, a list or code, and end a row of a table.
    """
    signs = "".join(f"\\{sign}" if sign in r"\`*_{}[]()<>#+-.!|~$:" else sign for sign in one_line(text))
    return re.sub(r"&(?=\w+;|\\#\w+;)", r"\\&", signs)  # `&amp;` is written so, and stays so


def one_line(text: str) -> str:
    """Return *text* with a space for the end of each line."""
    return re.sub(r"\s*[\r\n\v\f\x85\u2028\u2029]\s*", " ", text)


def _of(words: dict[type[BscError], str], error: StoreUnusable) -> str:
    return words.get(type(error), words[StoreUnusable])
