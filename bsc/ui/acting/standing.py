"""A line of something that can be answered for: the way to it, its status as glyph and word, how it stands."""

from collections.abc import Mapping
from typing import Final

import streamlit as st

from bsc.charts.theme import LOOKS, OVERDUE
from bsc.model.subject import SubjectKind
from bsc.ui import links
from bsc.ui.failures import escaped
from bsc.ui.noting import leading
from bsc.views.responsibility_standing import Standing

NOUNS: Final[Mapping[SubjectKind, tuple[str, str]]] = {
    SubjectKind.STAGE: ("stage", "Stages"),
    SubjectKind.OBJECTIVE: ("objective", "Objectives"),
    SubjectKind.KPI: ("KPI", "KPIs"),
    SubjectKind.TOUCHPOINT: ("touchpoint", "Touchpoints"),
    SubjectKind.DATASET: ("dataset", "Datasets"),
    SubjectKind.INITIATIVE: ("action", "Actions"),
}


def way(standing: Standing, key: str) -> None:
    """Draw the link to the page of what *standing* is about, by its name."""
    place, opened = leading.place_of(standing.about)
    name = f"**{escaped(standing.name)}**"
    links.to(place, name, key=key, instead=name, **opened)


def words(standing: Standing, *, kind: bool = False, beside: str = "") -> str:
    """Return how it stands as Markdown: its mark or status, where it belongs (with its *kind*), what is said of it."""
    where = [NOUNS[standing.about.kind][0].capitalize() if kind else "", standing.where, beside]
    placed = " · ".join(escaped(each) for each in where if each)
    said = " ".join(filter(None, (_mark(standing), escaped(standing.said))))
    return f"{said}  \n:small[:gray[{placed}]]" if placed else said


def line(standing: Standing, key: str, *, kind: bool = False, beside: str = "") -> None:
    """Draw the line: the way to it, and how it stands beneath on a narrow screen and beside it on a wide one."""
    left, right = st.columns((5, 7), vertical_alignment="center", gap="small")
    with left:
        way(standing, key)
    right.markdown(words(standing, kind=kind, beside=beside))


def _mark(standing: Standing) -> str:
    if standing.mark:
        return f":red[**{OVERDUE} {standing.mark.capitalize()}**]"
    if standing.status is None:
        return ""
    look = LOOKS[standing.status]
    return f":{look.theme_color}[**{look.glyph} {standing.status}**]"
