"""The board pack: choose a format and what is in it, let it be made in the background, take the file."""

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Final

import streamlit as st

from bsc.actions.jobs import Job
from bsc.errors import BscError
from bsc.intake.progress import Progress, Watch
from bsc.model.view import View
from bsc.reports.formats import FORMATS, Ending, file_name, report
from bsc.ui import failures, files, parts
from bsc.ui.failures import escaped
from bsc.ui.upload import running
from bsc.views.board_pack import board_pack
from bsc.views.contacts import persona_name
from bsc.views.dates import moment
from bsc.views.memory import seen
from bsc.views.pack import Section, Wanted
from bsc.views.trend import WINDOWS
from bsc.views.workspace import Workspace

_ASKED: Final = "board_pack.asked"  # what this session has asked for last, with the file once it is there
_MADE_OF: Final = 0.92  # the share of the work that is done when the file itself is written
_ICONS: Final[dict[Ending, str]] = {
    "pptx": ":material/co_present:",
    "xlsx": ":material/table_view:",
    "pdf": ":material/picture_as_pdf:",
    "html": ":material/web:",
}


@dataclass
class _File:
    """The file that a job makes: its name, its bytes once they are there, and when it was begun."""

    made: datetime
    name: str = ""
    content: bytes = b""


@dataclass(frozen=True)
class _Asked:
    """What was asked for, by its key, the job that makes it, and what it makes."""

    key: Hashable
    job: Job
    file: _File


def draw(workspace: Workspace, view: View) -> None:
    """Draw the choices, and what has become of the pack that was asked for: its progress, its file, or why not."""
    if not workspace.scorecard.kpis:
        st.caption("No KPI is defined yet: there is nothing that a board could read.")
        return
    parts.fragment(_drawn)(workspace, view)


def _drawn(workspace: Workspace, view: View) -> None:
    with st.container(border=True):
        st.markdown("**The period for the board, as a file**")
        st.caption(f":material/visibility: {escaped(_words(workspace, view))}. Choose another view above.")
        ending = _ending()
        wanted = _wanted()
        if wanted.sections:
            _made(workspace, view, wanted, ending)
        else:
            st.caption("Choose at least one section.")


def _words(workspace: Workspace, view: View) -> str:
    """Return what the pack would show: period, persona, filters."""
    parts = [workspace.calendar.label(workspace.period(view)), persona_name(workspace.scorecard, view.persona)]
    parts += [f"{name.replace('_', ' ')}: {' or '.join(values)}" for name, values in sorted(view.filters.items())]
    return " · ".join(parts)


def _ending() -> Ending:
    chosen = st.segmented_control(
        "Format",
        list(FORMATS),
        default="pptx",
        required=True,
        format_func=lambda ending: f"{_ICONS[ending]} {FORMATS[ending].name}",
        key="board_pack.format",
        label_visibility="collapsed",
    )
    ending: Ending = chosen or "pptx"
    st.caption(FORMATS[ending].use)
    return ending


def _wanted() -> Wanted:
    sections = st.pills(
        "What is in it",
        list(Section),
        selection_mode="multi",
        default=list(Section),
        format_func=lambda section: section.heading,
        key="board_pack.sections",
    )
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        window = st.segmented_control(
            "Periods of a trend",
            list(WINDOWS),
            default=Wanted().window,
            required=True,
            key="board_pack.window",
        )
        forecasts = st.toggle("What is likely to come", value=True, key="board_pack.forecasts")
    chosen = tuple(each for each in Section if each in sections)
    return Wanted(sections=chosen, window=window or Wanted().window, forecasts=forecasts)


def _made(workspace: Workspace, view: View, wanted: Wanted, ending: Ending) -> None:
    """Draw the button that begins, the progress, or the file of exactly what is chosen now."""
    key = (seen(view), wanted, ending, workspace.state)
    asked: _Asked | None = st.session_state.get(_ASKED)
    if asked is None or asked.key != key:
        _button("Make the board pack", workspace, view, wanted, ending)
    elif running.is_running(asked.job):
        running.bar(asked.job, "board_pack")
    elif asked.job.error is not None:
        _failed(asked.job.error)
        _button("Make it again", workspace, view, wanted, ending)
    else:
        _download(asked.file, ending)


def _button(label: str, workspace: Workspace, view: View, wanted: Wanted, ending: Ending) -> None:
    st.button(
        label,
        icon=":material/auto_stories:",
        type="primary",
        key="board_pack.make",
        on_click=_begin,
        args=(workspace, view, wanted, ending),
    )


def _begin(workspace: Workspace, view: View, wanted: Wanted, ending: Ending) -> None:
    file = _File(made=datetime.now().astimezone())
    before: _Asked | None = st.session_state.get(_ASKED)
    if before is not None:
        before.job.cancel()
    work = partial(_work, workspace, view, wanted, ending, file)
    job = running.start(f"making the board pack as {FORMATS[ending].name}", work)
    st.session_state[_ASKED] = _Asked((seen(view), wanted, ending, workspace.state), job, file)


def _work(workspace: Workspace, view: View, wanted: Wanted, ending: Ending, file: _File, watch: Watch) -> None:  # noqa: PLR0913, PLR0917 -- bound one by one
    """Make the file; what it tells is told again at every question to the rows, so that each may stop it."""
    told = [Progress(step="gathering")]

    def tell(progress: Progress) -> None:
        told[0] = progress
        watch(progress)

    asking = workspace.again().watched(lambda: watch(told[0]))
    pack = board_pack(asking, view, wanted, made=file.made, watch=tell)
    tell(Progress(step=f"writing {FORMATS[ending].name}", share=_MADE_OF))
    content = report(pack, ending, file.made)
    file.name, file.content = file_name(pack, ending), content


def _failed(error: BaseException) -> None:
    if not isinstance(error, BscError):
        raise error
    failures.sentence(error)


def _download(file: _File, ending: Ending) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        files.download(
            f"Download {FORMATS[ending].name}",
            file.content,
            file.name,
            FORMATS[ending].mime,
            kind="primary",
            key="board_pack.download",
        )
        st.caption(f"{escaped(file.name)}, {len(file.content) / 1000:,.0f} kB, made on {moment(file.made)}")
