"""Every link in the app is built here: between pages, and the full address that shows the same view elsewhere.

A link names things by their ids and pins every value, so that it keeps its meaning when a default or a name changes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Never
from urllib.parse import urlencode, urlsplit, urlunsplit

import streamlit as st

from bsc.model.access import Role
from bsc.model.view import View
from bsc.ui import labels, notices, places, session
from bsc.ui.access.visit import Visit

WHERE: Final = "where_"  # before a dimension's name, so that a dimension called `stage` is not the stage
SHOWN: Final = "share"  # the token of a share link
OF: Final = "of"  # the page that is to be shared; before a parameter's name, what is opened there
VIEW: Final = "_view"  # of this run, in the session
_PINS: Final = "_pins"

Query = list[tuple[str, str]]
Opened = Mapping[str, str | Sequence[str]]


@dataclass(frozen=True)
class Place:
    """One page: its script in `pages/`, its title, icon and address."""

    script: str
    title: str
    icon: str
    path: str
    hidden: bool = False  # from the navigation: a link leads there

    @property
    def file(self) -> str:
        """Return the script's absolute path."""
        return str(places.PAGES / self.script)


MAP: Final = Place("journey_map.py", "Journey map", ":material/route:", "map")
STAGE: Final = Place("stage.py", "Stage", ":material/view_quilt:", "stage")
TRENDS: Final = Place("trends.py", "Trends & targets", ":material/show_chart:", "trends")
WHY: Final = Place("why.py", "Why it changed", ":material/waterfall_chart:", "why")
WHAT_IF: Final = Place("what_if.py", "What if", ":material/alt_route:", "what-if")
STRATEGY: Final = Place("strategy_map.py", "Strategy map", ":material/account_tree:", "strategy-map")
DATA: Final = Place("data.py", "Data", ":material/upload_file:", "data")
DEFINITIONS: Final = Place("definitions.py", "Definitions", ":material/tune:", "definitions")
PRESENT: Final = Place("present.py", "Present", ":material/slideshow:", "present", hidden=True)
ACTIONS: Final = Place("actions.py", "Actions & reviews", ":material/task_alt:", "actions")
INITIATIVE: Final = Place("initiative.py", "Initiative", ":material/flag:", "initiative", hidden=True)
REVIEW: Final = Place("review.py", "Review", ":material/gavel:", "review", hidden=True)
RESPONSIBILITY: Final = Place("responsibility.py", "Responsibility", ":material/group:", "responsibility")
SHARE: Final = Place("share.py", "Share & export", ":material/ios_share:", "share")
GROUPS: Final[Mapping[str, tuple[Place, ...]]] = {
    "Scorecard": (MAP, STAGE, STRATEGY, TRENDS, WHY, WHAT_IF, PRESENT),
    "Improve": (ACTIONS, INITIATIVE, REVIEW, RESPONSIBILITY, SHARE),
    "Set up": (DATA, DEFINITIONS),
}
FOR_VIEWERS: Final = ("Scorecard", "Improve")  # the groups that show how the company does and what it undertakes
FOR_EDITORS: Final = (WHAT_IF, SHARE)  # but of these: what a scenario is, is kept, and a link is given away


def offered(visit: Visit) -> dict[str, tuple[Place, ...]]:
    """Return the pages that *visit* may open, in their groups: through a share link only those that it names."""
    if visit.share is not None:
        pages = visit.share.shown.pages
        shown = tuple(place for group in GROUPS.values() for place in group if place.path in pages)
        return {"Scorecard": shown}
    if visit.person.role.may(Role.EDITOR):
        return dict(GROUPS)
    return {name: tuple(place for place in GROUPS[name] if place not in FOR_EDITORS) for name in FOR_VIEWERS}


def reaches(place: Place) -> bool:
    """Return whether who asks may open *place*: what they may not, no link leads to."""
    return any(place in group for group in offered(session.visit()).values())


def carried() -> dict[str, str]:
    """Return what every address within a share link carries: its token."""
    token = session.visit().token
    return {SHOWN: token} if token else {}


def opening(name: str) -> tuple[str, ...]:
    """Return what the share link opens with under the parameter *name*, by ids; nothing where it leaves that open."""
    share = session.visit().share
    if share is None:
        return ()
    shown = share.shown
    if name.startswith(WHERE):
        return shown.filters.get(name.removeprefix(WHERE), ())
    frame = {"persona": shown.persona, "grain": shown.grain.value, "period": shown.period}
    found = frame.get(name) or shown.opened.get(name, ())
    return (found,) if isinstance(found, str) else found


def home(visit: Visit) -> Place:
    """Return the page that opens at the app's own address."""
    start = visit.share.shown.start if visit.share else MAP.path
    shown = [place for group in offered(visit).values() for place in group]
    return next((place for place in shown if place.path == start), shown[0])


def named(path: str) -> Place:
    """Return the place whose address is *path*."""
    return next(place for group in GROUPS.values() for place in group if place.path == path)


def query(view: View) -> Query:
    """Return *view* as the parameters of an address, every value pinned; what is not opened is left out.

    A view of the latest period has no name for it: give it one first, or the link shows another month next month.
    """
    pairs = [("persona", view.persona), ("grain", view.grain.value)]
    pairs += [("period", view.period)] if view.period else []
    pairs += [(WHERE + name, value) for name, values in sorted(view.filters.items()) for value in values]
    opened = {"stage": view.stage, "perspective": view.perspective, "kpi": view.kpi}
    return pairs + [(name, str(value)) for name, value in opened.items() if value]


def address(here: str, pairs: Query) -> str:
    """Return the full address of the page at *here* with *pairs* as its only parameters."""
    place = urlsplit(here)
    return urlunsplit(place._replace(path=place.path or "/", query=urlencode(pairs), fragment=""))


def shared_address(here: str, token: str) -> str:
    """Return the full address of the share link with *token*, from that of any page of the app."""
    place = urlsplit(here)
    return address(urlunsplit(place._replace(path=place.path.rpartition("/")[0] + "/")), [(SHOWN, token)])


def go(place: Place, **opened: str | Sequence[str]) -> Never:
    """Leave for *place* with *opened* (stage, perspective, kpi, by their ids); the frame's filters come along.

    They go as the labels that the controls write themselves: an id would be one more step for the browser's Back. Where
    who asks may not open *place*, they stay, and are told.
    """
    if not reaches(place):
        notices.say(f"{place.title} is not among what you may open")
        st.rerun()
    several = {name: values for name, values in opened.items() if not isinstance(values, str)}
    texts = {name: value for name, value in opened.items() if isinstance(value, str)}
    known = labels.of(session.workspace().scorecard, texts) if texts else {}
    st.switch_page(place.file, query_params={**carried(), **_embedded(), **known, **several})


def to(
    place: Place, label: str, *, icon: str | None = None, key: str | None = None, instead: str = "", **opened: str
) -> None:
    """Draw a link to *place* with *opened*, by ids; the frame's filters come along.

    *key* must differ between links with the same label. Where who asks may not open *place*, the text *instead* is
    drawn.
    """
    if reaches(place):
        st.button(
            label,
            icon=icon,
            key=key or f"to_{place.path}_{'_'.join(opened.values())}",
            type="tertiary",
            on_click=_leave_later,
            args=(place.path, opened),
        )
    elif instead:
        st.markdown(instead, width="content")


def follow() -> None:
    """Leave for the page of a link that was clicked, if one was. The frame calls it before a page is drawn."""
    if leaving := st.session_state.pop("_leaving", None):
        path, opened = leaving
        go(named(path), **opened)


def pin(name: str, value: str | Sequence[str] | None) -> None:
    """Make *value*, or each of several, part of the copied link under *name* during this run; None leaves it out.

    No value of several is an empty one, which clears what a control would choose by itself.
    """
    st.session_state.setdefault(_PINS, {})[name] = value


def forget_pins() -> None:
    """Begin a run without pinned page values."""
    st.session_state[_PINS] = {}


def copy_control(view: View) -> None:
    """Draw "Copy link": the full address of this page with *view* and what the page has pinned."""
    pairs = [*carried().items(), *_unlocked(view)]
    pairs += [(name, value) for name, values in _pinned().items() for value in _each(values)]
    # opening it runs the page once: a fragment may have pinned another value since
    with st.popover("Copy link", icon=":material/link:", width="content", key="copy_link", on_change="rerun"):
        st.caption("Shows exactly this view to whoever opens it: page, period, persona, filters, what is opened.")
        st.code(address(st.context.url or "", pairs), language=None, wrap_lines=True)


def share_control(place: Place) -> None:
    """Draw "Share": it leads to where a link for others is made of this view of *place*, as the page has pinned it."""
    opened = {OF: place.path} | {f"{OF}_{name}": values for name, values in _pinned().items() if values}
    st.button(
        "Share",
        icon=SHARE.icon,
        key="to_share",
        on_click=_leave_later,
        args=(SHARE.path, opened),
    )


def leave(place: Place, opened: Opened) -> None:
    """Let the next run leave for *place* with *opened*. A callback."""
    _leave_later(place.path, opened)


def pinned() -> dict[str, str | Sequence[str]]:
    """Return what the page has pinned in this run: what opens it again as it is seen."""
    return {name: values for name, values in _pinned().items() if values}


def _pinned() -> dict[str, str | Sequence[str] | None]:
    found: dict[str, str | Sequence[str] | None] = st.session_state.get(_PINS, {})
    return found


def _unlocked(view: View) -> Query:
    """Return *view* as an address has it for whoever may see no more than who asks: what is locked goes unsaid.

    A filter that the share link opens with, and that was taken away, is pinned as an empty one.
    """
    share = session.visit().share
    if share is None:
        return query(view)
    locked = share.shown.locked
    taken = [(WHERE + name, "") for name in share.shown.filters if name not in view.filters]
    return [pair for pair in query(view) + taken if pair[0].removeprefix(WHERE) not in locked]


def _embedded() -> dict[str, list[str]]:
    """Return the view as it goes along where no control carries it: an embedded page has none."""
    found: dict[str, list[str]] = {}
    if st.context.is_embedded:
        for name, value in _unlocked(st.session_state.get(VIEW, View())):
            found.setdefault(name, []).append(value)
    return found


def _each(values: str | Sequence[str] | None) -> Sequence[str]:
    if isinstance(values, str) or values is None:
        return [values] if values else []
    return values or [""]


def _leave_later(path: str, opened: Opened) -> None:
    st.session_state["_leaving"] = (path, dict(opened))
