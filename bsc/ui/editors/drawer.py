"""The drawer: the form of the one item that is open, with Save, Cancel and Remove."""

from collections.abc import Callable, Mapping
from typing import Final

import streamlit as st

from bsc.errors import BscError
from bsc.model.editing import noun, removal
from bsc.model.reading import document_of
from bsc.ui import failures
from bsc.ui.editors import saving
from bsc.ui.editors.draft import Document, Draft, close, open_draft, opened
from bsc.views.workspace import Workspace

Form = Callable[[Draft, Workspace], Document]
_REMOVING: Final = "removing"


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


def draw(workspace: Workspace, forms: Mapping[str, Form]) -> None:
    """Draw the drawer when an item is open."""
    draft = opened()
    if draft is None or draft.section not in forms:
        return
    name = str(draft.base.get("name") or draft.id or "")
    title = failures.escaped(name) if draft.id else f"New {noun(draft.section)}"
    st.dialog(title, width="medium", position="right", dismissible=False)(_contents)(workspace, forms[draft.section])


def _contents(workspace: Workspace, form: Form) -> None:
    draft = opened()
    if draft is None:
        return
    with st.form(f"form.{draft.section}", border=False, enter_to_submit=False):
        item = form(draft, workspace)
        with st.container(horizontal=True):
            wanted = st.form_submit_button("Save", type="primary", key="drawer.save")
            dropped = st.form_submit_button("Cancel", key="drawer.cancel")
    if dropped or (wanted and saving.put(draft, item)):
        _leave()
    if (
        draft.id
        and draft.id != draft.section
        and st.button("Remove …", key="drawer.remove", type="tertiary", icon=":material/delete:")
    ):
        st.session_state[_REMOVING] = True
    if st.session_state.get(_REMOVING) and draft.id:
        removing(draft, workspace)


def removing(draft: Draft, workspace: Workspace) -> None:
    """Say what goes with the draft's item, and remove it when that is wanted."""
    try:
        consequences = str(removal(document_of(workspace.scorecard), draft.section, str(draft.id)))
    except BscError as error:
        failures.sentence(error)
        return
    st.warning(
        f"{failures.escaped(consequences) or 'Nothing else hangs on it.'} History can bring it back.",
        icon=":material/delete:",
    )
    if st.button(f"Remove the {noun(draft.section)}", key="drawer.really", type="primary") and saving.take(draft):
        _leave()


def _leave() -> None:
    close()
    st.rerun()


def _open(section: str, identity: str, workspace: Workspace) -> None:
    items = document_of(workspace.scorecard).get(section, [])
    base = next(each for each in items if each["id"] == identity)
    open_draft(Draft(section, identity, base, workspace.store.definitions_version()))


def _a(name: str) -> str:
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"
