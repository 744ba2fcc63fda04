"""A first definition of a dataset, read off a file: what to ask the analyst to confirm, not what to believe."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Protocol

from bsc.model.shape import column_name
from bsc.model.words import ColumnType

_TIME_WORDS = ("day", "date", "tag", "jour", "created", "start", "time", "month", "week")
_DIMENSION_WORDS = (
    "channel",
    "campaign",
    "source",
    "medium",
    "country",
    "region",
    "persona",
    "segment",
    "device",
    "plan",
)
_MOST_DIMENSIONS = 4
_LONGEST_ID = 40


class FileColumn(Protocol):
    """What is known of a column of the file."""

    @property
    def name(self) -> str:
        """The header."""

    @property
    def type(self) -> ColumnType:
        """What it is read as."""

    @property
    def personal(self) -> bool:
        """Whether it names a person."""

    @property
    def examples(self) -> tuple[str, ...]:
        """Its first few different values."""


@dataclass(frozen=True)
class NewDataset:
    """A proposal: id, name, time column, the columns worth filtering by, and what makes a row unique."""

    id: str
    name: str
    time: str | None
    dimensions: dict[str, str]
    key: tuple[str, ...]


def proposal(file: str, columns: Sequence[FileColumn], taken: Collection[str]) -> NewDataset:
    """Return a dataset that rows under *columns* of *file* could go into; its id is none of *taken*."""
    stem = re.sub(r"\d{4}[-_]?\d{2}([-_]?\d{2})?", " ", PurePath(file).stem)
    stem = stem.strip(" -_.()") or "dataset"
    usable = [each for each in columns if not each.personal]
    return NewDataset(
        id=_free(column_name(stem)[:_LONGEST_ID].strip("_"), taken),
        name=re.sub(r"[\s_\-]+", " ", stem).strip().capitalize(),
        time=_time(usable),
        dimensions={column_name(name)[:_LONGEST_ID].strip("_"): name for name in _dimensions(usable)},
        key=_key(usable),
    )


def _free(wanted: str, taken: Collection[str]) -> str:
    if not re.match(r"[a-z]", wanted):
        wanted = f"d_{wanted}".strip("_")
    number = 2
    name = wanted
    while name in taken:
        name, number = f"{wanted}_{number}", number + 1
    return name


def _time(columns: Sequence[FileColumn]) -> str | None:
    dated = [each.name for each in columns if each.type in {ColumnType.DATE, ColumnType.TIMESTAMP}]
    return min(dated, key=_time_rank, default=None)


def _time_rank(header: str) -> int:
    """Return the place of the first word of `_TIME_WORDS` that begins a word of *header*; past them all when none."""
    ranks = [rank for rank, word in enumerate(_TIME_WORDS) if re.search(rf"\b{word}", header, re.IGNORECASE)]
    return min(ranks, default=len(_TIME_WORDS))


def _dimensions(columns: Sequence[FileColumn]) -> list[str]:
    texts = [each.name for each in columns if each.type is ColumnType.TEXT and each.examples and not _is_id(each.name)]
    return [name for name in texts if any(word in name.lower() for word in _DIMENSION_WORDS)][:_MOST_DIMENSIONS]


def _key(columns: Sequence[FileColumn]) -> tuple[str, ...]:
    """Return the one column that is named like a row's own id, or nothing: a wrong key would replace rows."""
    named = [each.name for each in columns if _is_id(each.name)]
    return (named[0],) if named and named[0] == columns[0].name else ()


def _is_id(header: str) -> bool:
    return re.search(r"(^|\b|_)ids?$", header, re.IGNORECASE) is not None
