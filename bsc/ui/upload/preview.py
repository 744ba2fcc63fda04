"""What an import would store, and everything that it would not."""

from collections.abc import Iterable, Sequence
from typing import Protocol

import streamlit as st

from bsc.intake import Column, Table
from bsc.ui import failures
from bsc.ui.upload.files import WaitingFile
from bsc.views.csv_text import csv_text
from bsc.views.dates import days


class SetApart(Protocol):
    """A line or cell that is not stored."""

    @property
    def line(self) -> int | None:
        """The physical line, from 1."""

    @property
    def reason(self) -> str:
        """Why."""

    @property
    def text(self) -> str:
        """What stood there."""


class RejectedCell(SetApart, Protocol):
    """A cell that could not be read; with column "" a whole row."""

    @property
    def column(self) -> str:
        """The header."""


def facts(table: Table, further: Sequence[RejectedCell] = ()) -> None:
    """Draw rows, period, columns, and how much was set apart; *further* rejects are the dataset's own."""
    kept = sum(each.kept for each in table.columns)
    left_out = len(table.columns) - kept
    said = {
        "Rows": f"{table.rows:,}",
        "Days": days(table.period),
        "Columns": f"{kept}" + (f" of {len(table.columns)}" if left_out else ""),
        "Lines set apart": f"{len(table.dropped):,}",
        "Rejected": f"{len(table.rejects) + len(further):,}",
    }
    with st.container(horizontal=True, gap="xsmall"):
        for label, value in said.items():
            with st.container(border=True, width="content", gap=None):
                st.caption(label, width="content")
                st.markdown(f"**{failures.escaped(value)}**", width="content")
    for note in table.notes:
        st.markdown(f":orange[◆] {failures.escaped(note)}")


def details(file: WaitingFile, table: Table, further: Sequence[RejectedCell] = ()) -> None:
    """Draw columns, lines set apart and rejected cells, all of them."""
    cells = [*table.rejects, *further]
    labels = ["Columns", f"Set apart ({len(table.dropped)})", f"Rejected ({len(cells)})"]
    what, apart, rejected = st.tabs(labels)
    with what:
        _columns(table)
    with apart:
        dropped(table.dropped)
    with rejected:
        rejects(cells, file.name, file.key("rejects"))


def _columns(table: Table) -> None:
    st.dataframe(
        {
            "Column": [each.name for each in table.columns],
            "In formulas": [each.stored if each.kept else "" for each in table.columns],
            "Read as": [_kind(each) for each in table.columns],
            "Examples": [" · ".join(each.examples) if each.kept else "" for each in table.columns],
            "Sum": [f"{table.sums[each.name]:,.10g}" if _adds_up(table, each) else "" for each in table.columns],
        },
        hide_index=True,
        height="auto",
    )


def _adds_up(table: Table, column: Column) -> bool:
    return column.addable and column.name in table.sums


def _kind(column: Column) -> str:
    if not column.kept:
        return "left out: personal"
    notes = [*([column.note] if column.note else []), *(["personal"] if column.personal else [])]
    return f"{column.type.value} ({', '.join(notes)})" if notes else column.type.value


def dropped(lines: Sequence[SetApart]) -> None:
    """Draw the lines that are not data, and why."""
    if not lines:
        st.caption("Every line below the header is data.")
        return
    st.caption("Totals, footers and other lines that are not data. They are not stored; nothing else is missing.")
    st.dataframe(
        {
            "Line": [each.line for each in lines],
            "Why": [each.reason for each in lines],
            "Text": [each.text for each in lines],
        },
        hide_index=True,
        height="auto",
    )


def rejects(cells: Sequence[RejectedCell], name: str, key: str) -> None:
    """Draw the cells that could not be read, all of them, with their download."""
    if not cells:
        st.caption("Every cell could be read.")
        return
    st.caption("A rejected cell is left empty; a rejected row is left out. All of them are here.")
    st.dataframe(
        {
            "Line": [each.line for each in cells],
            "Column": [each.column or "whole row" for each in cells],
            "Text": [each.text for each in cells],
            "Why": [each.reason for each in cells],
        },
        hide_index=True,
        height="auto",
    )
    download(cells, name, key)


def download(cells: Iterable[RejectedCell], name: str, key: str) -> None:
    """Draw the download of rejected cells as a spreadsheet that runs nothing."""
    rows = [(each.line, each.column, each.text, each.reason) for each in cells]
    st.download_button(
        "Download the rejects",
        csv_text(["line", "column", "text", "reason"], rows),
        f"rejects of {name.removesuffix('.csv')}.csv",
        "text/csv",
        key=key,
        icon=":material/download:",
        on_click="ignore",
    )
