"""One waiting file: looked at, corrected where needed, imported by one click or together with others."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import streamlit as st

from bsc.actions import Preview
from bsc.actions.adopting import Choice
from bsc.actions.proposing import Proposal, propose
from bsc.errors import BscError, Cancelled, Question
from bsc.intake import Table
from bsc.model.editing import number_of
from bsc.ui import failures, prose
from bsc.ui.upload import choices, importing, new_dataset, preview, proposal, running
from bsc.ui.upload.choices import NEW_DATASET, Choices
from bsc.ui.upload.files import WaitingFile, discard
from bsc.ui.upload.importing import Ready
from bsc.ui.upload.looks import again, look
from bsc.views.data import suggestions
from bsc.views.effect import column_sentences, effect_sentence, same_bytes_sentence
from bsc.views.workspace import Workspace

_KILOBYTE: Final = 1_000
_MEGABYTE: Final = 1_000_000


def draw(file: WaitingFile, workspace: Workspace, *, folded: bool = False) -> Ready | None:
    """Draw the card of *file*, its details *folded* or open; return what is ready. One that cannot be read says why."""
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(_title(file), width="stretch")
            st.button("Discard", key=file.key("discard"), type="tertiary", on_click=discard, args=(file,))
        try:
            return _Card(file, workspace, folded).contents()
        except running.StillRunning as reading:
            running.bar(reading.job, file.token)
        except Cancelled as stopped:
            failures.sentence(stopped)
            st.button("Read it again", key=file.key("again"), icon=":material/refresh:", on_click=again, args=(file,))
        except BscError as error:
            failures.sentence(error)
    return None


def destination(file: WaitingFile, table: Table, workspace: Workspace) -> tuple[str | None, Proposal | None]:
    """Draw what *table* is recognised as and where it could go; return the dataset chosen, and what is proposed.

    The dataset is NEW_DATASET for one that is to be made, and None as long as none is chosen.
    """
    found = propose(workspace.store, table)
    if found:
        proposal.recognised(found)
    offered = suggestions(workspace.scorecard, workspace.shapes, [each.name for each in table.columns])
    return choices.dataset(file, offered, found), found


@dataclass
class _Card:
    file: WaitingFile
    workspace: Workspace
    folded: bool

    def contents(self) -> Ready | None:
        first = look(self.file, self.workspace, Choices())
        number = choices.table(self.file, first.inspection.tables)
        seen = first if number is None else look(self.file, self.workspace, Choices(table=number))
        chosen, found = destination(self.file, seen.table, self.workspace)
        if chosen is None or chosen == NEW_DATASET:
            self._without_dataset(seen, number, found if chosen else None, wanted=chosen == NEW_DATASET)
            return None
        return self._into(chosen, seen, number, found)

    def _without_dataset(self, seen: Preview, number: str | None, found: Proposal | None, *, wanted: bool) -> None:
        given = choices.answers(self.file, seen.questions, {})
        kept = choices.personal(self.file, seen.table)
        chosen = Choices(table=number, answers=given, keep_personal=kept)
        shown = look(self.file, self.workspace, chosen)
        preview.facts(shown.table)
        if found and found.is_new:
            self._adopt(shown, chosen, found)
        elif wanted:
            new_dataset.form(self.file, shown.table, self.workspace)
        preview.details(self.file, shown.table, folded=self.folded)

    def _adopt(self, shown: Preview, given: Choices, found: Proposal) -> None:
        """Draw the one click that makes the dataset and its KPIs and imports the file, and the way around it."""
        kpis = proposal.chosen(self.file, found, self.workspace)
        proposal.notes(found)
        if shown.questions:
            st.caption("Answer the question above first: nothing is guessed.")
        brought = f" with {number_of(len(kpis), 'KPI')}" if kpis else ""
        label = f"Create {found.dataset.label}{brought} and import"
        ready = bool(shown.table.rows) and not shown.questions
        if st.button(label, type="primary", key=self.file.key("adopt"), disabled=not ready, icon=":material/bolt:"):
            several = len(shown.inspection.tables) > 1
            importing.adopt([Ready(self.file, given, shown.table.rows, several=several)], found, kpis)
        with st.expander("Define the dataset myself", type="compact", key=self.file.key("myself")):
            new_dataset.form(self.file, shown.table, self.workspace)

    def _into(self, dataset: str, seen: Preview, number: str | None, found: Proposal | None) -> Ready | None:
        base = look(self.file, self.workspace, Choices(dataset, number))
        remembered = choices.remembered(self.workspace.store, base.table, dataset)
        known = [each for each in seen.questions if each.column in remembered.answers]
        asked: dict[str, Question] = {each.column: each for each in [*known, *base.questions]}
        given = choices.answers(self.file, list(asked.values()), remembered.answers)
        renamed = choices.renames(self.file, self.workspace, dataset, base, found)
        kept = choices.personal(self.file, base.table)
        chosen = Choices(dataset, number, given, renamed, kept)
        shown = look(self.file, self.workspace, chosen)
        preview.facts(shown.table, shown.effect.rejected if shown.effect else 0)
        self._effect(shown)
        further = proposal.further(self.file, found, self.workspace) if found and found.dataset.id == dataset else []
        ready = self._commit(shown, chosen, found, further)
        preview.details(self.file, shown.table, shown.effect, folded=self.folded)
        return ready

    def _effect(self, shown: Preview) -> None:
        if shown.refused:
            st.error(prose.coded(shown.refused), icon=":material/error:")
        elif shown.same_as is not None:
            said = same_bytes_sentence(shown.same_as, self.workspace.store.imports())
            st.info(failures.escaped(said), icon=":material/check:")
        elif shown.effect is not None:
            st.markdown(f"**{failures.escaped(effect_sentence(shown.effect))}**")
            for said in column_sentences(shown.effect):
                st.caption(f":orange[◆] {failures.escaped(said)}")

    def _commit(self, shown: Preview, chosen: Choices, found: Proposal | None, kpis: Sequence[Choice]) -> Ready | None:
        """Draw the button that imports, together with the *kpis* chosen from what was *found*; return what is ready."""
        rows = shown.effect.rows if shown.effect and shown.same_as is None else 0
        if shown.questions:
            st.caption("Answer the question above first: nothing is guessed.")
        several = len(shown.inspection.tables) > 1
        ready = Ready(self.file, chosen, rows, several=several) if rows else None
        label = f"Import {number_of(rows, 'row')}" if ready else "Import"
        label += f" and add {number_of(len(kpis), 'KPI')}" if kpis else ""
        wanted = st.button(
            label, type="primary", key=self.file.key("import"), disabled=ready is None, icon=":material/publish:"
        )
        if wanted and ready and found and kpis:
            importing.adopt([ready], found, kpis)
        elif wanted and ready:
            importing.begin([ready], self.workspace)
        return ready


def _title(file: WaitingFile) -> str:
    size = f" :gray[{_size(file.size)}]" if file.size is not None else ""
    return f":material/description: **{failures.escaped(file.name)}**{size}"


def _size(size: int) -> str:
    if size < _KILOBYTE:
        return f"{size} B"
    return f"{size / _MEGABYTE:.1f} MB" if size >= _MEGABYTE else f"{size / _KILOBYTE:.1f} kB"
