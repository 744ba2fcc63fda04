"""The page of a review while it goes on: its agenda, its notes, its decisions, and how it ends."""

from collections.abc import Callable
from datetime import date
from functools import partial
from itertools import groupby
from typing import Any

import streamlit as st

from bsc import actions
from bsc.errors import BscError
from bsc.model.editing import number_of
from bsc.model.review import AgendaItem, ItemKind, Review
from bsc.ui import links, notices, session
from bsc.ui.acting import making, offering, seeds
from bsc.ui.failures import escaped
from bsc.ui.reviewing import deciding, fields, looking, showing
from bsc.views.agenda import agenda
from bsc.views.mentions import people
from bsc.views.minutes import HEADINGS, minutes
from bsc.views.reviews import seen, view_of
from bsc.views.workspace import Workspace


def draw(workspace: Workspace, review: Review) -> None:
    """Draw the review that goes on, to be worked in by who may change it."""
    making.draw(workspace, links.REVIEW)
    _standing(review)
    _about(workspace, review)
    showing.figures(minutes(workspace, review))
    spoken_of, decided, noted = st.tabs(["Agenda", "Decisions", "Notes"], key=f"review.{review.id}.sections")
    with spoken_of:
        _agenda(workspace, review)
    with decided:
        deciding.draw(workspace, review)
    with noted:
        _text(review, "notes", "Notes of the review", height=140)


def _standing(review: Review) -> None:
    """Draw how far the review is, and what ends it."""
    done = sum(each.done for each in review.agenda)
    decided = number_of(len(review.decisions), "decision")
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown(
            f"**{done} of {number_of(len(review.agenda), 'item')} spoken of** · {decided}  \n"
            ":small[:gray[Every field is kept when you leave it.]]",
            width="content",
        )
        _ends(review)


def _agenda(workspace: Workspace, review: Review) -> None:
    """Draw the agenda by kind, open at the first kind of which something waits."""
    ranked = sorted(review.agenda, key=_rank)
    first = next((each.kind for each in ranked if not each.done), None)
    for kind, items in groupby(ranked, key=lambda each: each.kind):
        _group(workspace, review, kind, list(items), opened=kind is first)
    _add(review)


def _rank(item: AgendaItem) -> int:
    return list(ItemKind).index(item.kind)


def _about(workspace: Workspace, review: Review) -> None:
    """Draw name, day and who takes part."""
    left, middle, right = st.columns([2, 1, 3])
    with left:
        _text(review, "name", "Name", line=True)
    with middle:
        _field(review, "held", "Day", partial(st.date_input, format="YYYY-MM-DD"))
    with right:
        known = list(dict.fromkeys([*people(workspace), *review.attendees]))
        chosen = partial(st.multiselect, options=known, accept_new_options=True, placeholder="Names: choose or write")
        _field(review, "attendees", "Who takes part", chosen, kept=list(review.attendees), made=tuple)


def _text(review: Review, field: str, label: str, *, line: bool = False, height: int = 68) -> None:
    widget = st.text_input if line else partial(st.text_area, height=height, max_chars=20_000)
    _field(review, field, label, widget)


def _field(  # noqa: PLR0913 -- a field, how it is called and drawn, and how its value is turned
    review: Review,
    field: str,
    label: str,
    widget: Callable[..., object],
    *,
    kept: object = None,
    made: Callable[[Any], Any] = lambda value: value,
) -> None:
    """Draw *widget* for a field of the review, whose value *kept* the widget shows and *made* turns back."""
    key, now = f"review.{review.id}.{field}", getattr(review, field) if kept is None else kept

    def keep(wanted: Any, known: Any) -> Any:  # noqa: ANN401 -- of any field
        if field == "held" and not isinstance(wanted, date):
            raise BscError("a review has a day – choose one")
        written = actions.write_in_review(
            session.store(), review.id, {field: made(wanted)}, session.who(), known={field: made(known)}
        )
        value = getattr(written, field)
        return list(value) if isinstance(value, tuple) else value

    fields.seat(key, now)
    widget(label, key=key, on_change=fields.save, args=(key, keep, f"{review.name}: {label}"))
    fields.told(key, now, keep)


def _group(workspace: Workspace, review: Review, kind: ItemKind, items: list[AgendaItem], *, opened: bool) -> None:
    waiting = sum(not each.done for each in items)
    said = f"{HEADINGS[kind]} ({len(items)}{'' if waiting else ', all spoken of'})"
    with st.expander(said, expanded=opened, key=f"review.{review.id}.group.{kind.name}"):
        for item in items:
            with st.container(border=True, gap="xsmall"):
                _item(workspace, review, item)


def _item(workspace: Workspace, review: Review, item: AgendaItem) -> None:
    key = f"review.{review.id}.{item.id}"
    keep_done, keep_note = (partial(_keep_item, review.id, item.id, field) for field in ("done", "note"))
    called = f"{review.name}: {item.title}"
    fields.seat(f"{key}.done", item.done)
    st.checkbox(f"**{escaped(item.title)}**", key=f"{key}.done", on_change=fields.save,
                args=(f"{key}.done", keep_done, called))  # fmt: skip
    fields.told(f"{key}.done", item.done, keep_done)
    if item.sentence:
        st.markdown(escaped(item.sentence))
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        looking.link(workspace, item, key)
        if item.kind is ItemKind.DECISION:
            deciding.follow_up(workspace, item)
        if item.kind is ItemKind.RED:
            _act(workspace, review, item, key)
        st.button("Decide", icon=":material/gavel:", type="tertiary", key=f"{key}.decide", on_click=deciding.begin,
                  args=(review.id, item.id))  # fmt: skip
        if item.kind is ItemKind.OWN:
            st.button("Take off", icon=":material/close:", type="tertiary", key=f"{key}.off",
                      on_click=_take_off, args=(review.id, item.id))  # fmt: skip
    fields.seat(f"{key}.note", item.note)
    st.text_area("What was said", key=f"{key}.note", height=68, max_chars=20_000, label_visibility="collapsed",
                 placeholder="What was said of it", on_change=fields.save,
                 args=(f"{key}.note", keep_note, called))  # fmt: skip
    fields.told(f"{key}.note", item.note, keep_note)
    deciding.form(workspace, review, item)


def _act(workspace: Workspace, review: Review, item: AgendaItem, key: str) -> None:
    """Draw what makes an action of a red KPI; the way to those that are to move it by now."""
    kpi = next((each for each in workspace.scorecard.kpis if item.about and each.id == item.about.id), None)
    if kpi is None:
        return
    for each in offering.open_for(workspace, kpi):
        links.to(links.INITIATIVE, escaped(each.name), icon=links.INITIATIVE.icon, key=f"{key}.acts.{each.id}",
                 initiative=each.id)  # fmt: skip
    seed = seeds.of_red_kpi(workspace, kpi, item.sentence, review.name)
    making.offer(workspace, seed, f"{key}.act", home=links.REVIEW)


def _keep_item(review_id: str, item_id: str, field: str, wanted: Any, known: Any) -> Any:  # noqa: ANN401 -- of any field
    item = actions.write_item(session.store(), review_id, item_id, {field: wanted}, session.who(), known={field: known})
    return getattr(item, field)


def _take_off(review_id: str, item_id: str) -> None:
    _do(actions.take_off, review_id, item_id)


def _add(review: Review) -> None:
    key = f"review.{review.id}.new"
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input("Add to the agenda", key=key, max_chars=2000, placeholder="What else is to be spoken of",
                      on_change=fields.hold, args=(key, partial(deciding.may_change, review.id),
                                                   f"{review.name}: Add to the agenda"))  # fmt: skip
        st.button("Add", icon=":material/add:", key=f"{key}.add", on_click=_added, args=(review.id, key))


def _added(review_id: str, key: str) -> None:
    """Put what was written at the end of the agenda. A callback."""
    if _do(actions.add_item, review_id, st.session_state.get(key, "")):
        st.session_state[key] = ""


def _ends(review: Review) -> None:
    with st.container(horizontal=True, width="content"):
        with st.popover("Close the review", icon=":material/lock:", type="primary", key="review.closing"):
            st.markdown("The minutes then say what is written here, for good: nobody changes them any more.")
            st.caption("What becomes of the decisions goes on.")
            st.button("Close it", type="primary", key="review.close", on_click=_close, args=(review,))
        st.button(
            "Refresh the figures", icon=":material/refresh:", key="review.again", on_click=_again,
            args=(review,), help="As they stand now, with what has come up since added to the agenda.",
        )  # fmt: skip
        with st.popover("Drop it …", type="tertiary", icon=":material/delete:", key="review.dropping"):
            st.markdown("Nothing of it is kept, its decisions included. Actions that were made of them stay.")
            st.button("Drop the review", key="review.drop", on_click=_drop, args=(review,))


def _close(review: Review) -> None:
    if _do(actions.close_review, review.id):
        notices.say(f"{review.name} is closed")


def _drop(review: Review) -> None:
    if _do(actions.drop_review, review.id):
        notices.say(f"{review.name} is dropped")
        links.leave(links.ACTIONS, {"tab": "Reviews"})


def _again(review: Review) -> None:
    workspace = session.workspace()
    view, before = view_of(review), next((each for each in workspace.reviews() if each.id == review.before), None)
    found = agenda(workspace, view, review.kind, before)
    if _do(actions.look_again, review.id, seen(workspace, view), found):
        notices.say("The figures are those of now")


def _do(action: Callable[..., object], *args: object) -> bool:
    """Do *action*; return whether it was done. What keeps it from that is shown at the next run. A callback's part."""
    try:
        action(session.store(), *args, session.who())
    except BscError as error:
        notices.refuse(error)
        return False
    return True
