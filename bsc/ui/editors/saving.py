"""Saving a definition: through the one door for writing, with the version that was opened, and what came of it."""

from collections.abc import Callable

import streamlit as st

from bsc import actions
from bsc.errors import BscError, DefinitionProblems, NotFound, Problem, Refused
from bsc.model.editing import Document, moved, noun, removal, with_item
from bsc.model.editing import item as found
from bsc.model.entries import with_entry, written
from bsc.model.merging import merged, stored
from bsc.model.reading import document_of
from bsc.ui import failures, notices, prose, session
from bsc.ui.editors import conflicts, entries, journey, undoing
from bsc.ui.editors.draft import Draft

_SAVE_AGAIN = "What you typed is still here: save again to put it on top."
_REMOVE_AGAIN = "Nothing was removed: look at what changed, and remove again if it shall go all the same."


def edited(change: Callable[[Document], Document], version: int, said: str, again: str = _SAVE_AGAIN) -> bool:
    """Apply *change* to the definitions of *version*; return whether it was taken, and show why not.

    *again* says what would do where somebody else saved in between.
    """
    store = session.store()
    if told_of_others(version, again):
        return False
    try:
        made = actions.edit_definitions(store, change, who=session.who(), note=said, version=version)
    except BscError as error:
        refused(error)
        return False
    if not made.nothing:
        undoing.remember(made.version, said)
    notices.say(said)
    return True


def told_of_others(version: int, again: str) -> int:
    """Say what somebody else has saved since *version*; return the version that it led to, 0 when nobody has."""
    store = session.store()
    if store.definitions_version() == version:
        return 0
    who, newest, found = conflicts.faster(store, version)
    st.warning(f"{failures.escaped(conflicts.sentence(who, newest, found))} {again}", icon=":material/group:")
    return newest


def put(draft: Draft, item: Document) -> bool:
    """Save *item* in its place; return whether it was taken, and show why not.

    What somebody else has saved in between is told first where it is about the same item; where it is not, both stay.
    """
    typed = stored(draft.section, item)
    chosen = conflicts.chosen(draft, typed)
    if chosen is None:
        return False
    store, said = session.store(), _said(draft, item)
    newest, meanwhile = store.definitions_version(), ""
    if newest != draft.version:
        who, _, others = conflicts.faster(store, draft.version)
        if conflicts.touches(draft, others):
            conflicts.tell(draft, store, _now(draft, document_of(store.scorecard())), typed)
            st.rerun()
        meanwhile = f". Meanwhile {who} saved: {', '.join(each.name for each in others[:3])}"
    taken = edited(lambda document: _put(document, draft, chosen), newest, said)
    if taken and meanwhile:
        notices.say(said + meanwhile)
    return taken


def _said(draft: Draft, item: Document) -> str:
    """Return what the journal says of saving *item*."""
    if draft.section == entries.SECTION:
        called, name = entries.ONE[item["kind"]], f'"{item["text"]}"'
    else:
        called, name = noun(draft.section), str(item.get("name") or item.get("id") or "")
    said = f"{called} {name} {'saved' if draft.id else 'added'}".replace("  ", " ")
    return said[:1].upper() + said[1:]


def _now(draft: Draft, document: Document) -> Document | None:
    """Return the draft's item as *document* has it; None when it is gone."""
    if draft.section == journey.SECTION:
        return journey.as_item(document)
    try:
        return found(document, draft.section, str(draft.id))
    except NotFound:
        return None


def _put(document: Document, draft: Draft, item: Document) -> Document:
    """Return *document* with the fields of *item* that were changed; others keep what somebody else made of them."""
    if draft.section == entries.SECTION:
        return _with_entry(document, item)
    if draft.id is None:
        return _added(document, draft, item)
    now = _now(draft, document)
    together = item if now is None else merged(stored(draft.section, draft.base), now, item).item
    if draft.section == journey.SECTION:
        return journey.with_journey(document, together)
    return with_item(document, draft.section, together)


def _with_entry(document: Document, item: Document) -> Document:
    if "touchpoint" not in item:
        message = "this is said of no touchpoint yet – choose one under Touchpoint"
        raise Refused(message)
    return with_entry(document, item["touchpoint"], item["kind"], written(item["text"], item.get("evidence", "")))


def _added(document: Document, draft: Draft, item: Document) -> Document:
    if any(each["id"] == item.get("id") for each in document.get(draft.section, ())):
        message = f"the id `{item.get('id')}` is taken – write another under Id"
        raise Refused(message)
    longer = with_item(document, draft.section, item)
    ids = [each["id"] for each in longer[draft.section]]
    if draft.after not in ids:
        return longer
    return moved(longer, draft.section, str(item["id"]), ids.index(draft.after) + 2 - len(ids))


def take(draft: Draft) -> bool:
    """Remove the draft's item and what hangs on it; return whether it is gone, and show why not.

    What was told here of others counts for the removal only: a save is still compared with what was opened.
    """
    seen = draft.key("seen")
    version = max(draft.version, st.session_state.get(seen, 0))
    if newest := told_of_others(version, _REMOVE_AGAIN):
        st.session_state[seen] = newest
        return False
    identity, name = str(draft.id), draft.base.get("name") or draft.id
    said = f"{noun(draft.section)} {name} removed"
    return edited(
        lambda document: removal(document, draft.section, identity).document,
        version,
        said[:1].upper() + said[1:],
        _REMOVE_AGAIN,
    )


def refused(error: BscError) -> None:
    """Show why something was not taken: every problem with its place, or what is wrong in a sentence."""
    if isinstance(error, DefinitionProblems):
        _problems(error)
    else:
        failures.sentence(error)


def _problems(error: DefinitionProblems) -> None:
    lines = "\n".join(f"- {_line(problem)}" for problem in error.problems)
    count = len(error.problems)
    st.error(f"{count} problem{'' if count == 1 else 's'}; nothing was changed.\n{lines}", icon=":material/error:")


def _line(problem: Problem) -> str:
    seen, cure = prose.coded(problem.seen), prose.coded(problem.cure)
    place = f"`{problem.place}`: " if problem.place else ""
    return f"{place}{seen}{f' – {cure}' if cure else ''}"
