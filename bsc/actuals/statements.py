"""The statements of this room: files of SQL whose blanks are filled with what `bsc.formula` wrote."""

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from string import Template
from typing import Any, Protocol


class Reader(Protocol):
    """Anything that answers a query with rows: the store."""

    def read(self, sql: str, parameters: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Return the rows that *sql* gives."""
        ...


@cache
def _template(name: str) -> Template:
    return Template(files("bsc.actuals").joinpath("sql", f"{name}.sql").read_text(encoding="utf-8"))


def statement(name: str, **blanks: str) -> str:
    """Return the statement of the file *name*, its blanks filled with SQL that was written from our own trees."""
    return _template(name).substitute(blanks)
