"""The statements of this room: files of SQL whose blanks are filled with what `bsc.formula` wrote."""

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from string import Template
from typing import Any, Protocol

from bsc.store.rollups import Rollup


class Reader(Protocol):
    """Anything that answers queries and knows what was prepared for them: the store."""

    def read(self, sql: str, parameters: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Return the rows that *sql* gives."""
        ...

    def arrays(self, sql: str, parameters: Sequence[object] = ()) -> dict[str, Any]:
        """Return the columns that *sql* gives as arrays by name, masked where values are missing."""
        ...

    def data_version(self) -> int:
        """Return a number that changes with the rows."""
        ...

    def rollups(self) -> Sequence[Rollup]:
        """Return what was computed ahead."""
        ...

    def unique_keys(self) -> Mapping[str, tuple[str, ...]]:
        """Return the columns of the datasets that have each combination of their values once at most."""
        ...


@cache
def _template(name: str) -> Template:
    return Template(files("bsc.actuals").joinpath("sql", f"{name}.sql").read_text(encoding="utf-8"))


def statement(name: str, **blanks: str) -> str:
    """Return the statement of the file *name*, its blanks filled with SQL that was written from our own trees."""
    return _template(name).substitute(blanks)
