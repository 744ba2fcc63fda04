"""What is said of a touchpoint: lists of texts, each with the evidence behind it, and the form of one new entry."""

from collections.abc import Mapping
from typing import Any, Final

import streamlit as st

from bsc.model.definitions import Touchpoint
from bsc.model.editing import Document
from bsc.model.entries import parts, written
from bsc.model.words import Evidence
from bsc.ui.editors.draft import Draft
from bsc.views.workspace import Workspace

SECTION: Final = "entries"
KINDS: Final = {
    "wants": "What they want",
    "does": "What they do",
    "asks": "What they ask",
    "pains": "What hurts",
    "delights": "What delights",
    "personalization": "What could be made personal",
}
ONE: Final = {
    "wants": "wish",
    "does": "action",
    "asks": "question",
    "pains": "pain",
    "delights": "delight",
    "personalization": "opportunity for personalization",
}
_MANY: Final = {
    "wants": "wishes",
    "does": "actions",
    "asks": "questions",
    "pains": "pains",
    "delights": "delights",
    "personalization": "opportunities",
}
_STEPS: Final = {"Up": -1, "Down": 1}
_REMOVE: Final = "Remove"
_MOVES: Final = (*_STEPS, _REMOVE)
_MEANING: Final = "Observed: seen or measured. Inferred: concluded from something else. Assumed: nobody has looked yet."


def form(draft: Draft, workspace: Workspace) -> Document:
    """Draw the form of one new entry of a touchpoint among some; return its touchpoint, kind, text and evidence."""
    known = {each.id: each for each in workspace.scorecard.touchpoints if each.id in draft.base["among"]}
    kind = str(draft.base["kind"])
    touchpoint = draft.choice("touchpoint", "Touchpoint", {key: _named(each) for key, each in known.items()})
    text = draft.text("text", KINDS[kind], required=True)
    standing = known[touchpoint].evidence if touchpoint in known else None
    evidence = draft.choice("evidence", "Evidence", _evidence(standing), empty="", help=_MEANING)
    return {"touchpoint": touchpoint, "kind": kind, "text": text.strip(), "evidence": evidence}


def lists(draft: Draft) -> dict[str, list[Any]]:
    """Draw every kind of entry, the one that the draft was opened for first; return what is written, by kind."""
    standing = Evidence(draft.base.get("evidence") or Evidence.ASSUMED)
    found = {kind: _list(draft, kind, _evidence(standing)) for kind in sorted(KINDS, key=draft.first.__ne__)}
    return {kind: found[kind] for kind in KINDS}


def _list(draft: Draft, kind: str, evidence: Mapping[str, str]) -> list[Any]:
    """Draw one list: a row an entry, and an empty field that makes one more of what is typed into it."""
    inner = draft.part(kind, {})
    st.session_state.setdefault(inner.key("rows"), tuple(enumerate(draft.base.get(kind, ()))))
    st.markdown(f"**{KINDS[kind]}**", help=_MEANING)
    entries = [_row(inner, kind, place, evidence) for place in range(len(_rows(inner)))]
    more = inner.key(f"more.{_next(inner)}")  # another field once it was taken over: a field that is emptied stays full
    st.text_area(
        f"Add {_MANY[kind]}, one a line",
        key=more,
        placeholder=f"Add {_MANY[kind]}, one a line",
        height=68,
        label_visibility="collapsed",
        on_change=_add,
        args=(inner, more),
    )
    return [entry for entry in entries if entry is not None]


def _row(inner: Draft, kind: str, place: int, evidence: Mapping[str, str]) -> str | Document | None:
    """Draw one entry; return it, or None where it was emptied."""
    number, entry = _rows(inner)[place]
    text, own = parts(entry)
    name, key = f"{KINDS[kind]}, {place + 1}", inner.key(f"{number}.menu")
    words = {**{each: f"Evidence: {said}" for each, said in evidence.items()}, **{each: each for each in _MOVES}}
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        said = st.text_input(
            name, text, key=inner.key(f"{number}.text"), persist_state="page", label_visibility="collapsed"
        )
        st.menu_button(
            Evidence(own).capitalize() if own else "As the rest",
            tuple(words),
            format_func=lambda each: words[each],
            icon=":material/more_vert:",
            type="tertiary",
            key=key,
            help=f"{name}: evidence, order, remove",
            on_click=_chosen,
            args=(inner, number, key),
        )
    return written(said.strip(), own) if said and said.strip() else None


def _add(inner: Draft, more: str) -> None:
    """Make a row of each line that was typed under the key *more*. A callback."""
    lines = [line.strip() for line in str(st.session_state.get(more) or "").splitlines()]
    new = enumerate(filter(None, lines), start=_next(inner))
    rows = (*_rows(inner), *new)
    st.session_state[inner.key("next")] = _next(inner) + len(rows) - len(_rows(inner))
    st.session_state[inner.key("rows")] = rows


def _next(inner: Draft) -> int:
    """Return the number of the next row: one that none had before, also not one that was removed."""
    return int(st.session_state.get(inner.key("next"), len(_rows(inner))))


def _chosen(inner: Draft, number: int, key: str) -> None:
    """Move the row *number*, take it out or give it other evidence, as the menu under *key* says. A callback."""
    rows, said = list(_rows(inner)), st.session_state.get(key)
    place = [each for each, _ in rows].index(number)
    _, entry = rows.pop(place)
    if said in _STEPS:
        rows.insert(min(max(place + _STEPS[said], 0), len(rows)), (number, entry))
    elif said != _REMOVE:
        rows.insert(place, (number, written(parts(entry)[0], said or "")))
    st.session_state[inner.key("rows")] = tuple(rows)


def _rows(inner: Draft) -> tuple[tuple[int, Any], ...]:
    return tuple(st.session_state[inner.key("rows")])


def _evidence(standing: Evidence | None) -> dict[str, str]:
    rest = f"As the rest: {standing}" if standing else "As the touchpoint"
    return {"": rest, **{each.value: each.capitalize() for each in Evidence}}


def _named(touchpoint: Touchpoint) -> str:
    return f"{touchpoint.name} · {touchpoint.channel}" if touchpoint.channel else touchpoint.name
