"""What is said about a waiting file: its dataset, table, answers, renamed columns, personal columns to keep."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import streamlit as st

from bsc.errors import Question
from bsc.intake import Table
from bsc.ui import failures
from bsc.ui.upload.files import WaitingFile
from bsc.views.data import GOOD_MATCH, Suggestion

NEW_DATASET: Final = "+"
_NOT_THERE: Final = "Not in this file"


@dataclass(frozen=True)
class Choices:
    """Everything that changes how a file is read."""

    dataset: str | None = None
    answers: dict[str, str] = field(default_factory=dict)
    rename: dict[str, str] = field(default_factory=dict)
    keep_personal: frozenset[str] = frozenset()

    def known(self) -> tuple[object, ...]:
        """Return the choices as one value that can be compared and remembered."""
        renamed = tuple(sorted(self.rename.items()))
        return (self.dataset, tuple(sorted(self.answers.items())), renamed, tuple(sorted(self.keep_personal)))


def dataset(file: WaitingFile, found: Sequence[Suggestion]) -> str | None:
    """Draw the choice of a dataset, the best match first and chosen when it is good; `+` stands for a new one."""
    labels = {each.dataset: _match(each) for each in found} | {NEW_DATASET: "New dataset from this file …"}
    good = bool(found) and found[0].share >= GOOD_MATCH
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


def table(file: WaitingFile, tables: Sequence[Table]) -> Table:
    """Draw the choice of a table where the file holds several; return it."""
    if len(tables) == 1:
        return tables[0]
    labels = {number: f"{each.name} · {each.rows:,} rows" for number, each in enumerate(tables)}
    chosen = st.segmented_control(
        f"This file holds {len(tables)} tables; each is imported by itself",
        list(labels),
        default=0,
        required=True,
        format_func=lambda number: failures.escaped(labels[number]),
        key=file.key("table"),
    )
    return tables[chosen or 0]


def answers(file: WaitingFile, questions: Sequence[Question]) -> dict[str, str]:
    """Draw the questions that the file leaves open; return the answers given so far, by column."""
    given = {}
    for number, question in enumerate(questions):
        with st.container(border=True):
            answer = st.radio(
                f"**{failures.escaped(question.column)}**: {failures.escaped(question.ask)}",
                question.choices,
                index=None,
                key=file.key(f"answer.{question.column}.{number}"),
                horizontal=True,
            )
        if answer is not None:
            given[question.column] = answer
    return given


def renames(file: WaitingFile, columns: Sequence[str], missing: Sequence[str]) -> dict[str, str]:
    """Draw, for each column that the dataset knows and the file lacks, which header it came under this time."""
    if not missing:
        return {}
    st.caption("Columns that the dataset knows and this file does not have. One that was renamed is found here.")
    renamed = {}
    for name in missing:
        header = st.selectbox(
            failures.escaped(name), [_NOT_THERE, *columns], key=file.key(f"rename.{name}"), label_visibility="visible"
        )
        if header and header != _NOT_THERE:
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
