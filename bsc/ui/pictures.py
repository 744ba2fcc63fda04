"""A chart to take away as a file: one control for all charts; the file is made when it is asked for, and not before."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

import streamlit as st

from bsc.charts.pictures import STATUSES, Kind
from bsc.ui import controls, files, session
from bsc.views.contacts import persona_name
from bsc.views.dates import day

Make = Callable[[Sequence[str], Kind], bytes]  # of the lines under the title
_TYPES: Final[dict[Kind, str]] = {"png": "image/png", "svg": "image/svg+xml"}


def control(key: str, name: str, make: Make, *, statuses: bool = False) -> None:
    """Draw the choice of a kind of file, called *name*, that *make* makes; *statuses*: their signs are in the chart."""
    shown = st.popover(
        "Picture",
        icon=":material/image:",
        type="tertiary",
        width="content",
        key=f"picture.{key}",
        on_change="rerun",
    )
    if not shown.open:  # a page has many charts, and each file that is offered costs every run
        return
    about = (*(STATUSES if statuses else ()), source())
    with shown:
        for kind, mime in _TYPES.items():
            files.download(
                f"Download as {kind.upper()}",
                partial(make, about, kind),
                f"{name}.{kind}",
                mime,
                width="stretch",
                key=f"picture.{key}.{kind}",
            )


def source() -> str:
    """Return whose figures a page shows and how far data reaches: `Acme · All customers · data until 3 May 2026`."""
    workspace, view = session.workspace(), controls.view()
    last = workspace.last_day()
    filters = [f"{name.replace('_', ' ')}: {' or '.join(values)}" for name, values in sorted(view.filters.items())]
    parts = [
        workspace.scorecard.journey.name,
        workspace.calendar.label(workspace.period(view)),
        persona_name(workspace.scorecard, view.persona),
        *filters,
        f"data until {day(last)}" if last else "no data yet",
    ]
    return " · ".join(parts)
