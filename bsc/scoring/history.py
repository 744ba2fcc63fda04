"""A draft target held against the KPI's own past."""

from collections.abc import Sequence
from dataclasses import dataclass

from bsc.model.words import Better
from bsc.scoring.judging import Anchors, met

PERIODS = 12


@dataclass(frozen=True)
class TrackRecord:
    """How many (`met`) of the last periods with a value (`of`) met a target, and its place in the whole history.

    `percentile` is the share, 0–1, of all past values that fall short of the target; None without any.
    """

    met: int
    of: int
    percentile: float | None

    @property
    def too_easy(self) -> bool:
        """Return whether it was met in all of twelve periods: it tells nothing apart any more."""
        return self.met == self.of == PERIODS

    @property
    def too_hard(self) -> bool:
        """Return whether it was met in none of twelve periods: nothing in the record says that it can be."""
        return self.met == 0 and self.of == PERIODS


def met_in_last(
    values: Sequence[float | None], anchors: Anchors | Sequence[Anchors], better: Better, n: int = PERIODS
) -> TrackRecord:
    """Return how the target would have fared over *values*, oldest first; a period without a value counts nowhere.

    *anchors* may be one for each value, where periods owe different parts of the target.
    """
    held = [anchors] * len(values) if isinstance(anchors, Anchors) else anchors
    fared = [met(value, owed, better) for value, owed in zip(values, held, strict=True) if value is not None]
    recent = fared[-n:]
    return TrackRecord(sum(recent), len(recent), fared.count(False) / len(fared) if fared else None)
