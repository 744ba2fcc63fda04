"""All files that wait: how many are ready, one button for those, and a card for each; many of one kind share a card."""

from collections.abc import Sequence
from typing import Final

import streamlit as st

from bsc.errors import BscError
from bsc.model.editing import number_of
from bsc.ui import failures
from bsc.ui.upload import batch, card, files, importing, running
from bsc.ui.upload.choices import Choices
from bsc.ui.upload.files import WaitingFile
from bsc.ui.upload.importing import Ready
from bsc.ui.upload.looks import Look, looks
from bsc.views.workspace import Workspace

_TOGETHER_FROM: Final = 4  # files of one kind that share a card
_LEFT_SHOWN: Final = 5


def draw(workspace: Workspace) -> None:
    """Draw what waits; while many files are being read, how far that is."""
    there = [each for each in files.waiting() if not importing.is_going(each)]
    if not there:
        return
    summary = st.container()
    try:
        groups = _groups(there, workspace)
    except running.StillRunning as reading:
        running.bar(reading.job, "queue")
        return
    _leftovers()
    ready: list[Ready] = []
    for group in groups:
        if len(group) > 1:
            ready += batch.draw(group, workspace)
        elif found := card.draw(group[0], workspace, folded=len(there) > 1):
            ready.append(found)
    with summary:
        _summary(there, ready, workspace)


def _groups(there: Sequence[WaitingFile], workspace: Workspace) -> list[list[WaitingFile]]:
    """Return the files in the order in which they came, those with the same headers together where they are many."""
    if len(there) < _TOGETHER_FROM:
        return [[each] for each in there]
    gathered: dict[object, list[WaitingFile]] = {}
    for file, found in zip(there, looks(there, workspace, Choices()), strict=True):
        gathered.setdefault(_kind(found) or file.token, []).append(file)
    return [
        part
        for group in gathered.values()
        for part in ([group] if len(group) >= _TOGETHER_FROM else [[each] for each in group])
    ]


def _kind(found: Look) -> frozenset[str]:
    """Return the headers of the file's only table; none for one that cannot be read or holds several."""
    if isinstance(found, BscError) or len(found.inspection.tables) > 1:
        return frozenset()
    return frozenset(each.name for each in found.table.columns)


def _summary(there: Sequence[WaitingFile], ready: Sequence[Ready], workspace: Workspace) -> None:
    if len(there) == 1:
        return
    rows = number_of(sum(each.rows for each in ready), "row")
    waits = len(there) - len(ready)
    said = [f"**{number_of(len(there), 'file')}**"]
    said += [f":green[●] {len(ready)} ready with {rows}"] if ready else []
    said += [f":orange[◆] {waits} {'needs' if waits == 1 else 'need'} a look"] if waits else []
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(" · ".join(said), width="stretch")
        st.button("Discard all", key="upload.discard_all", type="tertiary", on_click=files.discard, args=tuple(there))
        if len(ready) > 1 and st.button(
            f"Import all {len(ready)} that are ready" if waits else f"Import all {len(ready)} files",
            type="primary",
            key="upload.import_all",
            icon=":material/publish:",
            help="One action: it goes in whole, and one undo takes it out again.",
        ):
            importing.begin(ready, workspace)


def _leftovers() -> None:
    left = files.leftovers()
    if not left:
        return
    said = [f"{each.name}: {each.reason}" for each in left[:_LEFT_SHOWN]]
    more = [f"{len(left) - _LEFT_SHOWN} more"] if len(left) > _LEFT_SHOWN else []
    st.caption("No tables, and left aside: " + failures.escaped("; ".join([*said, *more])))
