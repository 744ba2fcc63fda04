"""The evidence on the arrows of the strategy map: whether an effect's KPI followed its cause's KPI in the data."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from bsc.insight.lags import Relation, TooLittle, Verdict, lagged
from bsc.model.definitions import Kpi, Objective, Scorecard
from bsc.model.periods import Grain, Period
from bsc.model.view import View
from bsc.model.words import Better, Kind
from bsc.views.forecast import SEASONS
from bsc.views.keeping import kept
from bsc.views.signals import HISTORY, KpiVariation, kpi_variation, variations
from bsc.views.unavailable import why_unavailable
from bsc.views.workspace import Workspace

_GRAINS: Final = tuple(Grain)  # from the shortest to the longest


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """What the data says of the arrow from the objective `cause` to `effect`, both by id.

    `kpis` are the KPIs that stand for both, None for an objective without one. `periods` are those that were compared,
    all of one `grain`, oldest first: a pair of the relation names its place among them.
    """

    cause: str
    effect: str
    kpis: tuple[Kpi | None, Kpi | None]
    grain: Grain
    periods: tuple[Period, ...]
    relation: Relation | TooLittle

    @property
    def verdict(self) -> Verdict:
        """Return what may be said of the arrow."""
        return self.relation.verdict


def evidence(workspace: Workspace, view: View) -> tuple[Evidence, ...]:
    """Return the evidence on every arrow, in the order of causes and of what they drive, up to the period of *view*.

    The last 36 months are compared under the filters of *view*, whatever its grain; quarters or years where a KPI is
    only counted so.
    """
    return kept(workspace, ("evidence on arrows",), lambda: _evidence(workspace, view), view)


def stands_for_cause(scorecard: Scorecard, objective: str) -> Kpi | None:
    """Return the KPI that tells how a cause moves: its leading one, pinned before others; else its pinned, else first.

    None without a KPI.
    """
    return min(
        _kpis(scorecard, objective), key=lambda kpi: (kpi.kind is not Kind.LEADING, not kpi.pinned), default=None
    )


def stands_for_effect(scorecard: Scorecard, objective: str) -> Kpi | None:
    """Return the KPI that tells how an effect moves: its pinned one, else its first lagging, else its first."""
    return min(
        _kpis(scorecard, objective), key=lambda kpi: (not kpi.pinned, kpi.kind is not Kind.LAGGING), default=None
    )


def expected(cause: Kpi, effect: Kpi) -> int:
    """Return the sign that the arrow claims: 1 when both KPIs rise together, −1 when one falls as the other rises.

    What is better for the cause shall be better for the effect; 0 where one of them is to stay within a range.
    """
    if Better.WITHIN in (cause.better, effect.better):
        return 0
    return 1 if cause.better is effect.better else -1


def arrows(scorecard: Scorecard) -> tuple[tuple[Objective, Objective], ...]:
    """Return cause and effect of every arrow."""
    known = {each.id: each for each in scorecard.objectives}
    return tuple((each, known[driven]) for each in scorecard.objectives for driven in each.drives)


def _kpis(scorecard: Scorecard, objective: str) -> list[Kpi]:
    return [kpi for kpi in scorecard.kpis if kpi.objective == objective]


def _evidence(workspace: Workspace, view: View) -> tuple[Evidence, ...]:
    look = _Look(workspace, view)
    return tuple(look.at(cause.id, effect.id) for cause, effect in arrows(workspace.scorecard))


class _Look:
    """A look at the arrows under one view: every KPI's series, by the grain that it is compared in."""

    def __init__(self, workspace: Workspace, view: View) -> None:
        self.workspace, self.view = workspace, view

    def at(self, cause: str, effect: str) -> Evidence:
        scorecard = self.workspace.scorecard
        kpis = stands_for_cause(scorecard, cause), stands_for_effect(scorecard, effect)
        grain = _grain([kpi for kpi in kpis if kpi])
        last = self._last(grain)
        both = [self._values(kpi, grain, last) for kpi in kpis]
        first = next((at for at, each in enumerate(zip(*both, strict=True)) if each != (None, None)), HISTORY)
        return Evidence(
            cause=cause,
            effect=effect,
            kpis=kpis,
            grain=grain,
            periods=tuple(self.workspace.calendar.last(last, HISTORY)[first:]),
            relation=self._relation(kpis, both[0][first:], both[1][first:], grain),
        )

    def _relation(
        self,
        kpis: tuple[Kpi | None, Kpi | None],
        cause: Sequence[float | None],
        effect: Sequence[float | None],
        grain: Grain,
    ) -> Relation | TooLittle:
        one, other = kpis
        if one is None or other is None:
            end = "cause" if one is None else "effect"
            return TooLittle(reason=f"the {end} has no KPI yet", count=0)
        if one.id == other.id:
            return TooLittle(reason="both objectives are told by the same KPI", count=0)
        for end, kpi in (("cause", one), ("effect", other)):
            if why := self._unavailable(kpi, grain):
                return TooLittle(reason=f"the {end} cannot be told here: {why}", count=0)
        return lagged(cause, effect, season=SEASONS.get(grain), sign=expected(one, other))

    def _last(self, grain: Grain) -> Period:
        """Return the last period of *grain* that the shown one reaches into."""
        return self.workspace.calendar.period(self.workspace.period(self.view).last_day, grain)

    def _varied(self, kpi: Kpi, grain: Grain) -> KpiVariation:
        """Return how *kpi* varies; months are asked for all KPIs at once, as other pages do."""
        last = self._last(grain)
        if grain is Grain.MONTH:
            return variations(self.workspace, self.view, last)[kpi.id]
        shown = replace(self.view, period=self.workspace.calendar.name(last), grain=grain)
        return kpi_variation(self.workspace, shown, kpi.id)

    def _values(self, kpi: Kpi | None, grain: Grain, last: Period) -> list[float | None]:
        periods = self.workspace.calendar.last(last, HISTORY)
        if kpi is None:
            return [None] * len(periods)
        varied = self._varied(kpi, grain)
        known = dict(zip(varied.periods, varied.values, strict=True))
        return [known.get(period) for period in periods]

    def _unavailable(self, kpi: Kpi, grain: Grain) -> str:
        reading = self.workspace.series(self.view, [kpi], [self._last(grain)])[kpi.id][0]
        return why_unavailable(self.workspace, self.view, reading)


def _grain(kpis: Sequence[Kpi]) -> Grain:
    """Return the grain that *kpis* are compared in: months, or longer where one of them is only counted so."""
    return max((Grain.MONTH, *(kpi.frequency for kpi in kpis)), key=_GRAINS.index)
