"""What an import would store, and everything that it would not."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, Protocol

import streamlit as st

from bsc.intake import Column, Table
from bsc.intake.inspection import Proof
from bsc.store import Effect
from bsc.ui import failures, files
from bsc.ui.upload.files import WaitingFile
from bsc.views.csv_text import csv_text
from bsc.views.dates import days

_PROOFS_SHOWN: Final = 6
_NAMES_SHOWN: Final = 8


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


def facts(table: Table, further: int = 0) -> None:
    """Draw rows, period, columns, and how much was set apart; so many *further* lines the dataset cannot take."""
    kept = sum(each.kept for each in table.columns)
    left_out = len(table.columns) - kept
    said = {
        "Rows": f"{table.rows:,}",
        "Days": days(table.period),
        "Columns": f"{kept}" + (f" of {len(table.columns)}" if left_out else ""),
        "Lines set apart": f"{len(table.dropped):,}",
        "Rejected": f"{len(table.rejects) + further:,}",
    }
    figures(said)
    proofs(table.proofs)
    shown = set(map(str, table.proofs))
    for note in table.notes:
        if note not in shown:
            st.markdown(f":small[:orange[◆] {failures.escaped(note)}]")


def figures(said: Mapping[str, str]) -> None:
    """Draw *said*, label → figure, side by side."""
    with st.container(horizontal=True, gap="xsmall"):
        for label, value in said.items():
            with st.container(border=True, width="content", gap=None):
                st.caption(label, width="content")
                st.markdown(f"**{failures.escaped(value)}**", width="content")


def proofs(found: Sequence[Proof]) -> None:
    """Draw whether the kept rows add up to the totals that the file states itself, with both figures where not."""
    agree = list(dict.fromkeys(each.column for each in found if each.agrees))
    differ = [each for each in found if not each.agrees]
    if agree and not differ:
        proven = failures.escaped(_listed(agree))
        st.markdown(f":small[:green[●] The kept rows add up to the file's own totals: {proven}]")
    elif agree:
        st.markdown(f":small[:green[●] These totals agree: {failures.escaped(_listed(agree))}]")
    if differ:
        with st.container(border=True, gap="xsmall"):
            st.markdown(":orange[◆] **The kept rows do not add up to the file's own totals**")
            for each in differ[:_PROOFS_SHOWN]:
                st.markdown(f":small[{failures.escaped(str(each))}]")
            if len(differ) > _PROOFS_SHOWN:
                st.markdown(f":small[and {len(differ) - _PROOFS_SHOWN} more]")


def details(file: WaitingFile, table: Table, effect: Effect | None = None, *, folded: bool = False) -> None:
    """Draw columns, lines set apart and rejected cells; *folded* away until they are wanted.

    Of the lines that the dataset cannot take, a preview has the first ones; the import keeps all of them.
    """
    if folded:
        title = "Columns, lines set apart, rejected cells"
        with st.expander(title, type="compact", key=file.key("details")):
            _details(file, table, effect)
    else:
        _details(file, table, effect)


def _details(file: WaitingFile, table: Table, effect: Effect | None) -> None:
    cells: list[RejectedCell] = [*table.rejects, *(effect.rejects if effect else ())]
    count = len(table.rejects) + (effect.rejected if effect else 0)
    labels = ["Columns", f"Set apart ({len(table.dropped)})", f"Rejected ({count})"]
    what, apart, rejected = st.tabs(labels)
    with what:
        _columns(table)
    with apart:
        dropped(table.dropped)
    with rejected:
        rejects(cells, file.name, file.key("rejects"), of=count)


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names[:_NAMES_SHOWN]) + (
        f" and {len(names) - _NAMES_SHOWN} more" if len(names) > _NAMES_SHOWN else ""
    )


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


def rejects(cells: Sequence[RejectedCell], name: str, key: str, *, of: int | None = None) -> None:
    """Draw the cells that could not be read, with their download; *of* is how many there are, where these are fewer."""
    if not cells:
        st.caption("Every cell could be read.")
        return
    here = "All of them are here." if of in {None, len(cells)} else f"{len(cells):,} of {of:,} are here."
    st.caption(f"A rejected cell is left empty; a rejected row is left out. {here}")
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
    files.download(
        "Download the rejects",
        csv_text(["line", "column", "text", "reason"], rows),
        f"rejects of {name.removesuffix('.csv')}.csv",
        "text/csv",
        key=key,
    )
