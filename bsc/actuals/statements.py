"""The statements of this room: files of SQL whose blanks are filled with what `bsc.formula` wrote."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from string import Template
from typing import Any, Protocol

from bsc.store.rollups import Rollup

Watch = Callable[[], None]  # looked at while a query runs; a BscError that it raises ends the query


class Reader(Protocol):
    """Anything that answers queries and knows what was prepared for them: the store.

    A *large* query reads most rows of a large dataset; few of them run at a time.
    """

    @property
    def whole(self) -> "Reader":
        """Return the one reader on which what is remembered hangs, however many handles there are on it."""
        ...

    def read(
        self, sql: str, parameters: Sequence[object] = (), *, watch: Watch | None = None, large: bool = False
    ) -> list[tuple[Any, ...]]:
        """Return the rows that *sql* gives."""
        ...

    def arrays(
        self, sql: str, parameters: Sequence[object] = (), *, watch: Watch | None = None, large: bool = False
    ) -> dict[str, Any]:
        """Return the columns that *sql* gives as arrays by name, masked where values are missing."""
        ...

    def versions(self) -> Mapping[str, int]:
        """Return for each dataset with rows of its own a number that changes with them."""
        ...

    def rollups(self) -> Sequence[Rollup]:
        """Return what was computed ahead."""
        ...

    def unique_keys(self) -> Mapping[str, tuple[str, ...]]:
        """Return the columns of the datasets that have each combination of their values once at most."""
        ...


@dataclass(frozen=True)
class Watched:
    """A reader each of whose queries *look* is called during."""

    reader: Reader
    look: Watch

    @property
    def whole(self) -> Reader:
        """Return the one reader on which what is remembered hangs."""
        return self.reader.whole

    def read(
        self, sql: str, parameters: Sequence[object] = (), *, watch: Watch | None = None, large: bool = False
    ) -> list[tuple[Any, ...]]:
        """Return the rows that *sql* gives."""
        return self.reader.read(sql, parameters, watch=watch or self.look, large=large)

    def arrays(
        self, sql: str, parameters: Sequence[object] = (), *, watch: Watch | None = None, large: bool = False
    ) -> dict[str, Any]:
        """Return the columns that *sql* gives as arrays by name."""
        return self.reader.arrays(sql, parameters, watch=watch or self.look, large=large)

    def versions(self) -> Mapping[str, int]:
        """Return the reader's versions."""
        return self.reader.versions()

    def rollups(self) -> Sequence[Rollup]:
        """Return what was computed ahead."""
        return self.reader.rollups()

    def unique_keys(self) -> Mapping[str, tuple[str, ...]]:
        """Return the reader's unique keys."""
        return self.reader.unique_keys()


@cache
def _template(name: str) -> Template:
    return Template(files("bsc.actuals").joinpath("sql", f"{name}.sql").read_text(encoding="utf-8"))


def statement(name: str, **blanks: str) -> str:
    """Return the statement of the file *name*, its blanks filled with SQL that was written from our own trees.

    `$calendar` stands for the days of periods.
    """
    return _template(name).substitute(blanks, calendar=_template("calendar").template)
