"""Saving a definition: through the one door for writing, with the version that was opened, and what came of it."""

from collections.abc import Callable

import streamlit as st

from bsc import actions
from bsc.errors import BscError, DefinitionProblems, Problem, Refused
from bsc.model.comparison import differences, summary
from bsc.model.editing import item as found
from bsc.model.editing import noun, removal, with_item
from bsc.ui import failures, notices, prose, session
from bsc.ui.editors import journey
from bsc.ui.editors.draft import Document, Draft, rebase

_SAVE_AGAIN = "What you typed is still here: save again to put it on top."
_REMOVE_AGAIN = "Nothing was removed: look at what changed, and remove again if it shall go all the same."


def edited(change: Callable[[Document], Document], version: int, said: str, again: str = _SAVE_AGAIN) -> bool:
    """Apply *change* to the definitions of *version*; return whether it was taken, and show why not.

    *again* says what would do where somebody else saved in between.
    """
    store = session.store()
    if store.definitions_version() != version:
        _say_who_was_faster(version, again)
        return False
    try:
        actions.edit_definitions(store, change, who=session.who(), note=said, version=version)
    except DefinitionProblems as error:
        problems(error)
        return False
    except BscError as error:
        failures.sentence(error)
        return False
    notices.say(said)
    return True


def put(draft: Draft, item: Document) -> bool:
    """Save *item* in its place; return whether it was taken, and show why not."""
    name = item.get("name") or item.get("id", "")
    said = f"{noun(draft.section)} {name} {'saved' if draft.id else 'added'}"
    return edited(lambda document: _put(document, draft, item), draft.version, said[:1].upper() + said[1:])


def _put(document: Document, draft: Draft, item: Document) -> Document:
    """Return *document* with the fields of *item* that were changed; others keep what somebody else made of them."""
    if draft.id is None:
        if any(each["id"] == item.get("id") for each in document.get(draft.section, ())):
            message = f"the id `{item.get('id')}` is taken – write another under Id"
            raise Refused(message)
        return with_item(document, draft.section, item)
    if draft.section == journey.SECTION:
        return journey.with_journey(document, _merged(draft, journey.as_item(document), item))
    return with_item(document, draft.section, _merged(draft, found(document, draft.section, draft.id), item))


def _merged(draft: Draft, now: Document, item: Document) -> Document:
    fields = dict.fromkeys([*now, *item])
    untouched = {field for field in fields if item.get(field) == draft.base.get(field)}
    merged = {field: (now if field in untouched else item).get(field) for field in fields}
    return {field: value for field, value in merged.items() if value is not None}


def take(draft: Draft) -> bool:
    """Remove the draft's item and what hangs on it; return whether it is gone, and show why not."""
    identity, name = str(draft.id), draft.base.get("name") or draft.id
    said = f"{noun(draft.section)} {name} removed"
    return edited(
        lambda document: removal(document, draft.section, identity).document,
        draft.version,
        said[:1].upper() + said[1:],
        _REMOVE_AGAIN,
    )


def problems(error: DefinitionProblems) -> None:
    """Show every problem with its place."""
    lines = "\n".join(f"- {_line(problem)}" for problem in error.problems)
    count = len(error.problems)
    st.error(f"{count} problem{'' if count == 1 else 's'}; nothing was changed.\n{lines}", icon=":material/error:")


def _line(problem: Problem) -> str:
    seen, cure = prose.coded(problem.seen), prose.coded(problem.cure)
    place = f"`{problem.place}`: " if problem.place else ""
    return f"{place}{seen}{f' – {cure}' if cure else ''}"


def _say_who_was_faster(version: int, again: str) -> None:
    store = session.store()
    newest = store.definition_versions()[0]
    changed = differences(store.scorecard(version), store.scorecard())
    said = ", ".join(f"{each.name} ({each.happening})" for each in changed[:5]) or summary(changed)
    st.warning(
        f"{failures.escaped(newest.who)} saved version {newest.version} while this was open: "
        f"{failures.escaped(said)}. {again}",
        icon=":material/group:",
    )
    rebase(newest.version)
