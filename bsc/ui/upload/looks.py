"""What an import of the waiting files would see and do: read in the background, kept while the files wait."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

import streamlit as st

from bsc import actions
from bsc.actions import Preview
from bsc.actions.jobs import Job
from bsc.errors import BscError, Cancelled
from bsc.intake.progress import Progress, Watch
from bsc.store import Store
from bsc.ui.upload import files as waiting_files
from bsc.ui.upload import running
from bsc.ui.upload.choices import Choices
from bsc.ui.upload.files import WaitingFile
from bsc.views.workspace import Workspace

Look = Preview | BscError
_KEPT_A_FILE: Final = 4  # under different choices, so that going back costs nothing
_READING: Final = "upload.reading"


def look(file: WaitingFile, workspace: Workspace, chosen: Choices) -> Preview:
    """Return what an import of *file* would do under *chosen*; raises what speaks against it, or StillRunning."""
    (found,) = looks([file], workspace, chosen)
    if isinstance(found, BscError):
        raise found
    return found


def looks(files: Sequence[WaitingFile], workspace: Workspace, chosen: Choices) -> list[Look]:
    """Return the same for each of *files*; raises StillRunning while some are being read."""
    key = _key(workspace.store, chosen)
    lacking = [file for file in files if key not in _shelf(file)]
    if lacking:
        _read(lacking, workspace.store, chosen, key)
    return [_shelf(file)[key] for file in files]


def again(file: WaitingFile) -> None:
    """Forget what was seen of *file*, so that it is read once more."""
    _shelf(file).clear()


def _key(store: Store, chosen: Choices) -> tuple[object, ...]:
    """Return all that a look depends on: without a dataset, the file and the choices alone."""
    versions = (store.data_version(), store.definitions_version()) if chosen.dataset else ()
    return (*versions, *chosen.known())


def _shelf(file: WaitingFile) -> dict[object, Look]:
    shelf: dict[object, Look] = st.session_state.setdefault(file.key("looks"), {})
    return shelf


def _read(files: Sequence[WaitingFile], store: Store, chosen: Choices, key: object) -> None:
    going: dict[object, Job] = st.session_state.setdefault(_READING, {})
    reading = (key, *(file.token for file in files))
    shelves = [_shelf(file) for file in files]
    if reading not in going:
        title = f"Reading {files[0].name}" if len(files) == 1 else f"Reading {len(files)} files"
        going[reading] = running.start(title, _Reading(files, shelves, store, chosen, key).done)
    job = running.waited(going[reading])
    if running.is_running(job):
        raise running.StillRunning(job)
    del going[reading]
    if isinstance(job.error, BscError):
        for shelf in shelves:
            shelf.setdefault(key, job.error)
    elif job.error is not None:
        raise job.error


@dataclass(frozen=True)
class _Reading:
    """Files that are read in the background, and where each look is put: the thread cannot ask the session."""

    files: Sequence[WaitingFile]
    shelves: Sequence[dict[object, Look]]
    store: Store
    chosen: Choices
    key: object

    def done(self, watch: Watch) -> None:
        """Read all files, one after the other."""
        total, before = sum(file.size or 0 for file in self.files), 0
        for file, shelf in zip(self.files, self.shelves, strict=True):
            told = partial(_told, watch, file.name, before, total)
            told(Progress(step=""))
            shelf[self.key] = self._look(file, told)
            for old in list(shelf)[:-_KEPT_A_FILE]:
                del shelf[old]
            before += file.size or 0

    def _look(self, file: WaitingFile, watch: Watch) -> Look:
        said = self.chosen
        try:
            waiting_files.refuse(file)
            return actions.inspect_file(
                self.store,
                file.part,
                said.dataset,
                answers=said.answers,
                rename=said.rename,
                keep_personal=said.keep_personal,
                table=said.table,
                watch=watch,
            )
        except Cancelled:
            raise
        except BscError as error:
            return error


def _told(watch: Watch, name: str, before: int, total: int, progress: Progress) -> None:
    """Tell how far the file called *name* is, as a part of all that are being read."""
    watch(Progress(step=f"Reading {name}", done=before + progress.done, total=total, rows=progress.rows))
