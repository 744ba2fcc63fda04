"""The map to take away: one page to print, a picture, a table, and what other journey tools read."""

from functools import partial
from typing import Final

import streamlit as st

from bsc.exchange import formats
from bsc.model.view import View
from bsc.ui import files
from bsc.views.workspace import Workspace

_LABELS: Final[dict[formats.Ending, str]] = {
    "pdf": "PDF, one page to print",
    "png": "PNG",
    "svg": "SVG",
    "csv": "CSV, one row for each stage and persona",
    "ojf": "OpenJourney Format",
    "mmd": "Mermaid",
}


def downloads(workspace: Workspace, view: View) -> None:
    """Draw the choice of a format; the file is made when one of them is pressed, and not before."""
    shown = st.popover(
        "Download", icon=":material/download:", type="tertiary", width="content", key="map_files", on_change="rerun"
    )
    if not shown.open:
        return
    with shown:
        for ending, label in _LABELS.items():
            files.download(
                label,
                partial(formats.out, workspace, view, ending),
                f"journey_map.{ending}",
                formats.TYPES[ending],
                width="stretch",
                key=f"map_{ending}",
            )
        st.caption("CSV and OpenJourney Format come in again under Definitions, YAML.")
