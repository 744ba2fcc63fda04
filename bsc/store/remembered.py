"""What a store answers from what the process remembers of the file: without a query."""

from abc import ABC
from collections.abc import Mapping

from bsc.model.notes import Note
from bsc.model.review import Review
from bsc.model.scenario import Scenario
from bsc.model.shape import DatasetShape
from bsc.model.tag import Tag
from bsc.store.known import Known
from bsc.store.rollups import Rollup
from bsc.store.shares import ShareLine
from bsc.store.subscriptions import Sending, SubscriptionLine
from bsc.store.told import NotificationLine, Told


class Remembered(ABC):
    """The part of a store that asks nothing: every change has it remembered anew."""

    _known: Known

    def data_version(self) -> int:
        """Return a number that changes with every import and undo."""
        return self._known.data_version

    def definitions_version(self) -> int:
        """Return the number of the newest version of the definitions; 0 when there is none."""
        return self._known.definitions_version

    def shape(self, dataset_id: str) -> DatasetShape | None:
        """Return what the dataset holds; None when no import of it counts."""
        return self.shapes().get(dataset_id)

    def shapes(self) -> dict[str, DatasetShape]:
        """Return what every dataset holds that has an import that counts."""
        return self._known.shapes

    def versions(self) -> Mapping[str, int]:
        """Return for each dataset that ever had rows a number that changes with them."""
        return self._known.versions

    def unique_keys(self) -> Mapping[str, tuple[str, ...]]:
        """Return for each dataset that is replaced by its key the columns by which every row that counts is one."""
        return self._known.unique_keys

    def notes(self) -> tuple[Note, ...]:
        """Return the notes, the oldest day first; withdrawn ones are left out."""
        return self._known.notes

    def scenarios(self) -> tuple[Scenario, ...]:
        """Return the scenarios, the oldest first."""
        return self._known.scenarios

    def reviews(self) -> tuple[Review, ...]:
        """Return the reviews by the day on which they were held, the oldest first."""
        return self._known.reviews

    def tags(self) -> tuple[Tag, ...]:
        """Return the comments that were put to touchpoints, the oldest first."""
        return self._known.tags

    def shares(self) -> tuple[ShareLine, ...]:
        """Return the share links with what is kept of their secrets, the newest first; expired and revoked ones too."""
        return self._known.shares

    def subscriptions(self) -> tuple[SubscriptionLine, ...]:
        """Return who is sent a digest, the oldest first."""
        return self._known.subscriptions

    def sendings(self) -> Mapping[tuple[str, str], Sending]:
        """Return by subscription's id and destination the newest attempt at what was due last."""
        return self._known.sendings

    def notifications(self) -> tuple[NotificationLine, ...]:
        """Return who is told of what has come about, the oldest first."""
        return self._known.notifications

    def told(self) -> tuple[Told, ...]:
        """Return what every notification has told, or is to tell, of the events that hold; the first seen first."""
        return self._known.told

    def rollups(self) -> tuple[Rollup, ...]:
        """Return every rollup with its touched days; its tables may be gone when they are read."""
        return self._known.rollups
