"""One initiative on its page: whose, until when, what it is to move and how that stands, and its story."""

from collections.abc import Sequence
from math import nan
from typing import Final

import streamlit as st

from bsc.charts.theme import CHANGED, LOOKS, OVERDUE, STATES
from bsc.model.definitions import Initiative
from bsc.model.initiatives import Link, Origin
from bsc.model.subject import Subject, SubjectKind
from bsc.ui import links, session, tables
from bsc.ui.acting import changing, making
from bsc.ui.acting.making import Seed
from bsc.ui.failures import escaped
from bsc.views.cards import Card
from bsc.views.dates import day
from bsc.views.initiative_history import history, shown
from bsc.views.initiative_page import InitiativePage, origin
from bsc.views.initiatives import Undertaking, where_words
from bsc.views.workspace import Workspace

_CARD_WIDTH: Final = 190


def head(workspace: Workspace, page: InitiativePage) -> None:
    """Draw how far it is, whose it is and until when, what gave rise to it, and what changes it."""
    each, initiative = page.undertaking, page.initiative
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.badge(f"{STATES[initiative.state]} {initiative.state.capitalize()}", color="blue")
        if each.late:
            st.badge(f"{OVERDUE} {escaped(each.due)}", color="red")
        if each.outcome:
            st.badge(escaped(each.outcome.word), icon=":material/query_stats:", color="gray")
        changing.menu(workspace, initiative, links.INITIATIVE, label="Move")
        if session.may_edit():
            st.button(
                "Edit",
                icon=":material/edit:",
                type="tertiary",
                key="initiative.edit",
                on_click=making.edit,
                args=(workspace, initiative.id, links.INITIATIVE),
            )
        links.to(links.ACTIONS, "Board", icon=links.ACTIONS.icon, key="initiative.board", tab="Board")
    st.caption(escaped(" · ".join(filter(None, _facts(workspace, each)))))
    if initiative.note:
        st.markdown(escaped(initiative.note))


def moves(page: InitiativePage) -> None:
    """Draw the KPIs that it is meant to move, each with its last values and what is expected of it."""
    st.subheader("What it is meant to move", anchor=False)
    if page.undertaking.objective:
        st.caption(f"Objective: {escaped(page.undertaking.objective)}")
    if not page.cards:
        st.caption("Nothing yet: choose an objective or KPIs, or nobody can tell whether it worked.")
        return
    cells = st.grid(4, min_column_width=_CARD_WIDTH, border=True)
    for card in page.cards:
        with cells.cell():
            _moved(card, page.expected.get(card.kpi, ""))


def passed_on(workspace: Workspace, page: InitiativePage) -> None:
    """Draw its links, its practice, whose practice it takes over, and who took over its own."""
    initiative = page.initiative
    if initiative.links:
        st.markdown("**Links**  \n" + "  \n".join(map(_link, initiative.links)))
    if page.adopts:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown("Takes over the practice of", width="content")
            _to(page.adopts, "adopts")
    if not (initiative.practice or page.adopted_by):
        return
    st.subheader("Practice", anchor=False)
    if initiative.practice:
        st.markdown(escaped(initiative.practice))
        making.offer(workspace, adoption(initiative), "adopt", home=links.INITIATIVE, label="Adopt it elsewhere")
    if page.adopted_by:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown("Taken over by", width="content")
            for each in page.adopted_by:
                _to(each, "adopted")


def told(workspace: Workspace, identity: str) -> None:
    """Draw who changed what of it, and when; the versions are read when it is opened, and not before."""
    opened = st.expander("History", icon=":material/history:", key="initiative_history", on_change="rerun")
    if opened.open:
        with opened:
            steps = history(workspace, identity)
            st.dataframe(tables.texts(shown(steps)), hide_index=True, key="initiative.history")


def adoption(initiative: Initiative) -> Seed:
    """Return the seed of an initiative that takes over the practice of *initiative*."""
    return Seed(
        name=f"Adopt: {initiative.name}"[:120],
        origin=Origin.PRACTICE,
        about=Subject.of(SubjectKind.INITIATIVE, initiative.id),
        note=initiative.practice,
        adopts=initiative.id,
    )


def _facts(workspace: Workspace, each: Undertaking) -> Sequence[str]:
    initiative = each.initiative
    source = origin(workspace, initiative.made_from)
    return (
        each.whose,
        f"from {day(initiative.start)}",
        "" if each.late else each.due,
        f"effective from {day(initiative.effective)}" if initiative.effective else "",
        f"cost {each.cost}" if each.cost else "",
        f"for {where_words(initiative)}" if initiative.where else "",
        ", ".join(each.stage_names),
        f"made {source}" if source else "",
    )


def _moved(card: Card, expected: str) -> None:
    look = LOOKS[card.status]
    known = any(value is not None for value in card.sparkline)
    st.metric(
        escaped(card.name),
        escaped(card.figure),
        f"{look.glyph} {card.status}",
        delta_color=look.theme_color,
        delta_arrow="off",
        delta_description=escaped(card.change),
        chart_data=[nan if value is None else value for value in card.sparkline] if known else None,
        chart_type="line",
    )
    if card.changed:
        st.caption(f"{CHANGED[card.changed_to]} changed: {escaped(card.changed)}")
    st.markdown(f":small[Expected: {escaped(expected)}]" if expected else ":small[:gray[No effect is written down.]]")
    target = f"Target {card.target}" if card.target else "Trend"
    links.to(links.TRENDS, target, icon=links.TRENDS.icon, key=f"moves_{card.kpi}", kpi=card.kpi)


def _link(link: Link) -> str:
    """Return *link* as Markdown: Streamlit opens it in a new tab that cannot reach back (`rel="noopener"`)."""
    address = link.address.translate({ord("("): "%28", ord(")"): "%29", ord("$"): "%24"})
    return f":material/open_in_new: [{escaped(link.name or link.address)}]({address})"


def _to(initiative: Initiative, key: str) -> None:
    links.to(
        links.INITIATIVE,
        escaped(initiative.name),
        icon=links.INITIATIVE.icon,
        key=f"{key}.{initiative.id}",
        initiative=initiative.id,
    )
