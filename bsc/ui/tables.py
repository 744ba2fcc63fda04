"""Rows as Arrow tables, which Streamlit sends as they are: anything else is made into a data frame first, each time."""

from collections.abc import Mapping, Sequence

import pyarrow as pa

Columns = Mapping[str, type]
Rows = Sequence[Mapping[str, object]]

_ARROW = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_()}


def table(columns: Columns, rows: Rows) -> pa.Table:
    """Return *rows* with typed *columns*, so that an empty or all-empty column keeps its type."""
    return pa.table(
        {name: pa.array([row.get(name) for row in rows], type=_ARROW[kind]) for name, kind in columns.items()}
    )


def texts(columns: Mapping[str, Sequence[str]]) -> pa.Table:
    """Return *columns* of text."""
    return pa.table({name: pa.array(values, type=pa.string()) for name, values in columns.items()})
