"""Making an initiative where the reason for it is seen: one button opens the filled-in form, Save puts it on the board.

making.offer(workspace, seed, key, home=links.STAGE)   # beside what gave rise to it
making.draw(workspace, links.STAGE)                    # once, in the body of the page
"""

from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any, Final, Literal

import streamlit as st

from bsc.errors import BscError
from bsc.model.editing import Document
from bsc.model.initiatives import MadeFrom, Origin
from bsc.model.subject import Subject
from bsc.ui import links, notices, session
from bsc.ui.editors import drawer, initiatives
from bsc.ui.editors.draft import Draft, made_id, open_draft, opened
from bsc.ui.failures import escaped
from bsc.ui.links import Place
from bsc.views.workspace import Workspace

ICON: Final = ":material/add_task:"
USUAL: Final = timedelta(days=90)  # until it is due, where nothing else is said: a quarter
_TYPED: Final = "_making.typed"  # the id that the open form would give
_BEFORE: Final = "_making.before"  # the ids that were there when it was opened
_MADE: Final = "_making.made"  # what was made last, and on which page


@dataclass(frozen=True, kw_only=True)
class Seed:
    """What the form of a new initiative is filled in with, and what gave rise to it, if anything did.

    `when` names the period or the review.
    """

    name: str = ""
    origin: Origin | None = None
    about: Subject | None = None
    objective: str | None = None
    kpis: tuple[str, ...] = ()
    owner: str = ""
    note: str = ""
    when: str = ""
    due: date | None = None
    adopts: str | None = None


def offer(  # noqa: PLR0913 -- a button's own parts
    workspace: Workspace,
    seed: Seed,
    key: str,
    *,
    home: Place,
    label: str = "Add an action",
    icon: str = ICON,
    kind: Literal["primary", "secondary", "tertiary"] = "tertiary",
) -> None:
    """Draw the button that opens the form of an initiative, filled in with *seed*, on the page *home*.

    Nothing is drawn for who may change nothing. It stands as well in a dialog, which the form then takes the place of.
    """
    if session.may_edit() and st.button(escaped(label), key=f"make.{key}", icon=icon, type=kind):
        begin(workspace, seed, home)
        st.rerun()


def begin(workspace: Workspace, seed: Seed, home: Place) -> None:
    """Let the next run of the page *home* draw the form of an initiative, filled in with *seed*."""
    known = frozenset(each.id for each in workspace.scorecard.initiatives)
    version = workspace.store.definitions_version()
    open_draft(Draft(initiatives.SECTION, None, base(seed, workspace.today, known), version, home=_drawn_on(home)))
    st.session_state[_BEFORE] = known
    st.session_state.pop(_TYPED, None)


def edit(workspace: Workspace, identity: str, home: Place) -> None:
    """Let the next run of the page *home* draw the form of the initiative *identity*. Fit for a callback."""
    try:
        drawer.open_item(initiatives.SECTION, identity, workspace, home=_drawn_on(home))
    except BscError as error:
        notices.refuse(error)


def draw(workspace: Workspace, home: Place) -> bool:
    """Draw the form where one is open on the page *home*, else what was made of it; return whether one is open.

    Call it once in each run, before anything else that can open a dialog: only one can be open.
    """
    if drawer.draw(workspace, {initiatives.SECTION: _form}, home=_drawn_on(home)):
        return True
    if opened() is None:
        _settle(workspace, home)
    _tell(workspace, home)
    return False


def base(seed: Seed, today: date, known: frozenset[str] = frozenset()) -> Document:
    """Return the document of the initiative that *seed* begins, an id in it only where its name's one is *known*."""
    begun: dict[str, Any] = {
        name: value for name, value in asdict(seed).items() if name not in {"origin", "about", "when"} and value
    }
    begun |= {
        "kpis": list(seed.kpis),
        "start": today,
        "due": seed.due or today + USUAL,
    }
    if seed.origin is not None:
        source = MadeFrom(origin=seed.origin, about=seed.about, when=seed.when)
        begun["made_from"] = source.model_dump(mode="json", exclude_defaults=True)
    return begun | _identity(made_id(seed.name), known)


def _identity(wanted: str, known: frozenset[str]) -> dict[str, str]:
    if wanted not in known:
        return {}
    number = next(each for each in range(2, len(known) + 3) if f"{wanted}_{each}" not in known)
    return {"id": f"{wanted}_{number}"}


def _form(draft: Draft, workspace: Workspace) -> Document:
    item = initiatives.form(draft, workspace)
    if draft.id is None:
        st.session_state[_TYPED] = item.get("id")
    return item


def _settle(workspace: Workspace, home: Place) -> None:
    """Remember the initiative that the form has made, if it was saved."""
    typed, before = st.session_state.pop(_TYPED, None), st.session_state.pop(_BEFORE, frozenset())
    if typed and typed not in before and any(each.id == typed for each in workspace.scorecard.initiatives):
        st.session_state[_MADE] = (home.path, typed)


def _tell(workspace: Workspace, home: Place) -> None:
    """Say what was made on this page, with the way to it, until it is closed or another page is opened."""
    where, made = st.session_state.get(_MADE, ("", ""))
    found = next((each for each in workspace.scorecard.initiatives if each.id == made), None)
    if found is None or where != home.path:
        st.session_state.pop(_MADE, None)
        return
    with st.container(border=True, horizontal=True, vertical_alignment="center", gap="small", key="made"):
        st.markdown(f":material/task_alt: **{escaped(found.name)}** is on the board.", width="content")
        links.to(links.INITIATIVE, "Open it", icon=links.INITIATIVE.icon, key="made.open", initiative=made)
        links.to(links.ACTIONS, "Open the board", icon=links.ACTIONS.icon, key="made.board")
        st.button("Close", key="made.close", type="tertiary", icon=":material/close:", on_click=_forget)


def _forget() -> None:
    st.session_state.pop(_MADE, None)


def _drawn_on(home: Place) -> str:
    return f"making on {home.path}"
