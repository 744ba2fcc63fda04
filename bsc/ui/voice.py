"""What customers wrote about a touchpoint: searched, ordered, page by page, and as a file."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Final

import streamlit as st

from bsc.actuals import Order
from bsc.model.editing import number_of
from bsc.model.view import View
from bsc.ui import bound, computing, files, labels, links, session
from bsc.ui.failures import escaped
from bsc.ui.noting import tagging
from bsc.views.dates import day
from bsc.views.tagged import touchpoints_of
from bsc.views.voice import MOST_IN_FILE, MOST_SEARCHED, Said, Tagging, Voice, Wanted, csv_of, voice
from bsc.views.workspace import Workspace

_TAGGING: Final[Mapping[Tagging, str]] = {
    Tagging.ANY: "Tagged or not",
    Tagging.TAGGED: "Tagged to it",
    Tagging.UNTAGGED: "Not tagged",
}
_ORDERS: Final[Mapping[Order, str]] = {Order.NEWEST: "Newest first", Order.LOWEST: "Lowest rating first"}
SOURCE: Final = "voice_source"
SEARCH: Final = "voice_search"
ORDER: Final = "voice_order"
EARLIER: Final = "voice_earlier"
TAGGING: Final = "voice_tagged"
PAGE: Final = "voice_page"
KEYS: Final = (SOURCE, SEARCH, ORDER, EARLIER, TAGGING, PAGE)
_MASKED: Final = (
    "What tells who somebody is stands in square brackets instead: addresses, telephone, card and account numbers, "
    "names after a salutation or a greeting. A name in the middle of a sentence may be left."
)


def draw(workspace: Workspace, view: View, touchpoint_id: str) -> None:
    """Draw the comments on a touchpoint with their controls; what is missing says what would do."""
    st.markdown("**What customers say**", help=_MASKED)  # a heading is smaller than text in a dialogue
    _begun_anew("about", touchpoint_id, *KEYS)
    first = _answer(workspace, view, touchpoint_id, Wanted())
    if not first.sources:
        _nobody_said_where()
        return
    source = _source(first)
    told = _answer(workspace, view, touchpoint_id, Wanted(source=source)) if source else first
    if told.problem:
        st.caption(f":material/info: {escaped(told.problem)}")
        return
    put = touchpoints_of(workspace)
    wanted = _wanted(told, source, tags=bool(put) or session.may_edit())
    found = _answer(workspace, view, touchpoint_id, wanted)
    _tally(found, wanted)
    below = st.container()
    if found.pages > 1:
        _begun_anew("asked", str(wanted), PAGE)  # another question begins on page 1
        found = _answer(workspace, view, touchpoint_id, replace(wanted, page=bound.page_of(PAGE, found.pages)))
    with below:
        names = {each.id: each.name for each in workspace.scorecard.touchpoints}
        for place, said in enumerate(found.comments):
            tags = put.get(said.which, ())
            with st.container(border=True):
                _comment(said)
                tagging.tags_of(tags, names)
                tagging.control(workspace, said, tags, place=f"{place}.{wanted}", at=touchpoint_id)
    if found.found:
        _file(workspace, view, found, wanted, f"voice.{touchpoint_id}.file")


def quote(told: Voice) -> None:
    """Draw the newest comment in one line, and how many there are; nothing where nobody wrote."""
    if not told.comments:
        return
    st.markdown(f"> {escaped(told.comments[0].text)}")
    st.caption(escaped(" · ".join(_counted(told))))


def _answer(workspace: Workspace, view: View, touchpoint_id: str, wanted: Wanted) -> Voice:
    name = f"voice {touchpoint_id} {wanted}"
    return computing.answer(workspace, name, view, lambda asked: voice(asked, view, touchpoint_id, wanted))


def _nobody_said_where() -> None:
    if not session.may_edit():
        st.caption("Nobody has said yet where customers’ own words about it stand.")
        return
    st.caption(
        "Nobody has said yet where customers’ own words about it stand. Import an export that has them – a survey, "
        "reviews, the help desk – and name its column in the touchpoint’s form, under *Customers’ words*."
    )
    links.to(links.DATA, "Import an export", icon=links.DATA.icon, key="voice_import")


def _begun_anew(about: str, now: str, *keys: str) -> None:
    """Forget what *keys* chose where they chose it *about* something else than *now*."""
    before = st.session_state.get(f"_voice_{about}")
    st.session_state[f"_voice_{about}"] = now
    if before not in {None, now}:
        for key in keys:
            st.session_state.pop(key, None)


def _source(told: Voice) -> int:
    if len(told.sources) == 1:
        st.caption(escaped(told.sources[0]))
        return 0
    offered = labels.unlike({str(place): escaped(source) for place, source in enumerate(told.sources)})
    return int(bound.segmented(SOURCE, "place where they stand", offered))


def _wanted(told: Voice, source: int, *, tags: bool) -> Wanted:
    with st.container(horizontal=True, vertical_alignment="center"):
        search = bound.words(SEARCH, "Search the comments", placeholder="Search the comments", width=260)
        orders = {order.value: label for order, label in _ORDERS.items()}
        order = Order(bound.picked(ORDER, "order", orders, width=190)) if told.can_rate else Order.NEWEST
        tagged = {each.value: label for each, label in _TAGGING.items()}
        which = Tagging(bound.picked(TAGGING, "tags", tagged, width=150)) if tags else Tagging.ANY
        earlier = bound.switched(EARLIER, f"Also before {told.period}")
    return Wanted(source=source, search=search, order=order, tagging=which, earlier=earlier)


def _tally(found: Voice, wanted: Wanted) -> None:
    for note in found.notes:
        st.caption(f":material/info: {escaped(note)}.")
    if found.nothing:
        hint = "" if wanted.earlier or wanted.search else f": switch on “Also before {found.period}” to read older ones"
        st.caption(escaped(f"{found.nothing}{hint if 'newest before' in found.nothing else ''}."))
        return
    said = [f"{number_of(found.found, 'comment')} found", *_counted(found)[1:]] if wanted.search else _counted(found)
    st.caption(escaped(" · ".join(said)) + ".")
    if found.cut:
        st.caption(f"Looked at the first {MOST_SEARCHED:,} that hold the words; name one more word to see others.")


def _counted(told: Voice) -> list[str]:
    tagged = f", {told.tagged:,} tagged" if told.tagged else ""
    counted = [f"{number_of(told.found, 'comment')}{tagged}"]
    return [*counted, told.rated.words] if told.rated else counted


def _comment(said: Said) -> None:
    about = [f"Rating {said.rating}" if said.rating else "", day(said.day) if said.day else "", said.persona]
    st.markdown(f"{escaped(said.text)}  \n:small[:gray[{escaped(' · '.join(filter(None, about)))}]]")


def _file(workspace: Workspace, view: View, found: Voice, wanted: Wanted, key: str) -> None:
    files.download(
        "Download as CSV",
        partial(csv_of, workspace, view, found.touchpoint.id, wanted),
        f"{found.touchpoint.id}-comments.csv",
        "text/csv",
        kind="tertiary",
        key=key,
        about=f"All pages, masked; {MOST_IN_FILE:,} comments at most.",
    )
