"""What is known of one KPI that an initiative is meant to move, before anything is worked out."""

from collections.abc import Iterator
from dataclasses import dataclass

from bsc.insight.effects import AFTER, NEEDED
from bsc.model.definitions import Initiative, Kpi
from bsc.model.initiatives import Expected
from bsc.model.view import View
from bsc.model.words import Better, InitiativeState
from bsc.views.effects_compared import Both, both
from bsc.views.effects_series import Segment, Series, grain_of, segment_of, series_of
from bsc.views.effects_words import Wanted
from bsc.views.workspace import Workspace


@dataclass(frozen=True, kw_only=True)
class Known:
    """One KPI around an initiative: which way it is wanted to go, its values, and those of who did not get it."""

    kpi: Kpi
    wanted: Wanted | None
    series: Series
    segment: Segment | None
    rest: Series | None
    both: Both | None
    expected: Expected | None

    @property
    def enough(self) -> bool:
        """Return whether there is a way to go and as many values as a change needs."""
        return self.wanted is not None and self.series.before >= NEEDED and self.series.after >= AFTER


def known_of(workspace: Workspace, initiative: Initiative, kpi: Kpi) -> Known:
    """Return what is known of *kpi* around *initiative*: of whom it was for, and of those who did not get it."""
    segment = segment_of(workspace, initiative, kpi)
    series = series_of(workspace, initiative, kpi, segment.view if segment else View())
    rest = series_of(workspace, initiative, kpi, segment.rest) if segment and segment.rest else None
    expected = next((each for each in initiative.expected if each.kpi == kpi.id), None)
    return Known(
        kpi=kpi,
        wanted=_wanted(kpi, series, expected),
        series=series,
        segment=segment,
        rest=rest,
        both=both(series, rest) if rest else None,
        expected=expected,
    )


def _wanted(kpi: Kpi, series: Series, expected: Expected | None) -> Wanted | None:
    """Return which way *kpi* was to go: as expected, else the better way, else towards the range that it is held to."""
    if expected:
        return "up" if expected.change > 0 else "down"
    if kpi.better is not Better.WITHIN:
        return "up" if kpi.better is Better.HIGHER else "down"
    known = [value for value in series.values[: series.begin] if value is not None]
    if not known or series.anchors is None or not isinstance(series.anchors.target, tuple):
        return None
    low, high = series.anchors.target
    level = sum(known) / len(known)
    return "up" if level < low else "down" if level > high else None


def others_of(workspace: Workspace, initiative: Initiative, known: Known) -> Iterator[Initiative]:
    """Yield the other initiatives that took effect on the KPI from three periods before on, for the same customers."""
    series, calendar = known.series, workspace.calendar
    first = calendar.period(initiative.since, grain_of(known.kpi))
    begin, end = (
        calendar.shifted(first, -AFTER).start,
        max(series.periods[-1].end if series.periods else first.end, first.end),
    )
    for each in workspace.scorecard.initiatives:
        if each.id == initiative.id or not each.moves(known.kpi) or not begin <= each.since < end:
            continue
        begun = each.effective is not None or each.state in {InitiativeState.RUNNING, InitiativeState.DONE}
        if begun and (known.both or not _apart(initiative, each)):
            yield each


def _apart(one: Initiative, other: Initiative) -> bool:
    """Return whether the two were for different customers."""
    return any(one.where[name] != other.where[name] for name in one.where.keys() & other.where.keys())
