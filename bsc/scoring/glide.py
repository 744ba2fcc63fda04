"""A glide path: a target that is reached step by step, so that every period knows what it owes on the way."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from bsc.model.definitions import Level, Target
from bsc.model.periods import Period
from bsc.scoring.judging import Anchors

EVERYBODY: Mapping[str, str] = MappingProxyType({})


def ramp(
    begin: Anchors,
    end: Anchors,
    periods: Sequence[Period],
    where: Mapping[str, str] = EVERYBODY,
    *,
    decimals: int | None = None,
) -> tuple[Target, ...]:
    """Return one target for each of *periods*, in a straight line: the first is *begin*, the last is *end*, exactly.

    Of n periods the one at place k owes begin + k / (n - 1) · (end - begin); a single one owes *end*. What lies between
    the ends is rounded to *decimals* (None: not at all) and never leaves them, so that the steps only go one way.
    """
    last = len(periods) - 1
    return tuple(
        _step(period, _between(begin, end, 1.0 if at == last else at / last, decimals), where)
        for at, period in enumerate(periods)
    )


def at_value(value: float, wanted: Anchors) -> Anchors | None:
    """Return anchors that *value* just meets, as far from their red line as *wanted* is; None for a range.

    It is where a ramp begins that starts from what is reached today.
    """
    if isinstance(wanted.target, tuple) or isinstance(wanted.red_line, tuple):
        return None
    return Anchors(value, value + (wanted.red_line - wanted.target))


def _step(period: Period, anchors: Anchors, where: Mapping[str, str]) -> Target:
    return Target(start=period.start, target=anchors.target, red_line=anchors.red_line, where=dict(where))


def _between(begin: Anchors, end: Anchors, share: float, decimals: int | None) -> Anchors:
    if share in (0.0, 1.0):
        return end if share else begin
    return Anchors(
        _level(begin.target, end.target, share, decimals), _level(begin.red_line, end.red_line, share, decimals)
    )


def _level(begin: Level, end: Level, share: float, decimals: int | None) -> Level:
    if isinstance(begin, tuple) and isinstance(end, tuple):
        low, high = (_number(old, new, share, decimals) for old, new in zip(begin, end, strict=True))
        return low, high
    if isinstance(begin, tuple) or isinstance(end, tuple):
        return end
    return _number(begin, end, share, decimals)


def _number(begin: float, end: float, share: float, decimals: int | None) -> float:
    exact = begin + share * (end - begin)
    told = exact if decimals is None else round(exact, decimals)
    return min(max(told, min(begin, end)), max(begin, end))
