"""Editing where the thing stands: what a map's controls ask for is done at once, or opens the drawer over the page.

if said := drawn.changed:
    in_place.act(workspace, said)
in_place.draw(workspace)
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Final

import streamlit as st

from bsc.errors import BscError, NotFound, Refused
from bsc.model.access import Role
from bsc.model.definitions import ALL_PERSONAS
from bsc.model.editing import Document, companions, moved_beside, noun, removal
from bsc.model.editing import item as found
from bsc.model.entries import moved_entry, without_entry
from bsc.model.reading import document_of
from bsc.ui import failures, session
from bsc.ui.editors import conflicts, drawer, entries, forms, library_choice, saving, undoing
from bsc.ui.editors.draft import REMOVAL, Draft, open_draft
from bsc.views.contacts import ROWS_OF_ENTRIES, met
from bsc.views.workspace import Workspace

HOME: Final = "in place"
FIELDS: Final[Mapping[str, str]] = {  # the rows of the map whose cells hold what is said of touchpoints
    **{row: kind for row, kind in ROWS_OF_ENTRIES.items() if row != "goal"},  # there it is the stage that is edited
    **{kind: kind for kind in entries.KINDS},
}
_DOINGS: Final = ("add", "edit", "move", "remove")
_SECTIONS: Final = ("stages", "personas", "touchpoints", "objectives", "kpis")
_BASE: Final = ("stage", "perspective", "channel", "persona", "objective")  # what a cell says of what is added in it


def act(workspace: Workspace, said: Mapping[str, Any]) -> None:
    """Do what a control of a map asked for: `do` (add, edit, move, remove) in `section`, seen at `version`.

    `id` is the item, `field` the row (or the field) that it was asked in, `base` what the cell says of a new one,
    `steps` how many places later (earlier when negative), `entry` the text of one thing that is said of a touchpoint.
    Call it in the body of the page, before `draw`: a move or a removal draws the page anew, the rest opens the drawer.
    What cannot be done is told in a sentence: a map can be older than what it stands for, and be sent by who may not.
    """
    try:
        session.store().require(Role.EDITOR, "edit a map")
        asked = _asked(said)
        if asked.do == "add":
            _add(workspace, asked)
        elif asked.do == "edit":
            drawer.open_item(asked.section, asked.id, workspace, home=HOME, first=FIELDS.get(asked.field, asked.field))
        elif asked.do == "move":
            _move(workspace, asked)
        else:
            _remove(workspace, asked)
    except BscError as error:
        failures.sentence(error)


def draw(workspace: Workspace) -> None:
    """Draw Undo and Redo, and the drawer when an item is open, else the KPI of the library that is looked at.

    Nothing of it is drawn for who may change nothing.
    """
    if not session.may_edit():
        return
    undoing.bar()
    if not drawer.draw(workspace, forms.IN_PLACE, home=HOME):
        library_choice.draw(workspace)


@dataclass(frozen=True)
class _Asked:
    """What a control asked for; what comes from a browser is checked before it is used."""

    do: str
    section: str
    id: str
    field: str
    entry: str
    base: Mapping[str, str]
    steps: int
    version: int


def _asked(said: Mapping[str, Any]) -> _Asked:
    do, section = str(said.get("do")), str(said.get("section"))
    if do not in _DOINGS:
        raise NotFound("way to edit", do, _DOINGS)
    if section not in _SECTIONS:
        raise NotFound("section", section, _SECTIONS)
    base, steps, version = said.get("base") or {}, said.get("steps"), said.get("version")
    return _Asked(
        do=do,
        section=section,
        id=str(said.get("id") or ""),
        field=str(said.get("field") or ""),
        entry=str(said.get("entry") or ""),
        base={name: str(base[name]) for name in _BASE if base.get(name)},
        steps=steps if isinstance(steps, int) else 0,
        version=version if isinstance(version, int) else 0,
    )


def _add(workspace: Workspace, asked: _Asked) -> None:
    """Open the form of a new item, filled in with what the cell says."""
    version = workspace.store.definitions_version()
    base = {name: value for name, value in asked.base.items() if value != ALL_PERSONAS}
    draft = Draft(asked.section, None, base, version, home=HOME)
    if asked.section == "touchpoints" and asked.field in FIELDS:
        draft = _new_entry(workspace, asked, draft)
    elif asked.section == "kpis":
        draft = _new_kpi(workspace, asked, draft)
    elif asked.section == "stages":
        draft = replace(draft, base={}, after=asked.base.get("stage", ""))
    open_draft(draft)


def _new_entry(workspace: Workspace, asked: _Asked, draft: Draft) -> Draft:
    """Return the draft of one more entry of a touchpoint in the cell; of a touchpoint where the cell has none."""
    kind, stage = FIELDS[asked.field], asked.base.get("stage", "")
    who = asked.base.get("persona", ALL_PERSONAS)
    there = [asked.id] if asked.id else [each.id for each in met(workspace.scorecard, stage, who)]
    if not there:
        return replace(draft, first=kind)
    one = {"touchpoint": there[0]} if len(there) == 1 else {}
    return replace(draft, section=entries.SECTION, base={"among": there, "kind": kind, **one})


def _new_kpi(workspace: Workspace, asked: _Asked, draft: Draft) -> Draft:
    """Return the draft of a KPI of the cell's objective; of an objective first where the cell has none."""
    cell = asked.base.get("stage"), asked.base.get("perspective")
    there = [each.id for each in workspace.scorecard.objectives if (each.stage, each.perspective.value) == cell]
    objective = asked.base.get("objective") or next(iter(there), None)
    if objective is None:
        return replace(draft, section="objectives", then="kpis")
    return replace(draft, base={"objective": objective})


def _move(workspace: Workspace, asked: _Asked) -> None:
    document = document_of(workspace.scorecard)
    item = found(document, asked.section, asked.id)
    way = "earlier" if asked.steps < 0 else "later"
    if asked.entry:
        kind = FIELDS.get(asked.field, asked.field)
        change = partial(_entry_moved, asked.id, kind, asked.entry, asked.steps)
        _save(change, f'{entries.ONE.get(kind, kind)} "{asked.entry}" moved {way}')
        return
    if _order_at(workspace, asked) != companions(document, asked.section, asked.id):
        message = (
            f"the order beside it was changed in the meantime: {_since(workspace, asked)} Look, then move it again"
        )
        raise Refused(message)
    if moved_beside(document, asked.section, asked.id, asked.steps) == document:
        st.toast(failures.escaped(f"{item.get('name')} is {'first' if asked.steps < 0 else 'last'} already"))
        return
    change = partial(_moved, asked.section, asked.id, asked.steps)
    _save(change, f"{noun(asked.section)} {item.get('name')} moved {way}")


def _remove(workspace: Workspace, asked: _Asked) -> None:
    """Remove at once what nothing hangs on; where something does, say so in the drawer and wait for a yes."""
    document = document_of(workspace.scorecard)
    item = found(document, asked.section, asked.id)
    if asked.entry:
        kind = FIELDS.get(asked.field, asked.field)
        change = partial(_without_entry, asked.id, kind, asked.entry)
        _save(change, f'{entries.ONE.get(kind, kind)} "{asked.entry}" removed')
        return
    draft = Draft(asked.section, asked.id, item, workspace.store.definitions_version(), home=HOME, first=REMOVAL)
    if _is_newer(workspace, asked, draft):
        message = f"nothing was removed: {_since(workspace, asked)} Look, then remove it again"
        raise Refused(message)
    if str(removal(document, asked.section, asked.id)) or item.get("targets"):
        open_draft(draft)
    elif saving.take(draft):
        st.rerun()


def _save(change: Callable[[Document], Document], said: str) -> None:
    if saving.edited(change, session.store().definitions_version(), said[:1].upper() + said[1:]):
        st.rerun()


def _order_at(workspace: Workspace, asked: _Asked) -> list[str]:
    """Return what stood beside the item in the version that was drawn."""
    then = document_of(workspace.store.scorecard(asked.version or None))
    return companions(then, asked.section, asked.id)


def _is_newer(workspace: Workspace, asked: _Asked, draft: Draft) -> bool:
    """Return whether the item itself was changed since the version that was drawn."""
    if asked.version in (0, workspace.store.definitions_version()):
        return False
    return conflicts.touches(draft, conflicts.faster(workspace.store, asked.version)[2])


def _since(workspace: Workspace, asked: _Asked) -> str:
    return conflicts.sentence(*conflicts.faster(workspace.store, asked.version))


def _moved(section: str, identity: str, steps: int, document: Document) -> Document:
    return moved_beside(document, section, identity, steps)


def _entry_moved(touchpoint: str, kind: str, text: str, steps: int, document: Document) -> Document:
    return moved_entry(document, touchpoint, kind, text, steps)


def _without_entry(touchpoint: str, kind: str, text: str, document: Document) -> Document:
    return without_entry(document, touchpoint, kind, text)
