"""Many waiting files with the same columns: looked at together, corrected once, imported as one action."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import streamlit as st

from bsc.actions import Preview
from bsc.actions.proposing import Proposal
from bsc.errors import BscError, Question
from bsc.model.editing import number_of
from bsc.ui import failures
from bsc.ui.upload import choices, importing, new_dataset, preview, proposal, running
from bsc.ui.upload.card import destination
from bsc.ui.upload.choices import NEW_DATASET, Choices
from bsc.ui.upload.files import WaitingFile, discard
from bsc.ui.upload.importing import Ready
from bsc.ui.upload.looks import Look, look, looks
from bsc.views.dates import days
from bsc.views.effect import column_sentences, effects_sentence
from bsc.views.workspace import Workspace

_NAMED: Final = 3


def draw(group: Sequence[WaitingFile], workspace: Workspace) -> list[Ready]:
    """Draw the card of *group*, files with the same headers; return those that are ready."""
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f":material/stacks: **{number_of(len(group), 'file')} with the same columns**", width="stretch")
            st.button("Discard", key=group[0].key("discard"), type="tertiary", on_click=discard, args=tuple(group))
        st.caption(failures.escaped(_names(group)))
        try:
            return _Batch(tuple(group), workspace).contents()
        except running.StillRunning as reading:
            running.bar(reading.job, group[0].token)
        except BscError as error:
            failures.sentence(error)
    return []


@dataclass
class _Batch:
    group: tuple[WaitingFile, ...]
    workspace: Workspace

    @property
    def first(self) -> WaitingFile:
        """The file in whose name the choices for all are kept."""
        return self.group[0]

    def contents(self) -> list[Ready]:
        seen = look(self.first, self.workspace, Choices())
        chosen, found = destination(self.first, seen.table, self.workspace)
        if chosen is None or chosen == NEW_DATASET:
            self._without_dataset(found if chosen else None, wanted=chosen == NEW_DATASET)
            return []
        return self._into(chosen, seen, found)

    def _without_dataset(self, found: Proposal | None, *, wanted: bool) -> None:
        plain = looks(self.group, self.workspace, Choices())
        given = choices.answers(self.first, _questions(plain), {})
        kept = choices.personal(self.first, look(self.first, self.workspace, Choices()).table)
        chosen = Choices(answers=given, keep_personal=kept)
        shown = looks(self.group, self.workspace, chosen)
        self._facts(shown)
        readable = [each for each in shown if isinstance(each, Preview)]
        if found and found.is_new:
            kpis = proposal.chosen(self.first, found, self.workspace)
            proposal.notes(found)
            label = f"Create {found.dataset.label} and import {number_of(len(self.group), 'file')}"
            whole = len(readable) == len(shown) and not _questions(shown)
            if st.button(
                label, type="primary", key=self.first.key("adopt"), disabled=not whole, icon=":material/bolt:"
            ):
                importing.adopt([Ready(each, chosen, 0) for each in self.group], found, kpis)
        elif wanted and readable:
            new_dataset.form(self.first, readable[0].table, self.workspace)
        self._files(shown)

    def _into(self, dataset: str, seen: Preview, found: Proposal | None) -> list[Ready]:
        remembered = choices.remembered(self.workspace.store, seen.table, dataset)
        base = looks(self.group, self.workspace, Choices(dataset))
        given = choices.answers(self.first, _questions(base), remembered.answers)
        like = next((each for each in base if isinstance(each, Preview)), seen)
        renamed = choices.renames(self.first, self.workspace, dataset, like, found)
        kept = choices.personal(self.first, like.table)
        chosen = Choices(dataset, answers=given, rename=renamed, keep_personal=kept)
        shown = looks(self.group, self.workspace, chosen)
        self._facts(shown)
        ready = [
            Ready(file, chosen, each.effect.rows)
            for file, each in zip(self.group, shown, strict=True)
            if isinstance(each, Preview) and each.effect and each.effect.rows and each.same_as is None
        ]
        self._effects(shown)
        self._commit(ready)
        self._files(shown)
        return ready

    def _effects(self, shown: Sequence[Look]) -> None:
        effects = [each.effect for each in shown if isinstance(each, Preview) and each.effect and each.same_as is None]
        if effects:
            st.markdown(f"**{failures.escaped(effects_sentence(effects))}**")
        for said in dict.fromkeys(said for each in effects for said in column_sentences(each)):
            st.caption(f":orange[◆] {failures.escaped(said)}")

    def _commit(self, ready: Sequence[Ready]) -> None:
        if st.button(
            f"Import {number_of(len(ready), 'file')}",
            type="primary",
            key=self.first.key("import"),
            disabled=not ready,
            icon=":material/publish:",
            help="One action: it goes in whole, and one undo takes it out again.",
        ):
            importing.begin(ready, self.workspace)

    def _facts(self, shown: Sequence[Look]) -> None:
        tables = [each.table for each in shown if isinstance(each, Preview)]
        periods = [each.period for each in tables if each.period]
        preview.figures(
            {
                "Files": f"{len(shown):,}",
                "Rows": f"{sum(each.rows for each in tables):,}",
                "Days": days(_span(periods)),
                "Lines set apart": f"{sum(len(each.dropped) for each in tables):,}",
                "Rejected": f"{sum(len(each.rejects) for each in tables):,}",
            }
        )
        preview.proofs([proof for each in tables for proof in each.proofs])

    def _files(self, shown: Sequence[Look]) -> None:
        with st.expander("File by file", type="compact", key=self.first.key("files")):
            st.dataframe(
                {
                    "File": [each.name for each in self.group],
                    "Rows": [f"{each.table.rows:,}" if isinstance(each, Preview) else "" for each in shown],
                    "Days": [days(each.table.period) if isinstance(each, Preview) else "" for each in shown],
                    "State": [_state(each) for each in shown],
                },
                hide_index=True,
            )


def _state(shown: Look) -> str:
    if isinstance(shown, BscError):
        return str(shown)
    if shown.refused:
        return shown.refused.replace("`", "")
    if shown.same_as is not None:
        return f"known: import {shown.same_as}"
    if shown.questions:
        return "a question is open"
    if shown.effect is None:
        return "read"
    return f"ready: adds {shown.effect.adds:,}, replaces {shown.effect.replaced:,}"


def _questions(shown: Sequence[Look]) -> list[Question]:
    asked = [question for each in shown if isinstance(each, Preview) for question in each.questions]
    return list({each.column: each for each in asked}.values())


def _names(group: Sequence[WaitingFile]) -> str:
    more = len(group) - _NAMED
    return ", ".join(each.name for each in group[:_NAMED]) + (f" and {more} more" if more > 0 else "")


def _span(periods: Sequence[tuple[date, date]]) -> tuple[date, date] | None:
    return (min(first for first, _ in periods), max(last for _, last in periods)) if periods else None
