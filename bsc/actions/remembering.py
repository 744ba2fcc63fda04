"""What is known about a file beforehand: from its dataset, from earlier imports, and from what was said about such."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from bsc.intake import Hints, Table
from bsc.model.definitions import Dataset
from bsc.model.shape import Scale
from bsc.model.words import ColumnType
from bsc.store import RememberedMapping, Store
from bsc.store.placing import lookup_of_time

OF_ONE_FILE = frozenset({"period"})  # answers that say nothing about the next file
Place = tuple[str, str]  # a fingerprint of headers, and a dataset


@dataclass
class Beforehand:
    """What the store knows, and what came up in files that were read earlier in the same action.

    So a file of many is read as it would be if each of them were imported before the next is looked at.
    """

    store: Store
    _texts: dict[str, set[str]] = field(default_factory=dict)
    _scales: dict[str, dict[str, Scale]] = field(default_factory=dict)
    _known_before: dict[str, dict[str, Scale]] = field(default_factory=dict)
    _mappings: dict[Place, RememberedMapping] = field(default_factory=dict)

    def mapping(self, headers: Sequence[str], dataset: str) -> RememberedMapping:
        """Return what was said about files with these headers, or with the nearest to them, for *dataset*."""
        place = fingerprint(headers), dataset
        return self._mappings.get(place) or self.store.mapping(*place, headers)

    def hints(self, dataset: Dataset, said: RememberedMapping) -> Hints:
        """Return what the definition says, what is text in the rows that are there, and their units, with *said*."""
        shape = self.store.shape(dataset.id)
        texts = {c.name for c in shape.columns if c.type is ColumnType.TEXT} if shape else set()
        texts |= self._texts.get(dataset.id, set())
        own_time = None if lookup_of_time(dataset) else dataset.time
        lookups = [each for of in dataset.lookups.values() for each in ((of,) if isinstance(of, str) else of)]
        asked_for = {*dataset.columns, *dataset.key, *dataset.dimensions.values(), *lookups, *filter(None, [own_time])}
        return Hints(
            column_types={**dict.fromkeys(texts, ColumnType.TEXT), **dataset.columns},
            time=own_time,
            key=dataset.key,
            rename=said.rename,
            keep_personal=said.keep_personal | asked_for,
            timeless=own_time is None,
            units=self._units(dataset.id),
        )

    def learn(self, table: Table, dataset: str, said: RememberedMapping) -> None:
        """Let *table*, which is about to be imported, be known for the files that are read after it."""
        filled = [column for column in table.columns if column.kept and column.filled]
        self._texts.setdefault(dataset, set()).update(c.stored for c in filled if c.type is ColumnType.TEXT)
        units = self._units(dataset)
        for column in filled:
            units[column.stored] = _together(units.get(column.stored), column.scale)
        self._mappings[fingerprint(headers_of(table)), dataset] = lasting(said)

    def overtaken(self) -> list[str]:
        """Return the datasets whose imports hold another unit or range by now than when the files were read."""
        return [dataset for dataset, before in self._known_before.items() if self.store.scales(dataset) != before]

    def _units(self, dataset: str) -> dict[str, Scale]:
        if dataset not in self._scales:
            kept = self._known_before[dataset] = self.store.scales(dataset)
            self._scales[dataset] = dict(kept)
        return self._scales[dataset]


def lasting(said: RememberedMapping) -> RememberedMapping:
    """Return what of *said* holds for the next file with the same headers as well: not the period of this one."""
    return replace(said, answers={about: text for about, text in said.answers.items() if about not in OF_ONE_FILE})


def headers_of(table: Table) -> tuple[str, ...]:
    """Return the headers of *table*."""
    return tuple(column.name for column in table.columns)


def fingerprint(headers: Sequence[str]) -> str:
    """Return what is the same for two tables with the same headers, in whatever order."""
    return hashlib.sha256("\n".join(sorted(headers)).encode()).hexdigest()


def _together(before: Scale | None, now: Scale) -> Scale:
    if before is None or before.note != now.note:
        return now
    lows = [low for low in (before.low, now.low) if low is not None]
    highs = [high for high in (before.high, now.high) if high is not None]
    return Scale(now.note, min(lows, default=None), max(highs, default=None))
