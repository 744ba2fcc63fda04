"""The drawer: the form of the one item that is open, with Save, Cancel and Remove.

It is no form of Streamlit's: there Cancel would not go through while a required field is empty.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final, Literal

import streamlit as st

from bsc.errors import BscError
from bsc.model.editing import Document, noun, number_of, removal
from bsc.model.editing import item as found
from bsc.model.reading import document_of
from bsc.ui import failures, notices, parts
from bsc.ui.editors import conflicts, entries, saving
from bsc.ui.editors.draft import DEFINITIONS, REMOVAL, Draft, close, open_draft, opened
from bsc.views.workspace import Workspace

Form = Callable[[Draft, Workspace], Document]
_REMOVING: Final = "removing"
_WIDE: Final = frozenset({"kpis"})


def add_control(section: str, workspace: Workspace, *, label: str | None = None, **base: object) -> None:
    """Draw the button that opens an empty form of *section*, filled in with *base*."""
    st.button(
        label or f"Add {_a(noun(section))}",
        icon=":material/add:",
        type="tertiary" if label else "secondary",
        key=f"add.{section}.{'.'.join(map(str, base.values()))}",
        on_click=open_draft,
        args=(Draft(section, None, base, workspace.store.definitions_version()),),
    )


def edit_control(
    section: str, identity: str, name: str, workspace: Workspace, *, icon: str | None = ":material/edit:"
) -> None:
    """Draw the item's name as a button that opens its form."""
    st.button(
        failures.escaped(name),
        key=f"edit.{section}.{identity}",
        type="tertiary",
        icon=icon,
        icon_position="right",
        on_click=_open,
        args=(section, identity, workspace),
    )


def _open(section: str, identity: str, workspace: Workspace) -> None:
    """Open the item; where it is gone by now, that is shown at the next run. A callback."""
    try:
        open_item(section, identity, workspace)
    except BscError as error:
        notices.refuse(error)


def open_item(section: str, identity: str, workspace: Workspace, *, home: str = DEFINITIONS, first: str = "") -> None:
    """Put the item as it is now into the drawer on the page *home*, with *first* on top; raises NotFound."""
    version = workspace.store.definitions_version()  # newer than the workspace, where a callback was given that
    base = found(document_of(workspace.store.scorecard(version)), section, identity)
    open_draft(Draft(section, identity, base, version, home=home, first=first))


def draw(workspace: Workspace, forms: Mapping[str, Form], *, home: str = DEFINITIONS) -> bool:
    """Draw the drawer when an item is open on the page *home*; return whether one is."""
    draft = opened()
    if draft is None or draft.section not in forms or draft.home != home:
        return False
    parts.dialog(_contents, _title(draft), width=_width(draft))(workspace, forms[draft.section])
    return True


def _width(draft: Draft) -> Literal["medium", "large"]:
    return "large" if draft.section in _WIDE else "medium"


def _title(draft: Draft) -> str:
    if draft.id:
        return failures.escaped(str(draft.base.get("name") or draft.id))
    return f"New {entries.ONE[draft.base['kind']] if draft.section == entries.SECTION else noun(draft.section)}"


def _contents(workspace: Workspace, form: Form) -> None:
    draft = opened()
    if draft is None:
        return
    if draft.first == REMOVAL:
        removing(draft, workspace)
        if st.button("Keep it", key="drawer.cancel"):
            leave()
        return
    conflicts.draw(draft)
    item = form(draft, workspace)
    with st.container(horizontal=True):
        wanted = st.button("Save", type="primary", key="drawer.save")
        dropped = st.button("Cancel", key="drawer.cancel")
    if dropped:
        leave()
    if wanted and saving.put(draft, item):
        leave(_next(draft, item, workspace))
    if (
        draft.id
        and draft.id != draft.section
        and st.button("Remove …", key="drawer.remove", type="tertiary", icon=":material/delete:")
    ):
        st.session_state[_REMOVING] = True
    if st.session_state.get(_REMOVING) and draft.id:
        removing(draft, workspace)


def _next(draft: Draft, item: Document, workspace: Workspace) -> Draft | None:
    """Return the draft that follows: a KPI of the objective that was added for it."""
    if draft.then != "kpis":
        return None
    version = workspace.store.definitions_version()
    return replace(draft, section="kpis", base={"objective": item["id"]}, version=version, then="")


def removing(draft: Draft, workspace: Workspace) -> None:
    """Say what goes with the draft's item, and remove it when that is wanted."""
    try:
        consequences = str(removal(document_of(workspace.scorecard), draft.section, str(draft.id)))
    except BscError as error:
        failures.sentence(error)
        return
    if targets := len(draft.base.get("targets", ())):
        st.caption(f"{number_of(targets, 'target')} of it would go as well.")
    st.warning(
        f"{failures.escaped(consequences) or 'Nothing else hangs on it.'} Undo or History can bring it back.",
        icon=":material/delete:",
    )
    if st.button(f"Remove the {noun(draft.section)}", key="drawer.really", type="primary") and saving.take(draft):
        leave()


def leave(following: Draft | None = None) -> None:
    """Close the drawer, or open it for the draft *following*, and draw the page anew."""
    close()
    if following:
        open_draft(following)
    st.rerun()


def _a(name: str) -> str:
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"
