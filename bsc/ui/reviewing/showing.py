"""The minutes of a review to be read: what was seen, what was spoken of, what was decided."""

from itertools import groupby

import streamlit as st

from bsc.charts.theme import LOOKS
from bsc.model.review import Review
from bsc.ui import tables
from bsc.ui.failures import escaped
from bsc.ui.reviewing import deciding
from bsc.views.minutes import ItemsOfKind, ItemWords, Minutes
from bsc.views.workspace import Workspace


def draw(workspace: Workspace, review: Review, minutes: Minutes) -> None:
    """Draw *minutes*, those of *review*; for editors with what becomes of the decisions."""
    if minutes.is_draft:
        st.badge("Goes on still", icon=":material/edit_note:", color="orange")
    if minutes.attendees:
        st.markdown(f"**Who took part:** {escaped(', '.join(minutes.attendees))}")
    figures(minutes)
    st.subheader("Decisions", anchor=False)
    deciding.draw(workspace, review)
    if minutes.notes:
        st.subheader("Notes", anchor=False)
        st.markdown(_lines(minutes.notes))
    st.subheader("Agenda", anchor=False)
    if not minutes.agenda:
        st.caption("Nothing stood on it.")
    for group in minutes.agenda:
        _group(group)
    if minutes.closed:
        st.caption(f":material/lock: {escaped(minutes.closed)}. Nobody changes what is said here.")


def figures(minutes: Minutes) -> None:
    """Draw the scores side by side, the headline, and every KPI as a table."""
    if not minutes.scores:
        st.caption("No figures were seen.")
        return
    whole, *stages = minutes.scores
    look = LOOKS[whole.status]
    st.markdown(
        f"**{escaped(whole.name)}: {whole.points} of 100** :{look.theme_color}[{look.glyph} {whole.status}]  \n"
        f"{escaped(minutes.headline)}"
    )
    with st.container(horizontal=True, gap="small"):
        for each in stages:
            look = LOOKS[each.status]
            with st.container(border=True, width="stretch", gap=None):
                st.caption(escaped(each.name))
                st.markdown(f"**{each.points}** :{look.theme_color}[{look.glyph} {each.status}]")
    st.caption(f":material/lock_clock: {escaped(minutes.standing)}")
    with st.expander(f"The {len(minutes.kpis)} KPIs as they were seen", key="review.kpis"):
        _kpis(minutes)


def _kpis(minutes: Minutes) -> None:
    st.dataframe(
        tables.texts(
            {
                "KPI": [each.name for each in minutes.kpis],
                "Stage": [each.stage for each in minutes.kpis],
                "Perspective": [each.perspective.label for each in minutes.kpis],
                "Value": [each.value for each in minutes.kpis],
                "Target": [each.target for each in minutes.kpis],
                "Red line": [each.red_line for each in minutes.kpis],
                "Status": [f"{LOOKS[each.status].glyph} {each.status}" for each in minutes.kpis],
                "Change": [each.changed for each in minutes.kpis],
            }
        ),
        hide_index=True,
        column_config={"KPI": st.column_config.TextColumn(pinned=True)},
        key="review.figures",
    )


def _group(group: ItemsOfKind) -> None:
    """Draw the items of one kind: those that something was said of apart, the others a line each."""
    st.markdown(f"**{group.heading}**")
    for noted, items in groupby(group.items, key=lambda each: bool(each.note)):
        if not noted:
            st.markdown("  \n".join(map(_line, items)))
            continue
        for item in items:
            with st.container(border=True, gap="xsmall"):
                st.markdown(_line(item))
                st.markdown(_lines(item.note))


def _line(item: ItemWords) -> str:
    """Return the item as one line of Markdown: its tick, its title, what was said of it by the scorecard."""
    sign = ":material/check_box:" if item.done else ":material/check_box_outline_blank:"
    said = f" :small[:gray[{escaped(item.sentence)}]]" if item.sentence else ""
    return f"{sign} **{escaped(item.title)}**{said}"


def _lines(text: str) -> str:
    """Return *text* as Markdown that shows it as it is, line by line."""
    return "  \n".join(escaped(line) if line.strip() else "&nbsp;" for line in text.splitlines())
