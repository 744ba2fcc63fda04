"""What may stand in an address: the parameters of the frame and of each page. Nothing else is heard or passed on.

A test holds this list against what the pages bind, and against what they pin in a copied link.
"""

from collections.abc import Mapping
from typing import Final

import streamlit as st
from streamlit.errors import StreamlitAPIException

from bsc.ui import links, voice
from bsc.ui.links import Place
from bsc.ui.noting import searching

_TOUCHPOINT: Final = frozenset({"touchpoint", *voice.KEYS})
FRAME: Final = frozenset({"persona", "grain", "period"})
OF_PAGES: Final[Mapping[str, frozenset[str]]] = {
    links.MAP.path: frozenset({"rows", "folded", "edit", "attention", "attention_all"}) | _TOUCHPOINT,
    links.STAGE.path: frozenset({"stage", "perspective"}) | _TOUCHPOINT,
    links.STRATEGY.path: frozenset({"stages", "arrow", "objective", "edit"}),
    links.TRENDS.path: frozenset({"kpi", "window", "layers", "tab", "by", "foreseen"}),
    links.WHY.path: frozenset({"part", "why_against", "why_by", "why_dimension"}),
    links.WHAT_IF.path: frozenset({"what_if", "scenario", "against", "funnel_step", "funnel_money", "funnel_points"}),
    links.PRESENT.path: frozenset({"slide"}),
    links.ACTIONS.path: frozenset(
        {"tab", "board", "whose", "in_stage", "for_objective", "overdue", "reviews_page", "step"}
    ),
    links.INITIATIVE.path: frozenset({"initiative"}),
    links.REVIEW.path: frozenset({"review"}),
    links.RESPONSIBILITY.path: frozenset({"tab", "who"}) | frozenset(searching.KEYS),
    links.SHARE.path: frozenset({"tab", "listed", links.OF}),
    links.DATA.path: frozenset({"shown", "span", "imports_page", "lineage"}),
    links.DEFINITIONS.path: frozenset(
        {
            "section",
            "version",
            "library_stage",
            "library_perspective",
            "library_search",
            "library_answerable",
            "library_missing",
        }
    ),
}


def known(place: Place, name: str) -> bool:
    """Return whether the parameter *name* means anything on the page at *place*."""
    if name in FRAME or name == links.SHOWN or name.startswith(links.WHERE):
        return True
    return name in OF_PAGES[place.path] or (place is links.SHARE and name.startswith(f"{links.OF}_"))


def clean(place: Place) -> None:
    """Take out of the address what means nothing on the page at *place*."""
    for name in [each for each in st.query_params if not known(place, each)]:
        try:
            del st.query_params[name]
        except StreamlitAPIException:  # a control of the page before this one: Streamlit takes it out itself
            continue
