"""What is said of a touchpoint: lists of texts, each with the evidence behind it, and the form of one new entry."""

from collections.abc import Mapping
from typing import Any, Final

import streamlit as st

from bsc.model.definitions import Touchpoint
from bsc.model.entries import parts, written
from bsc.model.words import Evidence
from bsc.ui.editors.draft import Document, Draft
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
_STEPS: Final = {"Up": -1, "Down": 1}
_MOVES: Final = (*_STEPS, "Remove")
_MEANING: Final = "Observed: seen or measured. Inferred: concluded from something else. Assumed: nobody has looked yet."


def form(draft: Draft, workspace: Workspace) -> Document:
    """Draw the form of one new entry in a stage; return its touchpoint, kind, text and evidence."""
    stage = draft.base.get("stage")
    known = {each.id: each for each in workspace.scorecard.touchpoints if stage in (None, each.stage)}
    kind = str(draft.base["kind"])
    touchpoint = draft.choice("touchpoint", "Touchpoint", {key: _named(each) for key, each in known.items()})
    text = draft.text("text", KINDS[kind], required=True)
    standing = known[touchpoint].evidence if touchpoint in known else Evidence.ASSUMED
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
    more = f"Add {'an' if ONE[kind][0] in 'aeiou' else 'a'} {ONE[kind]}"
    st.text_input(
        more,
        key=inner.key("more"),
        placeholder=f"{more}, then Enter",
        label_visibility="collapsed",
        on_change=_add,
        args=(inner,),
    )
    return [entry for entry in entries if entry is not None]


def _row(inner: Draft, kind: str, place: int, evidence: Mapping[str, str]) -> str | Document | None:
    """Draw one entry; return it, or None where it was emptied."""
    number, entry = _rows(inner)[place]
    text, own = parts(entry)
    name = f"{KINDS[kind]}, {place + 1}"
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        said = st.text_input(
            name, text, key=inner.key(f"{number}.text"), persist_state="page", label_visibility="collapsed"
        )
        chosen = st.selectbox(
            f"{name}: evidence",
            list(evidence),
            index=list(evidence).index(own),
            format_func=lambda each: evidence.get(each, each),
            key=inner.key(f"{number}.evidence"),
            persist_state="page",
            label_visibility="collapsed",
            width=150,
        )
        key = inner.key(f"{number}.do")
        st.menu_button(
            "Move",
            _MOVES,
            icon=":material/swap_vert:",
            type="tertiary",
            key=key,
            help=f"Move or remove: {name}",
            on_click=_rearrange,
            args=(inner, number, key),
        )
    return written(said.strip(), chosen or "") if said and said.strip() else None


def _add(inner: Draft) -> None:
    """Make a row of what was typed into the empty field. A callback."""
    rows, text = _rows(inner), str(st.session_state.get(inner.key("more")) or "").strip()
    if text:
        number = max((number for number, _ in rows), default=-1) + 1
        st.session_state[inner.key("rows")] = (*rows, (number, text))
    st.session_state[inner.key("more")] = ""


def _rearrange(inner: Draft, number: int, key: str) -> None:
    """Move the row *number*, or take it out, as the menu under *key* says. A callback."""
    rows, said = list(_rows(inner)), st.session_state.get(key)
    place = [each for each, _ in rows].index(number)
    row = rows.pop(place)
    if said in _STEPS:
        rows.insert(min(max(place + _STEPS[said], 0), len(rows)), row)
    st.session_state[inner.key("rows")] = tuple(rows)


def _rows(inner: Draft) -> tuple[tuple[int, Any], ...]:
    return tuple(st.session_state[inner.key("rows")])


def _evidence(standing: Evidence) -> dict[str, str]:
    return {"": f"As the rest: {standing}", **{each.value: each.capitalize() for each in Evidence}}


def _named(touchpoint: Touchpoint) -> str:
    return f"{touchpoint.name} · {touchpoint.channel}" if touchpoint.channel else touchpoint.name
