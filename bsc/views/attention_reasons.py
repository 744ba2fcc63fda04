"""Why one KPI needs attention: every reason with its kind and its sentence, from readings alone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise, takewhile
from typing import Final

from bsc.model.editing import joined, number_of
from bsc.model.periods import Grain
from bsc.model.words import Status
from bsc.scoring.history import PERIODS
from bsc.scoring.judging import Anchors, attainment
from bsc.views.attention_words import (
    Watched,
    cases,
    in_a_row,
    is_overdue,
    last_known,
    limits,
    named,
    number_of_points,
    overdue,
    record_in_force,
)
from bsc.views.readings import Reading

FEWEST: Final = 8  # periods with a value before a record says anything about luck
OFTEN: Final = 1 / 3  # of the periods missed: then a target that is met may be met by luck
BY_CHANCE: Final = 0.2  # a row of met targets that is less likely than this, at the rate so far, is more than luck
_FALLS: Final = 3  # readings in a row, each with fewer points than the one before
_GRAINS: Final = list(Grain)
_SHOWN: Final = 4  # values of a fall that are written out


class Kind(StrEnum):
    """Why something needs attention, in the order in which it does."""

    OFF_TRACK_CHANGED = "off track and changed"
    OFF_TRACK = "off track"
    WORSENING = "at risk and getting worse"
    CHANGED = "changed for the worse"
    LUCK = "on track by luck"
    LATE = "data late"
    NO_DATA = "no data"
    OVERDUE = "initiative overdue"
    NEVER_MET = "target never met"
    TOO_EASY = "target too easy"
    NO_TARGET = "no target"
    NO_ACTION = "red without an action"
    GAIN = "changed for the better"

    @property
    def rank(self) -> int:
        """Return its place among the kinds, from 0."""
        return _RANKS[self]


_RANKS: Final = {kind: rank for rank, kind in enumerate(Kind)}


@dataclass(frozen=True)
class Reason:
    """One reason, with the sentence that says what, how much and since when."""

    kind: Kind
    sentence: str


def reasons(seen: Watched, today: date) -> tuple[Reason, ...]:
    """Return why the KPI needs attention, the first reason first; empty when it does not."""
    found = list(_reasons(seen, today))
    if found:
        found.extend(
            Reason(Kind.OVERDUE, f"{named(each, due=False)} {overdue(each)}")
            for each in seen.initiatives
            if is_overdue(each, today)
        )
    return tuple(sorted(found, key=lambda reason: reason.kind.rank))


def gain(seen: Watched) -> Reason | None:
    """Return that the KPI has changed for the better; None when it has not."""
    return Reason(Kind.GAIN, seen.moved.sentence) if seen.moved and seen.moved.better else None


def _reasons(seen: Watched, today: date) -> Iterator[Reason]:
    match seen.reading.status:
        case Status.OFF_TRACK:
            yield from _off_track(seen, today)
            yield from _met_always_or_never(seen)
        case Status.AT_RISK:
            yield from _at_risk(seen)
            yield from _met_always_or_never(seen)
        case Status.ON_TRACK:
            yield from _on_track(seen)
            yield from _met_always_or_never(seen)
        case Status.NO_DATA if seen.reading.actual.available and not _is_finer(seen.reading):
            yield Reason(Kind.NO_DATA, last_known(seen))
        case Status.NO_TARGET if not seen.reading.kpi.targets:
            yield from _untargeted(seen)
        case _:
            return


def _off_track(seen: Watched, today: date) -> Iterator[Reason]:
    changed = seen.moved is not None and seen.moved.better is not True
    said = [f"It costs the journey {number_of_points(seen.portion.lost)}."]
    if seen.reading.too_few:
        said.append(f"{cases(seen)} are too few to call it.")
    if seen.moved:
        said.append(f"{'For the better: ' if seen.moved.better else ''}{seen.moved.sentence}")
    if in_time := [each for each in seen.initiatives if not is_overdue(each, today)]:
        said.append(f"{joined([named(each) for each in in_time])} {'is' if len(in_time) == 1 else 'are'} to move it.")
    yield Reason(Kind.OFF_TRACK_CHANGED if changed else Kind.OFF_TRACK, " ".join(said))
    if not seen.initiatives:
        yield Reason(Kind.NO_ACTION, "No initiative is to move it.")


def _at_risk(seen: Watched) -> Iterator[Reason]:
    worse, falling = seen.moved is not None and seen.moved.better is False, _falling(seen.past, seen.reading)
    said = [f"It costs the journey {number_of_points(seen.portion.lost)}."]
    if falling:
        values = [seen.words(each.value) for each in falling]
        shown = " → ".join(values if len(values) <= _SHOWN else [values[0], "…", *values[-2:]])
        said.append(f"It got worse {number_of(len(values) - 1, 'time')} in a row: {shown}.")
    if worse and seen.moved:
        said.append(seen.moved.sentence)
    if worse or falling:
        yield Reason(Kind.WORSENING, " ".join(said))


def _on_track(seen: Watched) -> Iterator[Reason]:
    if seen.moved and seen.moved.better is False:
        yield Reason(Kind.CHANGED, seen.moved.sentence)
    elif seen.moved is None and not seen.reading.partial and (luck := _luck(seen)):
        yield Reason(Kind.LUCK, luck)


def _untargeted(seen: Watched) -> Iterator[Reason]:
    yield Reason(Kind.NO_TARGET, "It has no target, so nothing says whether that is good.")
    if seen.moved and seen.moved.better is False:
        yield Reason(Kind.CHANGED, seen.moved.sentence)


def _luck(seen: Watched) -> str:
    """Return why meeting the target was luck, as a sentence; empty when it was not."""
    if seen.reading.too_few:
        return f"{cases(seen)} are too few to call it: it may as well be off track."
    fared = record_in_force(seen.steady, seen.reading)
    missed = fared.of - fared.met
    if fared.of < FEWEST or missed < OFTEN * fared.of or (fared.met / fared.of) ** in_a_row(seen) < BY_CHANCE:
        return ""
    usual = "" if seen.usual is None else f": it usually lies between {limits(seen, seen.usual)}"
    return (
        f"The target was missed in {missed} of the last {number_of(fared.of, seen.reading.period.grain)}, "
        f"and nothing says that it has changed{usual}."
    )


def _met_always_or_never(seen: Watched) -> Iterator[Reason]:
    fared, grain = record_in_force(seen.past, seen.reading), seen.reading.period.grain
    if fared.of < PERIODS:
        return
    if fared.met == 0:
        yield Reason(Kind.NEVER_MET, f"The target was met in none of the last {number_of(fared.of, grain)}.")
    elif fared.met == fared.of and not (seen.moved and seen.moved.better is False):
        met = f"The target was met in {fared.met} of the last {number_of(fared.of, grain)}"
        yield Reason(Kind.TOO_EASY, f"{met}: it may be too easy.")


def _is_finer(reading: Reading) -> bool:
    """Return whether the period is shorter than those that the KPI is judged by: a day may well be without a value."""
    return _GRAINS.index(reading.period.grain) < _GRAINS.index(reading.kpi.frequency)


def _falling(past: Sequence[Reading], shown: Reading) -> list[Reading]:
    """Return the whole periods up to the shown one over which the KPI got worse each time; empty for fewer than 3.

    All are held to the target of *shown*: values that stay behind a target that rises do not get worse.
    """
    whole = [(each, _worth(each, shown)) for each in past if not each.partial]
    back = list(takewhile(lambda each: each[1] is not None and not each[0].actual.stale, reversed(whole)))
    count = 1 + sum(1 for _ in takewhile(lambda pair: (pair[0][1] or 0) < (pair[1][1] or 0), pairwise(back)))
    return [each for each, _ in reversed(back[:count])] if count >= _FALLS else []


def _worth(reading: Reading, shown: Reading) -> float | None:
    """Return the points, not cut off, that *reading* has where it is held to the target in force for *shown*."""
    if reading.value is None or reading.owed is None or shown.target is None:
        return None
    return attainment(reading.value, Anchors.of(shown.target).scaled(reading.owed), reading.kpi.better)
