"""The units of a dataset's columns, and what tells that one has changed from file to file."""

from bsc.model.shape import Scale
from bsc.store.shapes import Rows
from bsc.store.statements import text

_SHARE = 1.0  # the greatest value of a share of 0–1
_TIMES = 10  # a greatest value of so many times the earlier one is a percentage where shares were


def units_before(rows: Rows, dataset: str) -> dict[str, Scale]:
    """Return what the imports of *dataset* that count held in each column: its newest unit, and the range with it."""
    return {name: Scale(note, low, high) for name, note, low, high in rows(text("units_before"), [dataset])}


def changed(before: Scale, now: Scale) -> tuple[str, str] | None:
    """Return the unit before and now in words when they differ; None when they are the same.

    A share that was 0.12 and is 12 now has changed its unit although nothing names it.
    """
    if before.note != now.note and not _same_shares(before, now):
        return before.note or "no unit", now.note or "no unit"
    if before.note == now.note == "" and _became_percentages(before, now):
        return _range(before), _range(now)
    return None


def _same_shares(before: Scale, now: Scale) -> bool:
    """Return whether one says percent and the other nothing, and both are shares of 0–1 as they are stored."""
    return {before.note, now.note} == {"percent", ""} and _is_share(before) and _is_share(now)


def _is_share(scale: Scale) -> bool:
    return scale.low is not None and scale.high is not None and 0 <= scale.low <= scale.high <= _SHARE


def _became_percentages(before: Scale, now: Scale) -> bool:
    if not _is_share(before) or before.high in (0, 1) or now.high is None:
        return False
    return now.high > max(_SHARE, _TIMES * (before.high or 0))


def _range(scale: Scale) -> str:
    return f"{scale.low:,.4g} to {scale.high:,.4g}"
