"""What needs attention, in one order: every KPI, dataset and initiative with a reason to look at it, as sentences.

The order is the one of the kinds, then what it costs the journey's score, then how much of the journey rests on it.
One KPI stands in it once, with all its reasons.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from bsc.model.definitions import Kpi
from bsc.model.periods import Period
from bsc.model.view import View
from bsc.model.words import Status
from bsc.scoring.portions import Portion, why
from bsc.views.attention_items import Item, in_order, kpi_item
from bsc.views.attention_reasons import Kind, Reason, gain, reasons
from bsc.views.attention_rest import Waiting, dataset_item, overdue_items, waiting_datasets
from bsc.views.attention_words import Moved, Watched, held
from bsc.views.readings import Reading
from bsc.views.signals import KpiVariation, variations
from bsc.views.workspace import Workspace

LOOK_BACK: Final = 12  # periods
_BEFORE_IT_IS_RED: Final = {Kind.WORSENING, Kind.CHANGED}


@dataclass(frozen=True)
class Attention:
    """What needs attention in a period: the headline, the status, KPI and stage that it speaks of, and the whole list.

    `gains` are the KPIs that have changed for the better, so that what worked is seen as well.
    """

    sentence: str
    status: Status
    kpi: str | None = None
    stage: str | None = None
    items: tuple[Item, ...] = ()
    gains: tuple[Item, ...] = ()


def attention(workspace: Workspace, view: View, period: Period) -> Attention:
    """Return what needs attention in *period* under *view*, what does so first at the head.

    Late data and overdue initiatives are today's: they are left out where an earlier period is looked at.
    """
    asked = replace(view, period=workspace.calendar.name(period))
    return workspace.kept("attention", asked, lambda: _Looked(workspace, view, period).attention())


@dataclass(frozen=True)
class _Looked:
    """The company in one period under one view."""

    workspace: Workspace
    view: View
    period: Period

    def attention(self) -> Attention:
        items = in_order([*self._kpi_items(), *self._other_items()])
        gains = in_order(self._gains({each.kpi for each in items}))
        first = next((each for each in items if each.kpi), None)
        if first and first.status is Status.OFF_TRACK:
            return Attention(first.headline, first.status, first.kpi, first.stage, items, gains)
        if first and first.kind in _BEFORE_IT_IS_RED:
            sentence = f"Nothing is off track. First: {first.headline}"
            return Attention(sentence, first.status, first.kpi, first.stage, items, gains)
        return replace(self._calm(), items=items, gains=gains)

    def _kpi_items(self) -> Iterator[Item]:
        for seen in self.watched.values():
            if found := self._reasons(seen):
                yield kpi_item(seen, found, self._stage(seen))

    def _reasons(self, seen: Watched) -> tuple[Reason, ...]:
        """Return the reasons of one KPI; one without data for want of a file is spoken of in the dataset's line."""
        found = tuple(
            reason
            for reason in reasons(seen, self.workspace.today)
            if self._is_latest or reason.kind is not Kind.OVERDUE
        )
        if not seen.data:
            return found
        if found and found[0].kind is Kind.NO_DATA:
            return ()
        late = Reason(Kind.LATE, f"Its data ({seen.data.label}): {seen.data.word.lower()}.")
        return tuple(sorted((*found, late), key=lambda reason: reason.kind.rank)) if found else ()

    def _other_items(self) -> Iterator[Item]:
        if self._is_latest:
            yield from (dataset_item(each, self.portions) for each in self.waiting)
            listed = {seen.reading.kpi.id for seen in self.watched.values() if self._reasons(seen)}
            yield from overdue_items(self.workspace, self.portions, listed)

    def _gains(self, listed: Collection[str | None]) -> Iterator[Item]:
        """Yield a line for each KPI that has changed for the better and is not *listed* for another reason."""
        for seen in self.watched.values():
            if (found := gain(seen)) and seen.reading.kpi.id not in listed:
                yield kpi_item(seen, (found,), self._stage(seen))

    def _stage(self, seen: Watched) -> str:
        return self.workspace.stage(seen.reading.stage).name

    @cached_property
    def watched(self) -> dict[str, Watched]:
        """Return every KPI by id, with what is known of it."""
        workspace = self.workspace
        kpis, periods = workspace.scorecard.kpis, workspace.calendar.last(self.period, LOOK_BACK)
        varied = variations(workspace, self.view, self.period)
        series = workspace.series(self.view, kpis, periods)
        return {kpi.id: self._watched(kpi, series[kpi.id], varied[kpi.id]) for kpi in kpis}

    def _watched(self, kpi: Kpi, past: Sequence[Reading], varied: KpiVariation) -> Watched:
        changed, levels = varied.changed, varied.variation.baselines
        return Watched(
            past=tuple(past),
            steady=tuple(varied.readings[levels[-1].first :] if levels else past),
            portion=self.portions[kpi.id],
            calendar=self.workspace.calendar,
            currency=self.workspace.currency,
            moved=Moved(changed.sentence, changed.better) if changed else None,
            usual=_usual(varied),
            initiatives=tuple(
                each for each in self.workspace.scorecard.initiatives if each.state.open and each.moves(kpi)
            ),
            data=next((each.line for each in self.waiting if kpi in each.kpis), None),
        )

    @cached_property
    def portions(self) -> dict[str, Portion]:
        """Return what every KPI brings to the journey's score and costs it, by id."""
        explained = why(self.workspace.tree(self.view, self.period))
        return {each.kpi: each for each in (*explained.portions, *explained.missing)}

    @cached_property
    def waiting(self) -> tuple[Waiting, ...]:
        """Return the datasets that wait for a file today; none where an earlier period is looked at."""
        return waiting_datasets(self.workspace) if self._is_latest else ()

    @cached_property
    def _is_latest(self) -> bool:
        return self.period >= self.workspace.default_period(self.period.grain)

    def _calm(self) -> Attention:
        """Return the headline where nothing is off track: the KPI at risk that costs most, else what is known."""
        readings = [seen.reading for seen in self.watched.values()]
        at_risk = [seen for seen in self.watched.values() if seen.reading.status is Status.AT_RISK]
        if not at_risk:
            return _all_that_is_known(readings)
        worst = max(at_risk, key=lambda seen: seen.portion.lost)
        sentence = (
            f"Nothing is off track. Nearest to it: {worst.reading.kpi.name} ({self._stage(worst)}): {held(worst)}."
        )
        return Attention(sentence, Status.AT_RISK, worst.reading.kpi.id, worst.reading.stage)


def _usual(varied: KpiVariation) -> tuple[float, float] | None:
    """Return the natural limits of the shown period; None where they are not known."""
    ends = [each[-1] if each else None for each in (varied.variation.low, varied.variation.high)]
    low, high = ends
    return None if low is None or high is None else (low, high)


def _all_that_is_known(readings: Sequence[Reading]) -> Attention:
    if not readings:
        return Attention("No KPI is defined yet.", Status.NO_DATA)
    missing = _missing(readings)
    on_track = sum(each.status is Status.ON_TRACK for each in readings)
    if not on_track:
        waits = Status.NO_TARGET if any(each.status is Status.NO_TARGET for each in readings) else Status.NO_DATA
        return Attention(f"Nothing can be scored: {missing}.", waits)
    if missing:
        return Attention(f"All that is known is on track; {missing}.", Status.ON_TRACK)
    return Attention(f"All {on_track} KPIs are on track.", Status.ON_TRACK)


def _missing(readings: Sequence[Reading]) -> str:
    counts = {
        "data": sum(each.status is Status.NO_DATA for each in readings),
        "target": sum(each.status is Status.NO_TARGET for each in readings),
    }
    parts = [f"{count} of {len(readings)} KPIs have no {what}" for what, count in counts.items() if count]
    return " and ".join(parts)
