"""Which of a dataset's columns stand for those that a KPI of the library counts, and how sure that is."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bsc.model.library import Library, LibraryColumn, LibraryKpi
from bsc.model.words import ColumnType

SURE = 0.3  # mean of 1, 1/2, 1/3, … for the first, second, third name that a column may have
_LOOKED_UP = 0.5  # a column of a looked-up dataset: that one is asked rather
_UNIT = re.compile(r"_[a-z]{1,4}$")  # `cost_eur`, `created_utc`, `load_time_s`
_NUMBERS = frozenset({ColumnType.INTEGER, ColumnType.NUMBER})
_DAYS = frozenset({ColumnType.DATE, ColumnType.TIMESTAMP})

Columns = Mapping[str, ColumnType | None]


@dataclass(frozen=True, kw_only=True)
class Fit:
    """A dataset beside a KPI of the library: its `columns` that were recognised, by the library's, and what it lacks.

    `likeness` (0–1): how surely its columns are those that are meant; 0 where one is lacking.
    """

    dataset: str
    columns: Mapping[str, str]
    lacking: tuple[str, ...]
    likeness: float

    @property
    def is_sure(self) -> bool:
        """Return whether every column was recognised by a name that leaves little doubt."""
        return self.likeness >= SURE


def fit(library: Library, kpi: LibraryKpi, dataset: str, columns: Columns) -> Fit:
    """Return how *dataset*, which has *columns* (name → type, None where it is not known), fits *kpi*."""
    known = _by_plain_name(columns)
    found: dict[str, str] = {}
    likeness = []
    for needed in library.needs(kpi):
        if recognised := _recognised(library.columns[needed], needed, known, columns, set(found.values())):
            found[needed] = recognised[0]
            likeness.append(recognised[1])
    lacking = tuple(each for each in library.needs(kpi) if each not in found)
    mean = 0.0 if lacking else sum(likeness) / len(likeness)
    return Fit(dataset=dataset, columns=found, lacking=lacking, likeness=mean)


def is_of_type(kind: ColumnType | None, wanted: ColumnType) -> bool:
    """Return whether a column of type *kind* can stand for one of type *wanted*."""
    if kind is None:
        return True
    for alike in (_NUMBERS, _DAYS):
        if wanted in alike:
            return kind in alike
    return wanted is ColumnType.TEXT or kind is wanted


def said(looked_for: str, column: LibraryColumn, values: tuple[str, ...]) -> str:
    """Return what *values* of a dataset's column say for the word *looked_for*; empty when none of them does.

    Without values, what systems mostly write.
    """
    written = column.values[looked_for]
    if not values:
        return written[0]
    known = {value.casefold(): value for value in values}
    return next((known[each.casefold()] for each in written if each.casefold() in known), "")


def _by_plain_name(columns: Columns) -> dict[str, list[str]]:
    """Return the columns by their own name, then by that without its unit; a looked-up dataset's come last."""
    found: dict[str, list[str]] = {}
    for name in sorted(columns, key=lambda each: "." in each):
        own = name.rpartition(".")[2]
        for plain in dict.fromkeys((own, _UNIT.sub("", own))):
            found.setdefault(plain, []).append(name)
    return found


def _recognised(
    wanted: LibraryColumn, identity: str, known: Mapping[str, list[str]], columns: Columns, taken: set[str]
) -> tuple[str, float] | None:
    """Return the column that stands for *wanted* and how sure that is; None when none does."""
    for place, called in enumerate((*wanted.called, identity)):
        for name in known.get(called, ()):
            if name not in taken and is_of_type(columns[name], wanted.type):
                return name, (_LOOKED_UP if "." in name else 1.0) / (place + 1)
    return None
