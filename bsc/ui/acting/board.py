"""The tab Board: every initiative by how far it is, as cards or as a table; what moves, moves in one click."""

from collections.abc import Sequence
from typing import Final

import pyarrow as pa
import streamlit as st

from bsc.charts.theme import LOOKS, OVERDUE, STATES
from bsc.model.editing import number_of
from bsc.model.view import View
from bsc.model.words import InitiativeState
from bsc.ui import bound, computing, files, links, session, tables
from bsc.ui.acting import changing, choosing, making
from bsc.ui.acting.making import Seed
from bsc.ui.failures import escaped
from bsc.views.initiatives import HEADER, Undertaking, listed_csv, rows, undertakings, where_words
from bsc.views.workspace import Workspace

_CARDS, _TABLE = "cards", "table"
_MOST: Final = 6  # cards of what is over; the rest stands in the table
_KPIS: Final = 3  # on a card
_WIDTH: Final = 240
_ROWS, _HIGH = 18, 700  # of the table: rows that are shown at once, and as many pixels where there are more
_NONE_YET: Final = (
    "Nothing is undertaken yet. An action is made in one click where its reason is seen – a red card, a signal, a pain "
    "of customers, an arrow of the strategy map – or here."
)


def draw(workspace: Workspace, view: View) -> None:
    """Draw the choice, and what is chosen as cards in four columns or as a table."""
    known = computing.answer(workspace, "undertakings", view, lambda asked: undertakings(asked, view))
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        shown = bound.segmented("board", "shown as", {_CARDS: "Cards", _TABLE: "Table"})
        making.offer(workspace, Seed(), "board", home=links.ACTIONS, kind="primary")
    if not known:
        st.info(_NONE_YET, icon=":material/flag:")
        return
    chosen = choosing.draw(workspace, known)
    _count(chosen, len(known))
    if shown == _TABLE:
        table(chosen)
    else:
        _columns(workspace, chosen)


def table(chosen: Sequence[Undertaking], *, key: str = "actions") -> None:
    """Draw *chosen* as rows, to be sorted and searched, and the same rows as CSV."""
    found = rows(sorted(chosen, key=_urgency))
    columns = {name: [str(row[at]) for row in found] for at, name in enumerate(HEADER) if name not in _NUMBERS}
    drawn = tables.texts(columns)
    for name in _NUMBERS:
        values = [row[HEADER.index(name)] for row in found]
        numbers = pa.array([value if isinstance(value, int | float) else None for value in values], type=pa.float64())
        drawn = drawn.append_column(name, numbers)
    st.dataframe(
        drawn.select(list(HEADER)),
        hide_index=True,
        height="content" if len(found) <= _ROWS else _HIGH,
        placeholder="–",
        column_config={"Action": st.column_config.TextColumn(pinned=True, width="large"), **_NUMBERS},
        key=f"{key}.table",
    )
    files.download("Download as CSV", listed_csv(chosen), "actions.csv", "text/csv", key=f"{key}.csv")


def _urgency(each: Undertaking) -> tuple[bool, int, int]:
    """Return what sorts first what is overdue, then what runs, is planned, and is over: the latest begun first."""
    initiative = each.initiative
    order = (InitiativeState.RUNNING, InitiativeState.PLANNED, InitiativeState.DONE, InitiativeState.DROPPED)
    return not each.late, order.index(initiative.state), -initiative.since.toordinal()


_NUMBERS: Final = {
    "Days overdue": st.column_config.NumberColumn(format="%.0f"),
    "Cost": st.column_config.NumberColumn(format="%.2f"),
}


def _count(chosen: Sequence[Undertaking], of: int) -> None:
    late = sum(1 for each in chosen if each.late)
    unowned = sum(1 for each in chosen if not each.initiative.owner and each.initiative.state.open)
    said = [
        number_of(of, "action") if len(chosen) == of else f"{len(chosen)} of {number_of(of, 'action')}",
        *([f"{OVERDUE} {late} overdue"] if late else []),
        *([f"{unowned} open without an owner"] if unowned else []),
    ]
    st.caption(" · ".join(said))


def _columns(workspace: Workspace, chosen: Sequence[Undertaking]) -> None:
    columns = st.grid(len(InitiativeState), min_column_width=_WIDTH)
    for state in InitiativeState:
        with columns.cell():
            _column(workspace, state, [each for each in chosen if each.initiative.state is state])


def _column(workspace: Workspace, state: InitiativeState, found: Sequence[Undertaking]) -> None:
    st.markdown(f"**{STATES[state]} {state.capitalize()}** :gray[{len(found)}]")
    ordered = found if state.open else sorted(found, key=lambda each: each.initiative.since, reverse=True)[:_MOST]
    for each in ordered:
        with st.container(border=True, gap="xsmall", key=f"card.{each.initiative.id}"):
            _card(workspace, each)
    if len(ordered) < len(found):
        st.caption(f"And {number_of(len(found) - len(ordered), 'earlier one')} in the table.")
    if not found:
        st.caption("None")


def _card(workspace: Workspace, each: Undertaking) -> None:
    initiative = each.initiative
    st.markdown(f"**{escaped(initiative.name)}**")
    due = f":red[{OVERDUE} {escaped(each.due)}]" if each.late else escaped(each.due)
    st.markdown(f":small[{escaped(each.whose)}  \n{due}]")
    if each.aims:
        st.markdown("  \n".join(_aims(each)))
    about = [where_words(initiative), f"cost {each.cost}" if each.cost else ""]
    if said := " · ".join(filter(None, about)):
        st.caption(escaped(said))
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        if each.outcome:
            st.badge(escaped(each.outcome.word), icon=":material/query_stats:", color="gray")
        links.to(
            links.INITIATIVE,
            "Open",
            key=f"open.{initiative.id}",
            initiative=initiative.id,
        )
        if session.may_edit():
            changing.menu(workspace, initiative, links.ACTIONS)


def _aims(each: Undertaking) -> list[str]:
    shown = [
        f":small[:{LOOKS[aim.status].theme_color}[{LOOKS[aim.status].glyph} {aim.status}] "
        f"{escaped(aim.name)} {escaped(aim.figure)}]"
        for aim in each.aims[:_KPIS]
    ]
    more = len(each.aims) - _KPIS
    return [*shown, *([f":small[:gray[and {number_of(more, 'more KPI')}]]"] if more > 0 else [])]
