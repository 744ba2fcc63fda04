"""What is ready goes in: in the background, as one action with one undo, and what became of it is said."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import streamlit as st

from bsc import actions
from bsc.actions import Order, Receipt, Report
from bsc.actions.adopting import Adopted, Choice
from bsc.actions.adopting import adopt as adopt_proposal
from bsc.actions.jobs import Job
from bsc.actions.proposing import Proposal
from bsc.actions.reading import Wanted, said_about
from bsc.errors import BscError, Cancelled
from bsc.intake.progress import Watch
from bsc.model.comparison import Happening
from bsc.model.editing import joined, noun, number_of
from bsc.ui import failures, links, session
from bsc.ui.upload import running
from bsc.ui.upload.choices import Choices
from bsc.ui.upload.files import WaitingFile, discard
from bsc.views.workspace import Workspace

_GOING: Final = "upload.going"
_DONE: Final = "upload.done"
_FILES_SAID: Final = 6


@dataclass(frozen=True)
class Ready:
    """A file that can go in as it was chosen, with so many rows; `several` says that it holds further tables."""

    file: WaitingFile
    chosen: Choices
    rows: int
    several: bool = False

    @property
    def order(self) -> Order:
        """Return what is to be done with the file."""
        return Order(
            part=self.file.part,
            dataset=str(self.chosen.dataset),
            answers=self.chosen.answers,
            rename=self.chosen.rename,
            keep_personal=self.chosen.keep_personal,
            table=self.chosen.table,
        )


@dataclass(frozen=True)
class _Going:
    """An import that runs, and the files that leave the page when it is done."""

    job: Job
    ready: tuple[Ready, ...]


@dataclass(frozen=True)
class Outcome:
    """What became of an import, in sentences: what was done, which files were refused and why, what was stopped."""

    said: tuple[str, ...] = ()
    refused: tuple[tuple[str, str], ...] = ()
    stopped: str = ""


def begin(ready: Sequence[Ready], workspace: Workspace) -> None:
    """Import what is *ready*, all of it as one action; what cannot go in stays on the page with the reason."""
    store, who = workspace.store, session.who()
    orders = [each.order for each in ready]
    title = f"Importing {ready[0].file.name}" if len(ready) == 1 else f"Importing {len(ready)} files"
    several = len(ready) > 1
    _start(title, ready, lambda watch: actions.import_parts(store, orders, who=who, watch=watch, skip_refused=several))


def adopt(ready: Sequence[Ready], found: Proposal, kpis: Sequence[Choice]) -> None:
    """Create the dataset that is proposed, the chosen KPIs, and import the files, all in one step."""
    store, who = session.store(), session.who()
    wanted = [
        Wanted(
            part=each.file.part,
            said=said_about(each.chosen.answers, each.chosen.rename, each.chosen.keep_personal),
            table=each.chosen.table,
        )
        for each in ready
    ]
    title = f"Importing into {found.dataset.label}"
    _start(title, ready, lambda watch: adopt_proposal(store, found, wanted, who, choices=kpis, watch=watch))


def draw(workspace: Workspace) -> None:
    """Draw the imports that run, and what became of those that are done, until it is put away."""
    for going in list(st.session_state.get(_GOING, [])):
        if running.is_running(going.job):
            running.bar(going.job, going.job.id)
        else:
            _finish(going, workspace)
    if done := st.session_state.get(_DONE):
        _outcomes(done)


def is_going(file: WaitingFile) -> bool:
    """Return whether *file* is being imported."""
    return any(each.file.token == file.token for going in st.session_state.get(_GOING, []) for each in going.ready)


def _start(title: str, ready: Sequence[Ready], work: Callable[[Watch], object]) -> None:
    going = _Going(running.start(title, work), tuple(ready))
    st.session_state[_GOING] = [*st.session_state.get(_GOING, []), going]
    st.rerun()


def _finish(going: _Going, workspace: Workspace) -> None:
    st.session_state[_GOING] = [each for each in st.session_state[_GOING] if each is not going]
    error = going.job.error
    if isinstance(error, Cancelled):
        outcome = Outcome(stopped=f"{going.job.title}: {error}")
    elif isinstance(error, BscError):
        outcome = Outcome(refused=((going.job.title, str(error)),))
    elif error is not None:
        raise error
    else:
        outcome = _outcome(going.job.result, workspace)
        refused = {name for name, _ in outcome.refused}
        discard(*(each.file for each in going.ready if not each.several and each.file.name not in refused))
    st.session_state[_DONE] = [*st.session_state.get(_DONE, []), outcome]


def _outcome(result: object, workspace: Workspace) -> Outcome:
    names = {each.id: each.label for each in workspace.scorecard.datasets}
    if isinstance(result, Adopted):
        return Outcome((*_made(result), *(_said(each, names) for each in result.receipts)))
    if isinstance(result, Report):
        return Outcome(_sum(result.receipts, names), tuple(result.refused))
    return Outcome(("Done",))


def _made(result: Adopted) -> tuple[str, ...]:
    """Return what was added to the definitions, counted by kind: `1 dataset and 6 KPIs added`."""
    added = Counter(each.section for each in result.change.differences if each.happening is Happening.ADDED)
    said = joined([number_of(count, noun(section)) for section, count in added.items()])
    return (f"{said} added",) if said else ()


def _sum(receipts: Sequence[Receipt], names: dict[str, str]) -> tuple[str, ...]:
    """Return a sentence for each receipt; of many, what they come to together."""
    if len(receipts) <= _FILES_SAID:
        return tuple(_said(each, names) for each in receipts)
    into = ", ".join(sorted({names.get(each.dataset, each.dataset) for each in receipts}))
    total = [sum(getattr(each, field) for each in receipts) for field in ("rows", "replaced", "dropped", "rejects")]
    unchanged = sum(each.unchanged for each in receipts)
    known = (
        f"; {number_of(unchanged, 'file')} of them {'was' if unchanged == 1 else 'were'} known already"
        if unchanged
        else ""
    )
    return (f"{number_of(len(receipts), 'file')} into {into}: {_counts(*total)}{known}",)


def _said(receipt: Receipt, names: dict[str, str]) -> str:
    if receipt.unchanged:
        return f"{receipt.file}: the same bytes were there already; nothing was changed"
    counts = _counts(receipt.rows, receipt.replaced, receipt.dropped, receipt.rejects)
    return f"{receipt.file} into {names.get(receipt.dataset, receipt.dataset)}: {counts}"


def _counts(rows: int, replaced: int, dropped: int, rejects: int) -> str:
    return (
        f"{number_of(rows, 'row')}, {replaced:,} replaced, {number_of(dropped, 'line')} set apart, {rejects:,} rejected"
    )


def _outcomes(done: Sequence[Outcome]) -> None:
    if said := [line for each in done for line in each.said]:
        st.success("  \n".join(failures.escaped(each) for each in said), icon=":material/check_circle:")
    for name, why in (refused for each in done for refused in each.refused):
        st.error(f"**{failures.escaped(name)}**: {failures.escaped(why)}", icon=":material/error:")
    for stopped in filter(None, (each.stopped for each in done)):
        st.info(failures.escaped(stopped), icon=":material/block:")
    with st.container(horizontal=True, gap="medium"):
        if said:
            links.to(links.MAP, "Open the journey map", icon=":material/route:", key="upload.to_map")
        if st.button("Put away", key="upload.put_away", type="tertiary", icon=":material/close:"):
            st.session_state[_DONE] = []
            st.rerun()
