"""The one sentence on top of the map: what needs attention first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from bsc.charts.figures import figure
from bsc.model.definitions import Level
from bsc.model.periods import Grain, Period
from bsc.model.view import View
from bsc.model.words import Status
from bsc.scoring.portions import Portion, why
from bsc.views.readings import Reading
from bsc.views.workspace import Workspace

LOOK_BACK = 12  # periods


@dataclass(frozen=True)
class Attention:
    """The sentence, the status that it speaks of, and the KPI and stage that it names (None where it names none)."""

    sentence: str
    status: Status
    kpi: str | None = None
    stage: str | None = None


def attention(workspace: Workspace, view: View, period: Period) -> Attention:
    """Return what needs attention first in *period*: the off-track KPI that costs the journey most, and since when.

    Looks at the pinned KPIs (at all when none is pinned). Without an off-track one it is the KPI at risk that costs
    most, then that all is on track, with what is missing.
    """
    asked = replace(view, period=workspace.calendar.name(period))
    return workspace.kept("attention", asked, lambda: _attention(workspace, view, period))


def _attention(workspace: Workspace, view: View, period: Period) -> Attention:
    readings = workspace.readings(view, period)
    watched = {kpi: seen for kpi, seen in readings.items() if seen.kpi.pinned} or readings
    portions = [portion for portion in why(workspace.tree(view, period)).portions if portion.kpi in watched]
    for status in (Status.OFF_TRACK, Status.AT_RISK):
        if worst := _worst(portions, status):
            return _named(workspace, view, watched[worst.kpi])
    return _nothing_wrong(list(watched.values()))


def _worst(portions: Iterable[Portion], status: Status) -> Portion | None:
    return max((portion for portion in portions if portion.status is status), key=lambda p: p.lost, default=None)


def _named(workspace: Workspace, view: View, reading: Reading) -> Attention:
    stage = workspace.stage(reading.stage).name
    what = f"{reading.kpi.name} ({stage}): {_held(reading, workspace.currency)}"
    if reading.status is Status.AT_RISK:
        sentence = f"Nothing is off track. Nearest to it: {what}."
    else:
        sentence = f"{what}, off track {_since(workspace, view, reading)}."
    return Attention(sentence, reading.status, reading.kpi.id, reading.stage)


def _held(reading: Reading, currency: str) -> str:
    value = figure(reading.value, reading.kpi.unit, currency)
    if reading.anchors is None:
        return value
    target, red_line = (
        _level(level, reading, currency) for level in (reading.anchors.target, reading.anchors.red_line)
    )
    return f"{value} against a target of {target}" + ("" if target == red_line else f" and a red line of {red_line}")


def _level(level: Level, reading: Reading, currency: str) -> str:
    ends = level if isinstance(level, tuple) else (level,)
    return " to ".join(figure(end, reading.kpi.unit, currency) for end in ends)


def _since(workspace: Workspace, view: View, reading: Reading) -> str:
    periods = workspace.calendar.last(reading.period, LOOK_BACK)
    past = workspace.series(view, [reading.kpi], periods)[reading.kpi.id]
    off_track = list(takewhile(lambda seen: seen.status is Status.OFF_TRACK, reversed(past)))
    if len(off_track) <= 1:
        on = "on" if reading.period.grain is Grain.DAY else "in"
        return f"{on} {workspace.calendar.label(reading.period)}, and not before" if _was_scored(past) else "now"
    if len(off_track) == len(past):
        return f"for {LOOK_BACK} {_plural(reading.period.grain)} or longer"
    return f"since {workspace.calendar.label(off_track[-1].period)}"


def _was_scored(past: Sequence[Reading]) -> bool:
    return len(past) > 1 and past[-2].points is not None


def _plural(grain: Grain) -> str:
    return f"{grain}s"


def _nothing_wrong(watched: Sequence[Reading]) -> Attention:
    if not watched:
        return Attention("No KPI is defined yet.", Status.NO_DATA)
    missing = _missing(watched)
    on_track = sum(seen.status is Status.ON_TRACK for seen in watched)
    if not on_track:
        waits = Status.NO_TARGET if any(seen.status is Status.NO_TARGET for seen in watched) else Status.NO_DATA
        return Attention(f"Nothing can be scored: {missing}.", waits)
    if missing:
        return Attention(f"All that is known is on track; {missing}.", Status.ON_TRACK)
    return Attention(f"All {on_track} KPIs are on track.", Status.ON_TRACK)


def _missing(watched: Sequence[Reading]) -> str:
    counts = {
        "data": sum(seen.status is Status.NO_DATA for seen in watched),
        "target": sum(seen.status is Status.NO_TARGET for seen in watched),
    }
    parts = [f"{count} of {len(watched)} KPIs have no {what}" for what, count in counts.items() if count]
    return " and ".join(parts)
