"""Charts from a kept specification: authored and validated once, drawn again with other data at a hundredth of it."""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, Protocol

import pyarrow as pa
import streamlit as st

from bsc.charts.pictures import Kind, file_of, grid_of
from bsc.ui import pictures

Tables = Mapping[str, pa.Table]


class Chart(Protocol):
    """What charts return: something that writes itself down as a Vega-Lite specification."""

    def to_dict(self) -> dict[str, Any]:
        """Return the specification."""


def draw(  # noqa: PLR0913 -- what is drawn, what of, what it is called
    author: Callable[..., Chart],
    *options: str,
    tables: Tables,
    key: str,
    alt: str,
    title: str = "",
    statuses: bool = False,
) -> None:
    """Draw the chart that *author* makes of *options*, with its named *tables*; with a *title*, to be taken away too.

    The same author and options make the same specification, so that the browser changes the chart in place. A changed
    *alt* text begins it anew. *statuses*: the chart shows them, and its picture says what their signs mean.
    """
    drawn = specification(author, options)
    st.vega_lite_chart(spec={**drawn, "datasets": dict(tables)}, key=key, alt=alt)
    if title:
        pictures.control(key, file_name(title), partial(_picture, drawn, tables, title), statuses=statuses)


def grid(
    author: Callable[..., Chart], *options: str, panels: Sequence[tuple[str, Tables]], key: str, title: str
) -> None:
    """Draw the way to take away, in one picture, charts that `draw` has drawn: a title and tables each."""
    make = partial(_pictures, specification(author, options), panels, title)
    pictures.control(key, file_name(title), make, statuses=True)


def file_name(title: str) -> str:
    """Return *title* as the name of a file: letters, digits and hyphens alone."""
    return re.sub(r"\W+", "-", title.casefold()).strip("-")[:80] or "chart"


def _picture(drawn: dict[str, Any], tables: Tables, title: str, about: Sequence[str], kind: Kind) -> bytes:
    return file_of(drawn, _rows(tables), title, kind, about)


def _pictures(
    drawn: dict[str, Any], panels: Sequence[tuple[str, Tables]], title: str, about: Sequence[str], kind: Kind
) -> bytes:
    return grid_of(drawn, [(name, _rows(tables)) for name, tables in panels], title, kind, about)


def _rows(tables: Tables) -> dict[str, list[dict[str, object]]]:
    return {name: table.to_pylist() for name, table in tables.items()}


def specification(author: Callable[..., Chart], options: tuple[str, ...]) -> dict[str, Any]:
    """Return the specification that *author* writes for *options*, from memory after the first time."""
    return _kept(f"{author.__module__}.{author.__qualname__}", options, author)


@st.cache_resource(show_spinner=False)
def _kept(name: str, options: tuple[str, ...], _author: Callable[..., Chart]) -> dict[str, Any]:  # noqa: ARG001 -- the key
    return _author(*options).to_dict()
