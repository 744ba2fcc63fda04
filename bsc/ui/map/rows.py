"""Which rows of the map are drawn, and which of them are folded to one line. Both stand in the address."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import streamlit as st

from bsc.ui import controls, labels, links
from bsc.ui.components.map_table import folded, rows_of
from bsc.views.journey_map import JourneyMap

SHOWN: Final = "rows"
FOLDED: Final = "folded"
FOLDED_AT_FIRST: Final = frozenset({"actions", "questions", "opportunities", "owners"})


@dataclass(frozen=True)
class Rows:
    """The ids of the rows that are drawn, and of those that are folded to one line."""

    shown: tuple[str, ...]
    folded: tuple[str, ...]


def rows(drawn: JourneyMap) -> Rows:
    """Draw the choice of the rows of *drawn*; return it. At first all are there, the longest of them folded."""
    offered = labels.unlike({row.id: row.name for row in rows_of(drawn)})
    with st.popover("Rows", icon=":material/table_rows:", width="content"):
        shown = _chosen(SHOWN, "Shown", offered, _first(SHOWN, offered, offered))
        closed = _chosen(FOLDED, "Folded to one line", offered, _first(FOLDED, offered, FOLDED_AT_FIRST))
    return Rows(tuple(shown), tuple(closed))


def fold() -> None:
    """Let the rows that are folded in the map now be folded in the choice too, and so in the address."""
    st.session_state[FOLDED] = list(folded())


def _chosen(key: str, label: str, offered: Mapping[str, str], default: Sequence[str]) -> list[str]:
    _seat(key, offered)
    chosen = st.pills(
        label,
        list(offered),
        selection_mode="multi",
        default=default,
        format_func=lambda row: offered.get(row, row),
        key=key,
        bind="query-params",
    )
    links.pin(key, None if list(chosen) == list(default) else chosen)
    return chosen


def _first(key: str, offered: Iterable[str], otherwise: Container[str]) -> list[str]:
    """Return the rows that are chosen where the address says nothing: those of the share link, else *otherwise*."""
    wanted = links.opening(key) or otherwise
    return [row for row in offered if row in wanted]


def _seat(key: str, offered: Mapping[str, str]) -> None:
    """Let the address name rows by their ids; say which it names that are not there."""
    written = [each for each in st.query_params.get_all(key) if each]
    labelled = set(offered.values())
    named = [each if each in labelled else offered.get(each, each) for each in written]
    if named != written:
        st.query_params[key] = named
        st.rerun()
    for unknown in set(written) - labelled:
        controls.say_unknown("row", unknown, offered.values())
