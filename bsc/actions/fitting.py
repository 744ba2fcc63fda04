"""Which dataset a recognised table fits: one that has its headers already, and under which names."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from bsc.intake.recognition import Recognition
from bsc.model.definitions import Dataset, Scorecard
from bsc.model.shape import DatasetShape, column_name
from bsc.store.placing import lookup_of_time

_ALIKE = 0.8  # of the columns on either side, for the headers to be called the same
_PARTLY = 0.5  # of the table's columns, for the dataset that an earlier file of the same export has made
_FEWEST = 4  # columns that a dataset without rows must state to be known by them


@dataclass(frozen=True, kw_only=True)
class Fitting:
    """A recognised table looking for its dataset: its kept headers, and whether the period that it states places it."""

    scorecard: Scorecard
    shapes: Mapping[str, DatasetShape]
    recognition: Recognition
    headers: Sequence[str]
    by_period: bool = False

    def dataset(self, wanted_id: str, *, by_headers: bool = True) -> Dataset | None:
        """Return the dataset that takes the table: the one called *wanted_id*, else, *by_headers*, the likest one."""
        held = [each for each in self.scorecard.datasets if each.query is None]
        for each in held:
            if each.id == wanted_id and self._is_placed(each) and self._share_of_table(each) >= _PARTLY:
                return each
        alike = {each.id: self._likeness(each) for each in held if by_headers and self._is_placed(each)}
        best = max(held, key=lambda each: alike.get(each.id, 0.0), default=None)
        return best if best and alike.get(best.id, 0.0) >= _ALIKE else None

    def _is_placed(self, dataset: Dataset) -> bool:
        """Return whether the table has what places its rows in *dataset*."""
        by_period = self.by_period and not dataset.key
        by_time = lookup_of_time(dataset) or (() if by_period else tuple(filter(None, [dataset.time])))
        names = {name for header in self.headers for name in self._names(header)}
        return names.issuperset(map(column_name, (*dataset.key, *by_time)))

    def _likeness(self, dataset: Dataset) -> float:
        """Return which share (0–1) of the columns the dataset and the table have in common, by the poorer side."""
        columns = self._columns(dataset)
        found = sum(1 for column in columns if any(column in self._names(header) for header in self.headers))
        if dataset.id in self.shapes:
            return min(found / max(len(columns), 1), self._share_of_table(dataset))
        return 1.0 if found == len(columns) >= _FEWEST else 0.0

    def _share_of_table(self, dataset: Dataset) -> float:
        columns = self._columns(dataset)
        return sum(1 for header in self.headers if self._names(header) & columns) / max(len(self.headers), 1)

    def _columns(self, dataset: Dataset) -> set[str]:
        placed = {column_name(dataset.time)} if dataset.time and self.by_period else set()
        return columns_of(dataset, self.shapes.get(dataset.id)) - placed

    def _names(self, header: str) -> set[str]:
        return {column_name(header), self.recognition.columns.get(header, column_name(header))}


def stored_names(
    recognition: Recognition, existing: Dataset | None, shapes: Mapping[str, DatasetShape]
) -> dict[str, str]:
    """Return the catalogue's name → the dataset's: the catalogue's own, unless *existing* uses that of the header."""
    known = columns_of(existing, shapes.get(existing.id)) if existing else set()
    return {
        name: column_name(header) if name not in known and column_name(header) in known else name
        for header, name in recognition.columns.items()
    }


def free_id(wanted: str, taken: Collection[str]) -> str:
    """Return *wanted*, with a number behind it where it is *taken*."""
    number, identity = 1, wanted
    while identity in taken:
        number += 1
        identity = f"{wanted}_{number}"
    return identity


def columns_of(dataset: Dataset, shape: DatasetShape | None) -> set[str]:
    """Return the stored names of the dataset's columns: those that it holds, else those that its definition states."""
    if shape is not None:
        return {column.name for column in shape.columns}
    time = lookup_of_time(dataset) or tuple(filter(None, [dataset.time]))
    stated = (*dataset.columns, *dataset.key, *dataset.dimensions.values(), *time)
    return set(map(column_name, stated))
