"""What the viewer of a share link always sees: what this is, as of when, how complete, and how old; and the way on."""

from collections.abc import Mapping, Sequence
from typing import Final

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from bsc.actions.shares import frozen_figures
from bsc.model.definitions import ALL_PERSONAS
from bsc.model.fence import PERSONA
from bsc.model.sharing import Kind, ShareLink
from bsc.model.view import View
from bsc.ui import computing, links, session
from bsc.ui.access.visit import Visit
from bsc.ui.failures import escaped
from bsc.ui.links import Place
from bsc.views.dates import day
from bsc.views.sealed import computed_otherwise
from bsc.views.standing import Standing, standing
from bsc.views.workspace import Workspace

_NAMED: Final = 3  # of several; the others are counted


def navigation(pages: Mapping[Place, StreamlitPage]) -> None:
    """Draw the links between *pages*, each with the token: so they open in another tab as well, and Back finds it."""
    shown = [place for place in pages if not place.hidden]
    if len(shown) < 2 or st.context.is_embedded:  # noqa: PLR2004 -- one page leads nowhere
        return
    with st.sidebar:
        for place in shown:
            st.page_link(pages[place], label=place.title, icon=place.icon, query_params=links.carried())


def banner(visit: Visit, workspace: Workspace, view: View, place: Place) -> None:
    """Draw what the link shows, the day of its data, what is known and what is late; nothing without a link."""
    if visit.share is None:
        return
    with st.container(border=True, gap="xsmall", key="share_banner"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            _name(visit.share)
            for said in locked(workspace, visit.share):
                st.badge(escaped(said), icon=":material/lock:", color="gray", help="Fixed by whoever made this link.")
            if st.context.is_embedded and place is not links.home(visit):
                links.to(links.home(visit), links.home(visit).title, icon=":material/arrow_back:", key="embedded_home")
        if visit.share.note:
            st.markdown(escaped(visit.share.note))
        if visit.share.shown.minutes:
            return  # they say themselves what their figures rest on
        if st.context.is_embedded:
            st.caption(escaped(_seen(workspace, view)))
        _reliance(workspace, view)
        if visit.share.kind is Kind.FROZEN:
            _as_it_was(workspace, visit.share)


def locked(workspace: Workspace, link: ShareLink) -> list[str]:
    """Return what the link's viewer cannot change, in words: `Persona: Owner-manager`, `Channel: Email, Events`."""
    names = {each.id: each.name for each in workspace.scorecard.personas}
    fence = link.shown.fence.filters
    return [
        f"{name.replace('_', ' ').capitalize()}: "
        + ", ".join(names.get(value, value) if name == PERSONA else value for value in values)
        for name, values in sorted(fence.items())
        if values != (ALL_PERSONAS,)
    ]


def _seen(workspace: Workspace, view: View) -> str:
    """Return period, persona and filters in words: an embedded page has no controls that would tell them."""
    persona = next((each.name for each in workspace.scorecard.personas if each.id == view.persona), "All customers")
    filters = [f"{name.replace('_', ' ')}: {', '.join(values)}" for name, values in sorted(view.filters.items())]
    return " · ".join([workspace.calendar.label(workspace.period(view)), persona, *filters])


def _name(link: ShareLink) -> None:
    st.markdown(f"**{escaped(link.name)}**", width="content")
    if link.kind is Kind.FROZEN:
        said = f"Frozen on {day(link.as_of or link.made_at)}"
        st.badge(said, icon=":material/ac_unit:", color="blue", help="As it stood then: nothing later changes it.")
    else:
        st.badge("Live", icon=":material/sensors:", color="green", help="As the company stands when it is opened.")
    st.badge("Read-only", icon=":material/visibility:", color="gray", help="Nothing here changes the company's data.")


def _reliance(workspace: Workspace, view: View) -> None:
    try:
        found = computing.answer(workspace, "standing", view, lambda asked: standing(asked, view))
    except computing.Computing:
        st.caption("How complete the data is, is being worked out.")
        return
    said = [f"Data to {day(found.last_day)}" if found.last_day else "No data yet", f"{found.known:.0%} known"]
    st.caption(f"{' · '.join(said)}{_late(found)}")


def _as_it_was(workspace: Workspace, link: ShareLink) -> None:
    """Say where this version of the app computes what was frozen otherwise than the one that has frozen it."""
    before = frozen_figures(session.opened(), link)
    if before is None:
        return
    try:
        asking = View(period=link.shown.period, grain=link.shown.grain, filters=link.shown.filters)
        changed = computing.answer(
            workspace, f"sealed {link.id}", asking, lambda asked: computed_otherwise(asked, link.shown, before)
        )
    except computing.Computing:
        return
    if changed:
        st.caption(
            f":orange[◆] {escaped('A newer version of the app computes otherwise than when this was frozen: ')}"
            f"{escaped(_some(changed, 'parts'))}"
        )


def _late(found: Standing) -> str:
    if not found.late:
        return ""
    return f" · :orange[◆] Behind: {escaped(_some(found.late, 'datasets'))}"


def _some(names: Sequence[str], noun: str) -> str:
    more = f" and {len(names) - _NAMED} more {noun}" if len(names) > _NAMED else ""
    return f"{', '.join(names[:_NAMED])}{more}"
