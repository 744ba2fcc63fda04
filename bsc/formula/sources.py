"""What the columns of a query's sources are called, and which source a bare name belongs to."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bsc.errors import FormulaProblem, near_miss
from bsc.formula.tree import Column, Star
from bsc.formula.writing import Typed, quoted
from bsc.model.shape import ColumnShape, DatasetShape, column_name
from bsc.model.words import ColumnType


@dataclass(frozen=True)
class Given:
    """A column that a query gives: its stored name, the name that it was written by, its type if that is known."""

    name: str
    label: str
    type: ColumnType | None


Columns = tuple[Given, ...] | None  # None: not known before the first import


def columns_of(shape: DatasetShape | None) -> Columns:
    """Return the columns of a dataset's *shape*."""
    return None if shape is None else tuple(Given(column.name, column.label, column.type) for column in shape.columns)


def shape_of(dataset: str, columns: Columns) -> DatasetShape | None:
    """Return the shape of a derived dataset that gives *columns*; None while a type of them is not known."""
    if columns is None or any(column.type is None for column in columns):
        return None
    return DatasetShape(dataset, tuple(ColumnShape(each.name, each.label, each.type) for each in columns if each.type))


@dataclass(frozen=True)
class Sources:
    """The sources of one select by alias, in their order; `joined`: columns that `using` makes one."""

    columns: Mapping[str, Columns]
    joined: frozenset[str] = frozenset()

    def column(self, column: Column) -> Typed:
        """Return *column* as SQL with its type; raises FormulaProblem when no source has it, or several have."""
        if column.source is not None:
            return self._of(column.source.casefold(), column)
        homes = [alias for alias, columns in self.columns.items() if _found(columns, column.name)]
        if len(homes) > 1 and column_name(column.name) not in self.joined:
            seen = f"`{column.name}` stands in {' and '.join(f'`{alias}`' for alias in homes)}"
            raise FormulaProblem(seen, f"write {homes[0]}.{column.name}", position=column.at)
        if homes:
            return self._of(homes[0], column)
        if any(columns is None for columns in self.columns.values()):
            return Typed(quoted(column_name(column.name)), None)
        known = [each.name for columns in self.columns.values() for each in columns or ()]
        raise FormulaProblem(
            f"no source has a column `{column.name}`", near_miss(column_name(column.name), known), position=column.at
        )

    def has(self, name: str) -> bool:
        """Return whether a source is known to have a column of this bare name."""
        return any(_found(columns, name) for columns in self.columns.values())

    def starred(self, star: Star) -> Iterator[tuple[str, Given]]:
        """Yield each column that *star* stands for as SQL; raises FormulaProblem for an unknown source."""
        aliases = [self._alias(star.source, star.at)] if star.source else list(self.columns)
        seen: set[str] = set()
        for alias in aliases:
            for given in self.columns[alias] or ():
                if not (given.name in seen and given.name in self.joined):
                    seen.add(given.name)
                    yield f"{quoted(alias)}.{quoted(given.name)}", given

    def is_open(self, star: Star) -> bool:
        """Return whether *star* stands for columns that are not known yet."""
        aliases = [self._alias(star.source, star.at)] if star.source else list(self.columns)
        return any(self.columns[alias] is None for alias in aliases)

    def _of(self, alias: str, column: Column) -> Typed:
        columns = self.columns[self._alias(alias, column.at)]
        if columns is None:
            return Typed(f"{quoted(alias)}.{quoted(column_name(column.name))}", None)
        found = _found(columns, column.name)
        if found is None:
            cure = near_miss(column_name(column.name), [each.name for each in columns])
            raise FormulaProblem(f"`{alias}` has no column `{column.name}`", cure, position=column.at)
        return Typed(f"{quoted(alias)}.{quoted(found.name)}", found.type)

    def _alias(self, alias: str, at: int) -> str:
        if alias.casefold() not in self.columns:
            raise FormulaProblem(f"the query has no source `{alias}`", near_miss(alias, self.columns), position=at)
        return alias.casefold()


def _found(columns: Columns, name: str) -> Given | None:
    wanted = column_name(name)
    return next((each for each in columns or () if each.name == wanted or each.label == name), None)
