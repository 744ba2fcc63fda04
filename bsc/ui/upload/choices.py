"""What is said about a waiting file: its dataset, table, answers, renamed columns, personal columns to keep."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import streamlit as st

from bsc.actions import Preview
from bsc.actions.proposing import Proposal
from bsc.actions.reading import fingerprint
from bsc.actions.remembering import headers_of
from bsc.errors import Question
from bsc.intake import Table
from bsc.model.editing import number_of
from bsc.store import RememberedMapping, Store
from bsc.ui import failures
from bsc.ui.upload.files import WaitingFile
from bsc.views.data import GOOD_MATCH, Suggestion, missing_columns
from bsc.views.workspace import Workspace

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


def dataset(file: WaitingFile, found: Sequence[Suggestion], proposed: Proposal | None) -> str | None:
    """Draw the choice of a dataset, the best match first and chosen when it is good; `+` stands for a new one."""
    new = f"New: {proposed.dataset.label}" if proposed and proposed.is_new else "New dataset from this file …"
    labels = {each.dataset: _match(each) for each in found} | {NEW_DATASET: new}
    if wanted := st.session_state.pop(file.key("wanted"), None):  # just created from this file
        st.session_state[file.key("dataset")] = wanted
    chosen = likely(found, proposed)
    return st.selectbox(
        "Goes into",
        list(labels),
        index=None if chosen is None else list(labels).index(chosen),
        format_func=lambda name: labels.get(name, name),
        key=file.key("dataset"),
        placeholder="Choose the dataset",
    )


def likely(found: Sequence[Suggestion], proposed: Proposal | None) -> str | None:
    """Return the dataset that a file most likely goes into, `+` for a new one; None where nothing speaks for any."""
    known = {each.dataset for each in found}
    if proposed and not proposed.is_new and proposed.dataset.id in known:
        return proposed.dataset.id
    if found and found[0].share >= GOOD_MATCH:
        return found[0].dataset
    return NEW_DATASET if proposed or not found else None


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


def remembered(store: Store, table: Table, dataset: str) -> RememberedMapping:
    """Return what was once said about files with these headers, or the nearest to them, for *dataset*."""
    return store.mapping(fingerprint(table), dataset, headers_of(table))


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


def renames(
    file: WaitingFile, workspace: Workspace, dataset: str, base: Preview, found: Proposal | None
) -> dict[str, str]:
    """Draw, for each column that the dataset knows and the file lacks, the header that it came under this time.

    Returns header → column of the dataset; what a recognised export's headers mean is filled in.
    """
    defined = next(each for each in workspace.scorecard.datasets if each.id == dataset)
    shape = workspace.shapes.get(dataset)
    missing = missing_columns(defined, shape, [each.stored for each in base.table.columns])
    held = {each.name for each in shape.columns} if shape else set()
    free = [each.name for each in base.table.columns if each.stored not in held]
    if not missing or not free:
        return {}
    meant = {name: header for header, name in found.rename.items()} if found and found.dataset.id == dataset else {}
    title = f"Not in this file: {number_of(len(missing), 'column')} of the dataset"
    with st.expander(title, expanded=bool(base.refused), icon=":material/swap_horiz:"):
        st.caption("A column that was renamed is found again here; the next file with these headers maps itself.")
        chosen = {name: _header(file, name, free, meant.get(name)) for name in missing}
    return {header: name for name, header in chosen.items() if header}


def _header(file: WaitingFile, name: str, headers: Sequence[str], meant: str | None) -> str | None:
    return st.selectbox(
        name,
        headers,
        index=headers.index(meant) if meant in headers else None,
        key=file.key(f"rename.{name}"),
        placeholder="Not in this file",
    )


def personal(file: WaitingFile, table: Table) -> frozenset[str]:
    """Draw the personal columns of *table*, left out unless they are chosen; return those to keep."""
    seen = [each.name for each in table.columns if each.personal and not each.kept]
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
