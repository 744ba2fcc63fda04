"""What the process remembers of the file between two changes, so that no page asks for it again."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from bsc.model.definitions import Scorecard
from bsc.model.notes import Note
from bsc.model.review import Review
from bsc.model.scenario import Scenario
from bsc.model.shape import DatasetShape
from bsc.model.tag import Tag
from bsc.store import shapes
from bsc.store.remarks import notes, reviews, scenarios, tags
from bsc.store.rollups import Rollup, rollups
from bsc.store.shapes import Rows
from bsc.store.shares import ShareLine, shares
from bsc.store.statements import text
from bsc.store.subscriptions import Sending, SubscriptionLine, last_sendings, subscription_lines
from bsc.store.told import NotificationLine, Told, notification_lines, told_lines


@dataclass(frozen=True, kw_only=True)
class Known:
    """The versions of rows and definitions, and what follows from them.

    `versions` says of every dataset how often its rows changed, `unique_keys` the columns by which its rows are one,
    `documents` holds the reviews by what each is kept as.
    """

    data_version: int
    definitions_version: int
    scorecard: Scorecard
    versions: Mapping[str, int] = field(default_factory=dict)
    shapes: dict[str, DatasetShape] = field(default_factory=dict)
    unique_keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    rollups: tuple[Rollup, ...] = ()
    notes: tuple[Note, ...] = ()
    scenarios: tuple[Scenario, ...] = ()
    documents: Mapping[str, Review] = field(default_factory=dict)
    tags: tuple[Tag, ...] = ()
    shares: tuple[ShareLine, ...] = ()
    subscriptions: tuple[SubscriptionLine, ...] = ()
    sendings: Mapping[tuple[str, str], Sending] = field(default_factory=dict)
    notifications: tuple[NotificationLine, ...] = ()
    told: tuple[Told, ...] = ()

    @cached_property
    def reviews(self) -> tuple[Review, ...]:
        """Return every review, the oldest first."""
        return tuple(self.documents.values())


def known(rows: Rows, before: Known | None, scorecard_at: Callable[[int], Scorecard]) -> Known:
    """Return what is to be remembered now; of what was known *before*, all that a change left as it is."""
    data_version, definitions_version = rows(text("versions"))[0]
    if before and before.definitions_version == definitions_version:
        scorecard = before.scorecard
    else:
        scorecard = scorecard_at(definitions_version) if definitions_version else Scorecard()
    kept: dict[str, Any] = {"rollups": rollups(rows), "notes": notes(rows), "scenarios": scenarios(rows)}
    kept |= {
        "documents": reviews(rows, before.documents if before else None),
        "tags": tags(rows),
        "shares": shares(rows),
    }
    kept |= {"subscriptions": tuple(subscription_lines(rows)), "sendings": last_sendings(rows)}
    kept |= {"notifications": notification_lines(rows), "told": told_lines(rows)}
    if before and (before.data_version, before.scorecard.datasets) == (data_version, scorecard.datasets):
        return replace(before, definitions_version=definitions_version, scorecard=scorecard, **kept)
    versions: dict[str, int] = dict(rows(text("versions_of_datasets")))
    return Known(
        data_version=data_version,
        definitions_version=definitions_version,
        scorecard=scorecard,
        versions=versions,
        shapes=_shapes(rows, before, scorecard, versions),
        unique_keys={dataset: tuple(columns) for dataset, columns in rows(text("unique_keys"))},
        **kept,
    )


def _shapes(
    rows: Rows, before: Known | None, scorecard: Scorecard, versions: Mapping[str, int]
) -> dict[str, DatasetShape]:
    """Return what the datasets hold: counted again where rows or definitions changed, or where the day lies there."""
    if before is None:
        return shapes.shapes(rows, scorecard)
    changed = {name for name, version in versions.items() if before.versions.get(name) != version}
    again = changed | shapes.redefined(before.scorecard, scorecard)
    again |= shapes.timed_by(scorecard, again)
    return shapes.shapes(rows, scorecard, {name: shape for name, shape in before.shapes.items() if name not in again})
