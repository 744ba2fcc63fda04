"""Charts from a kept specification: authored and validated once, drawn again with other data at a hundredth of it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

import pyarrow as pa
import streamlit as st

Columns = Mapping[str, type]
Rows = Sequence[Mapping[str, object]]

_ARROW = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_()}


class Chart(Protocol):
    """What charts return: something that writes itself down as a Vega-Lite specification."""

    def to_dict(self) -> dict[str, Any]:
        """Return the specification."""


def draw(
    author: Callable[..., Chart],
    *options: str,
    tables: Mapping[str, tuple[Columns, Rows]],
    key: str,
    alt: str,
) -> None:
    """Draw the chart that *author* makes of *options*, with its named *tables* (columns and rows).

    The same author and options make the same specification, so that the browser changes the chart in place. A changed
    *alt* text begins it anew.
    """
    datasets = {name: table(columns, rows) for name, (columns, rows) in tables.items()}
    st.vega_lite_chart(spec={**specification(author, options), "datasets": datasets}, key=key, alt=alt)


def specification(author: Callable[..., Chart], options: tuple[str, ...]) -> dict[str, Any]:
    """Return the specification that *author* writes for *options*, from memory after the first time."""
    return _kept(f"{author.__module__}.{author.__qualname__}", options, author)


@st.cache_resource(show_spinner=False)
def _kept(name: str, options: tuple[str, ...], _author: Callable[..., Chart]) -> dict[str, Any]:  # noqa: ARG001 -- the key
    return _author(*options).to_dict()


def table(columns: Columns, rows: Rows) -> pa.Table:
    """Return *rows* with typed *columns*, so that an empty or all-empty column keeps its type."""
    return pa.table(
        {name: pa.array([row.get(name) for row in rows], type=_ARROW[kind]) for name, kind in columns.items()}
    )
