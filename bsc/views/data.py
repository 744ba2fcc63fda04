"""Which dataset a file belongs to, and which of its columns the file lacks."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from bsc.intake.inspection import PERIOD_COLUMN
from bsc.model.definitions import Dataset, Scorecard
from bsc.model.shape import DatasetShape, column_name
from bsc.views.definitions import expected_columns

GOOD_MATCH = 0.6  # of a dataset's columns; below it a file is more likely another kind of export


@dataclass(frozen=True)
class Suggestion:
    """A dataset that a file may belong to, and the share (0–1) of the columns that match."""

    dataset: str
    label: str
    share: float


def suggestions(
    scorecard: Scorecard, shapes: Mapping[str, DatasetShape], headers: Sequence[str]
) -> tuple[Suggestion, ...]:
    """Return every dataset that a file with these *headers* can go into, the best match first.

    A dataset that holds rows is compared by all its columns, both ways; an empty one by the columns it names itself.
    """
    found = [_suggestion(each, shapes.get(each.id), headers) for each in scorecard.datasets if each.query is None]
    return tuple(sorted(found, key=lambda each: -each.share))


def _suggestion(dataset: Dataset, shape: DatasetShape | None, headers: Sequence[str]) -> Suggestion:
    given = {column_name(header) for header in headers}
    held = {column.name for column in shape.columns} if shape else set()
    wanted = held or {column_name(name) for name in expected_columns(dataset)}
    shared = len(given & wanted)
    share = 2 * shared / (len(given) + len(wanted)) if held else shared / len(wanted) if wanted else 0.0
    return Suggestion(dataset.id, dataset.label, share)


def missing_columns(dataset: Dataset, shape: DatasetShape | None, stored: Collection[str]) -> tuple[str, ...]:
    """Return the columns, by stored name, that *dataset* knows and a file with the columns *stored* lacks."""
    named = [column_name(name) for name in expected_columns(dataset)]
    held = [column.name for column in shape.columns] if shape else []
    dated = [column_name(dataset.time)] if dataset.time and PERIOD_COLUMN in stored else []
    return tuple(name for name in dict.fromkeys([*named, *held]) if name not in {*stored, *dated, PERIOD_COLUMN})
