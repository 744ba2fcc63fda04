"""A new share link: of the view that is looked at, for whom, how much of it, until when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

import streamlit as st

from bsc.actions.shares import NewShare, make_share
from bsc.actions.sharing_checks import WantedShare
from bsc.errors import BscError
from bsc.model.definitions import ALL_PERSONAS
from bsc.model.fence import PERSONA
from bsc.model.sharing import PAGES, Kind, SharedView
from bsc.model.view import View
from bsc.ui import failures, links, parts, session
from bsc.ui.failures import escaped
from bsc.ui.links import OF
from bsc.ui.share import wording
from bsc.views.sealed import sealed
from bsc.views.workspace import Workspace

MADE: Final = "share.made"  # the link that was just made, with its token, until it was copied
_COUNT: Final = "share.count"
_KINDS: Final = {Kind.LIVE: "Live", Kind.FROZEN: "Frozen"}
_ICONS: Final = {Kind.LIVE: ":material/sensors:", Kind.FROZEN: ":material/ac_unit:"}
_MEANING: Final = {
    Kind.LIVE: "Shows the company as it is whenever the link is opened.",
    Kind.FROZEN: "Shows values, targets, weights and definitions as they are now: nothing later changes it.",
}
_DAYS: Final = {"7 days": 7, "30 days": 30, "90 days": 90}
_ON_A_DAY: Final = "On a day"
_NEVER: Final = "Never"
_NAMED: Final = 5  # names in a sentence
_LATEST: Final = "Always the latest"


@dataclass(frozen=True)
class Seen:
    """The view that is to be shared: the page that it was looked at on, and what was opened there."""

    page: str
    opened: Mapping[str, str | tuple[str, ...]]


def seen() -> Seen:
    """Return what "Share" was pressed on, as the address has it; else the map."""
    page = st.query_params.get(OF, "")
    names = [name for name in st.query_params if name.startswith(f"{OF}_")] if page in PAGES else []
    opened = {name.removeprefix(f"{OF}_"): tuple(st.query_params.get_all(name)) for name in sorted(names)}
    for name in (OF, *names):
        links.pin(name, st.query_params.get_all(name) or None)
    return Seen(
        page if page in PAGES else links.MAP.path,
        {name: values[0] if len(values) == 1 else values for name, values in opened.items()},
    )


def draw(workspace: Workspace, view: View) -> None:
    """Draw what would be shared and the choices for it; a link that is made is shown by the page."""
    parts.fragment(_form)(workspace, view, seen(), st.session_state.setdefault(_COUNT, 0))


def _form(workspace: Workspace, view: View, looked_at: Seen, count: int) -> None:
    with st.container(border=True):
        st.markdown("**A link for somebody else**")
        said = st.container()
        name, note = _names(count)
        left, right = st.columns(2, gap="medium")
        with left:
            kind = _kind(count)
            period = _period(workspace, view, kind, count)
            start = _start(looked_at, count)
            pages = _pages(start, count)
        with right:
            locked = _locked(workspace, view, count)
            expires_at = _end(count)
            passphrase = st.text_input(
                "Passphrase", type="password", key=f"share.passphrase.{count}", autocomplete="new-password",
                placeholder="None: whoever has the address is in",
                help="Asked for before anything is shown. Tell it by another way than the address.",
            )  # fmt: skip
        shown = SharedView(
            persona=None if view.persona == ALL_PERSONAS else view.persona,
            filters=dict(view.filters),
            period=period,
            grain=view.grain,
            locked=tuple(locked),
            start=start,
            opened=dict(looked_at.opened) if start == looked_at.page else {},
            pages=tuple(each for each in PAGES if each in (start, *pages)),
        )
        said.markdown(f"Opens with **{escaped(wording.opens(workspace.scorecard, shown))}**.")
        if told := workspace.named_beyond(shown.fence):
            said.caption(f":material/visibility: Names stay as they are written, also these: {escaped(_few(told))}.")
        said.caption("Change persona, period, grain and filters above; come here by Share from the page to open with.")
        if st.button("Make the link", type="primary", icon=":material/add_link:", key=f"share.make.{count}"):
            wanted = WantedShare(
                name=name, note=note, kind=kind, shown=shown, expires_at=expires_at, passphrase=passphrase
            )
            _make(workspace, wanted)


def _make(workspace: Workspace, wanted: WantedShare) -> None:
    try:
        with st.spinner("Freezing what is seen …" if wanted.kind is Kind.FROZEN else "Making the link …"):
            made: NewShare = make_share(session.store(), wanted, session.who(), today=workspace.today, figures=sealed)
    except BscError as error:
        failures.sentence(error)
        return
    st.session_state[MADE] = made
    st.session_state[_COUNT] += 1  # an empty form again
    st.rerun()


def _few(names: Sequence[str]) -> str:
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return f"{', '.join(names[:_NAMED])}{more}"


def _names(count: int) -> tuple[str, str]:
    left, right = st.columns(2, gap="medium")
    name = left.text_input(
        "Name", key=f"share.name.{count}", placeholder="Those who will open it, like Board, August review"
    )
    note = right.text_input(
        "Note to them", key=f"share.note.{count}", placeholder="Optional: stands above every page of the link"
    )
    return name, note


def _kind(count: int) -> Kind:
    chosen = st.segmented_control(
        "What it follows", list(_KINDS), default=Kind.LIVE, required=True, key=f"share.kind.{count}",
        format_func=lambda kind: f"{_ICONS[kind]} {_KINDS[kind]}",
    )  # fmt: skip
    st.caption(_MEANING[chosen])
    return chosen


def _period(workspace: Workspace, view: View, kind: Kind, count: int) -> str | None:
    """Return the period's name, or None for the latest one at each opening: what is frozen stands still."""
    calendar, period = workspace.calendar, workspace.period(view)
    if kind is Kind.FROZEN:
        return calendar.name(period)
    fixed = calendar.label(period)
    chosen = st.segmented_control(
        "Period", [fixed, _LATEST], default=fixed if view.period else _LATEST, required=True,
        key=f"share.period.{count}.{calendar.name(period)}.{view.period is None}",
    )  # fmt: skip
    return None if chosen == _LATEST else calendar.name(period)


def _start(looked_at: Seen, count: int) -> str:
    return st.selectbox(
        "Opens with", list(PAGES), index=PAGES.index(looked_at.page), key=f"share.start.{count}.{looked_at.page}",
        format_func=lambda page: links.named(page).title,
    )  # fmt: skip


def _pages(start: str, count: int) -> Sequence[str]:
    others = [page for page in PAGES if page != start]
    return st.pills(
        "Also opens", others, selection_mode="multi", default=others, key=f"share.pages.{count}.{start}", wrap=True,
        format_func=lambda page: links.named(page).title,
    )  # fmt: skip


def _locked(workspace: Workspace, view: View, count: int) -> Sequence[str]:
    chosen = {name: f"{name.replace('_', ' ').capitalize()}: {', '.join(view.filters[name])}" for name in view.filters}
    if view.persona != ALL_PERSONAS:
        persona = next((each.name for each in workspace.scorecard.personas if each.id == view.persona), view.persona)
        chosen = {PERSONA: f"Persona: {persona}", **chosen}
    if not chosen:
        st.markdown(":small[Locked]")
        st.caption(
            "Nothing: no persona or filter is chosen above, so whoever opens the link can look at every segment."
        )
        return ()
    locked = st.pills(
        "Locked", list(chosen), selection_mode="multi", default=list(chosen), format_func=chosen.__getitem__, wrap=True,
        key=f"share.locked.{count}.{'.'.join(chosen)}",
        help="Whoever opens the link cannot change what is locked, and nothing of other segments is sent to them.",
    )  # fmt: skip
    if free := [chosen[name] for name in chosen if name not in locked]:
        st.caption(escaped(f"Can be changed by whoever opens the link: {wording.listed(free)}."))
    return locked


def _end(count: int) -> datetime | None:
    """Return when the link expires (UTC, without a zone); None for never."""
    chosen = st.segmented_control(
        "Expires", [*_DAYS, _ON_A_DAY, _NEVER], default="30 days", required=True, wrap=True,
        key=f"share.expires.{count}", format_func=lambda each: f"In {each}" if each in _DAYS else each,
    )  # fmt: skip
    if chosen == _NEVER:
        return None
    if chosen in _DAYS:
        return datetime.now(UTC).replace(tzinfo=None) + timedelta(days=_DAYS[chosen])
    today = date.today()  # noqa: DTZ011 -- the day where the company is
    last = st.date_input(
        "Last day", today + timedelta(days=30), min_value=today, key=f"share.last.{count}", format="DD.MM.YYYY"
    )
    return datetime.combine(last + timedelta(days=1), time.min).astimezone(UTC).replace(tzinfo=None)
