"""What is said about a waiting file: its dataset, table, answers, renamed columns, personal columns to keep."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import streamlit as st

from bsc.errors import Question
from bsc.intake import Table
from bsc.model.editing import number_of
from bsc.ui import failures
from bsc.ui.upload.files import WaitingFile
from bsc.views.data import GOOD_MATCH, Suggestion

NEW_DATASET: Final = "+"


@dataclass(frozen=True)
class Choices:
    """Everything that changes how a file is read."""

    dataset: str | None = None
    table: str | None = None
    answers: dict[str, str] = field(default_factory=dict)
    rename: dict[str, str] = field(default_factory=dict)
    keep_personal: frozenset[str] = frozenset()

    def known(self) -> tuple[object, ...]:
        """Return the choices as one value that can be compared and remembered."""
        renamed = tuple(sorted(self.rename.items()))
        return (
            self.dataset,
            self.table,
            tuple(sorted(self.answers.items())),
            renamed,
            tuple(sorted(self.keep_personal)),
        )


def dataset(file: WaitingFile, found: Sequence[Suggestion]) -> str | None:
    """Draw the choice of a dataset, the best match first and chosen when it is good; `+` stands for a new one."""
    labels = {each.dataset: _match(each) for each in found} | {NEW_DATASET: "New dataset from this file …"}
    good = bool(found) and found[0].share >= GOOD_MATCH
    if wanted := st.session_state.pop(file.key("wanted"), None):  # just created from this file
        st.session_state[file.key("dataset")] = wanted
    index = 0 if good else None if found else list(labels).index(NEW_DATASET)
    return st.selectbox(
        "Goes into",
        list(labels),
        index=index,
        format_func=lambda name: labels.get(name, name),
        key=file.key("dataset"),
        placeholder="Choose the dataset",
    )


def _match(found: Suggestion) -> str:
    return f"{found.label} · {found.share:.0%} of the columns match" if found.share else found.label


def table(file: WaitingFile, tables: Sequence[Table]) -> str | None:
    """Draw the choice of a table where the file holds several; return its number (from 1), or None for the only one."""
    if len(tables) == 1:
        return None
    labels = {str(number): f"{each.name} · {each.rows:,} rows" for number, each in enumerate(tables, start=1)}
    return st.segmented_control(
        f"This file holds {len(tables)} tables; each is imported by itself",
        list(labels),
        default="1",
        required=True,
        format_func=lambda number: failures.escaped(labels[number]),
        key=file.key("table"),
    )


def answers(file: WaitingFile, questions: Sequence[Question], remembered: Mapping[str, str]) -> dict[str, str]:
    """Draw what the file leaves open, with what was *remembered* chosen; return the answers given so far, by column."""
    given = {}
    for question in questions:
        with st.container(border=True):
            answer = _answer(file, question, remembered.get(question.column))
        if answer:
            given[question.column] = answer
    return given


def _answer(file: WaitingFile, question: Question, remembered: str | None) -> str | None:
    label = f"**{failures.escaped(question.column)}**: {failures.escaped(question.ask)}"
    key = file.key(f"answer.{question.column}")
    said = "As answered last time" if remembered else None
    if not question.choices:
        return (st.text_input(label, value=remembered or "", key=key, help=said) or "").strip()
    index = question.choices.index(remembered) if remembered in question.choices else None
    return st.radio(label, question.choices, index=index, key=key, horizontal=True, help=said)


def renames(file: WaitingFile, headers: Sequence[str], missing: Sequence[str], *, needed: bool) -> dict[str, str]:
    """Draw, for each column that the dataset knows and the file lacks, the header that it came under this time.

    Returns header → column of the dataset. *needed* says that the file cannot go in without.
    """
    if not missing or not headers:
        return {}
    renamed = {}
    title = f"Not in this file: {number_of(len(missing), 'column')} of the dataset"
    with st.expander(title, expanded=needed, icon=":material/swap_horiz:"):
        st.caption("A column that was renamed is found again here; the next file with these headers maps itself.")
        for name in missing:
            header = st.selectbox(
                name,
                headers,
                index=None,
                key=file.key(f"rename.{name}"),
                placeholder="Not in this file",
            )
            if header:
                renamed[header] = name
    return renamed


def personal(file: WaitingFile, seen: Sequence[str]) -> frozenset[str]:
    """Draw the personal columns, left out unless they are chosen; return those to keep."""
    if not seen:
        return frozenset()
    kept = st.multiselect(
        "Personal columns are left out. Keep",
        list(seen),
        key=file.key("personal"),
        placeholder=f"None of {', '.join(seen[:6])}{' …' if len(seen) > 6 else ''}",  # noqa: PLR2004
        help="Names, e-mail addresses, phone numbers, IP addresses. A scorecard rarely needs them.",
    )
    return frozenset(kept)
