"""What somebody else has saved while an item was open: told field by field, and chosen from where both changed one."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

import streamlit as st

from bsc.model.comparison import Difference, changed_fields, differences, said_change, said_value, summary
from bsc.model.definitions import Scorecard
from bsc.model.editing import Document, joined, noun
from bsc.model.merging import merged
from bsc.store import Store
from bsc.ui import failures
from bsc.ui.editors.draft import Draft, carry_on

_MINE, _THEIRS, _BOTH = "mine", "theirs", "both"
_SHOWN: Final = 5
_HELD_BY: Final = {"funnel": ("journey", "journey")}


@dataclass(frozen=True)
class Told:
    """What was saved while an item was open: by whom, up to which version, and what became of its fields.

    `fields` are taken over as they are (name → before → after), `clashes` are to be chosen from (name → theirs).
    """

    who: str
    version: int
    found: tuple[Difference, ...]
    fields: Mapping[str, str]
    clashes: Mapping[str, Any]
    is_gone: bool


def faster(store: Store, version: int) -> tuple[str, int, tuple[Difference, ...]]:
    """Return who has saved since *version*, the newest version, and what is no longer as it was."""
    since = [each for each in store.definition_versions() if each.version > version]
    who = joined(list(dict.fromkeys(each.who for each in reversed(since))))
    before = store.scorecard(version) if version else Scorecard()
    return who, since[0].version, differences(before, store.scorecard(since[0].version))


def sentence(who: str, version: int, found: tuple[Difference, ...]) -> str:
    """Return what was saved since, in one sentence for people; not escaped."""
    said = ", ".join(f"{each.name} ({each.happening})" for each in found[:_SHOWN])
    more = f" and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
    return f"{who} saved version {version} while this was open: {said or summary(found)}{more}."


def touches(draft: Draft, found: tuple[Difference, ...]) -> bool:
    """Return whether *found* changes the draft's own item; the journey's form holds the funnel too."""
    own = (draft.section, draft.id)
    return any(own in ((each.section, each.id), _HELD_BY.get(each.section)) for each in found)


def tell(draft: Draft, store: Store, now: Document | None, item: Document) -> None:
    """Bring the open *draft* up to what is *now* in the store (None when it is gone), and tell it at the next run.

    Fields that were not changed here begin anew with what somebody else has made of them. *item* is what stands in
    the form; what was chosen instead, where a field was told before, stays chosen unless it was saved once more.
    """
    who, version, found = faster(store, draft.version)
    theirs = now or {}
    clashes = () if now is None else merged(draft.base, theirs, item).clashes
    taken = [] if now is None else [each for each in changed_fields(draft.base, theirs) if each not in clashes]
    taken = [each for each in taken if item.get(each) == draft.base.get(each)]
    said = {each: said_change(draft.base.get(each), theirs.get(each)) for each in taken}
    base = draft.base if now is None else _with_own(theirs, draft.base, clashes)
    told = Told(who, version, found, said, {each: theirs.get(each) for each in clashes}, is_gone=now is None)
    carry_on(
        replace(
            draft,
            base=base,
            version=version,
            anew={**draft.anew, **{each: draft.anew.get(each, 0) + 1 for each in taken}},
        )
    )
    earlier = _told(draft)
    for name, value in told.clashes.items():
        if earlier and name in earlier.clashes and earlier.clashes[name] == value:
            st.session_state[_choice_key(draft, told, name)] = st.session_state.get(_choice_key(draft, earlier, name))
    st.session_state[_key(draft)] = told


def draw(draft: Draft) -> None:
    """Draw what somebody else has saved since the draft was opened, and the choice where both changed a field."""
    told = _told(draft)
    if told is None:
        return
    lines = [failures.escaped(sentence(told.who, told.version, told.found))]
    if told.is_gone:
        lines.append(f"This {noun(draft.section)} is gone: save again to put it back as it stands here.")
    else:
        lines.append(
            "\n".join(f"- {name}: {failures.escaped(said)} – taken over" for name, said in told.fields.items())
        )
        lines.append("What you typed is still here: save again to put it on top.")
    st.warning("\n\n".join(filter(None, lines)), icon=":material/group:")
    for name, theirs in told.clashes.items():
        _choice(draft, told, name, theirs)


def chosen(draft: Draft, item: Document) -> Document | None:
    """Return *item* with what was chosen where both changed a field; None, and a sentence, where that is open."""
    told = _told(draft)
    clashes = told.clashes if told else {}
    answers = {name: st.session_state.get(_choice_key(draft, told, name)) for name in clashes} if told else {}
    if still := [name for name, answer in answers.items() if answer is None]:
        st.error(f"Choose whose to keep first: {failures.escaped(joined(still))}.", icon=":material/error:")
        return None
    values = {name: _value(answers[name], item.get(name), theirs) for name, theirs in clashes.items()}
    return {name: value for name, value in {**item, **values}.items() if value not in (None, [])}


def _choice(draft: Draft, told: Told, name: str, theirs: object) -> None:
    words = {_MINE: "Yours, as it stands below", _THEIRS: f"{told.who}: {said_value(theirs)}"}
    if isinstance(theirs, list) and isinstance(draft.base.get(name, []), list):
        words[_BOTH] = "Both: theirs, and what you added"
    st.radio(
        failures.escaped(f"Both of you changed {name} (was: {said_value(draft.base.get(name))}). Keep"),
        list(words),
        index=None,
        format_func=lambda each: failures.escaped(words.get(str(each), "")),
        key=_choice_key(draft, told, name),
        persist_state="page",
    )


def _value(answer: str | None, mine: Any, theirs: Any) -> Any:  # noqa: ANN401 -- whatever a field holds
    if answer == _BOTH:
        return [*theirs, *(each for each in mine or () if each not in theirs)]
    return theirs if answer == _THEIRS else mine


def _with_own(theirs: Mapping[str, Any], base: Mapping[str, Any], fields: tuple[str, ...]) -> Document:
    """Return *theirs* with *fields* as they were: their widgets keep what was typed into them."""
    own = {**theirs, **{name: base.get(name) for name in fields}}
    return {name: value for name, value in own.items() if value is not None}


def _told(draft: Draft) -> Told | None:
    """Return what was told of the draft since it was opened; of a part of it nothing was."""
    told: Told | None = st.session_state.get(_key(draft))
    return told


def _key(draft: Draft) -> str:
    return draft.key("told")


def _choice_key(draft: Draft, told: Told, name: str) -> str:
    return draft.key(f"keep.{told.version}.{name}")
