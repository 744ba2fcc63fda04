"""What has become better and stayed so, what may stand behind it, and what others can take over from it."""

from collections.abc import Iterator
from dataclasses import dataclass
from statistics import fmean
from typing import Final

from bsc.charts.figures import figure
from bsc.insight.effects import Verdict
from bsc.insight.variation import Baseline
from bsc.model.definitions import Initiative, Kpi
from bsc.model.periods import Period
from bsc.model.view import View
from bsc.model.words import Better, InitiativeState
from bsc.scoring.judging import judge
from bsc.views.effects import KpiEffect, effects
from bsc.views.effects_words import moved
from bsc.views.forecast import SEASONS
from bsc.views.signals import KpiVariation, variations
from bsc.views.workspace import Workspace

LATEST: Final = 3  # values that still have to hold the level
LEFT: Final = 0.5  # of the move, in their mean
EARLIER: Final = 6  # periods from which on what took effect may stand behind a move
_BEGUN: Final = {InitiativeState.RUNNING, InitiativeState.DONE}


@dataclass(frozen=True, kw_only=True)
class Behind:
    """An initiative that took effect shortly before a KPI moved, and what is said of it and this KPI."""

    initiative: Initiative
    effect: KpiEffect

    @property
    def supported(self) -> bool:
        """Return whether what is known supports that it was the initiative."""
        return self.effect.verdict is Verdict.SUPPORTED


@dataclass(frozen=True, kw_only=True)
class Win:
    """A KPI that stands at a better level `since` a period: means before and since, points (0–100) that it gained.

    `gained` is None without a target. `behind` are the initiatives that may have done it: the supported ones first;
    `beside` those of the same time that are for its objective and name other KPIs.
    """

    kpi: Kpi
    where: str
    since: Period
    since_label: str
    held: int
    before: str
    after: str
    change: str
    gained: float | None
    behind: tuple[Behind, ...]
    beside: tuple[Initiative, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Adoption:
    """An initiative that takes over another one's practice, and whether it worked in a word; empty before it began."""

    initiative: Initiative
    word: str


@dataclass(frozen=True, kw_only=True)
class Practice:
    """What others can take over from an initiative, whether that worked where it was made, and who has adopted it."""

    initiative: Initiative
    verdict: Verdict | None
    word: str
    adoptions: tuple[Adoption, ...]


def wins(workspace: Workspace, view: View) -> tuple[Win, ...]:
    """Return the KPIs that have improved up to the period of *view* and stayed so, what gained most points first."""
    return workspace.kept("wins", view, lambda: _wins(workspace, view))


def practices(workspace: Workspace) -> tuple[Practice, ...]:
    """Return what can be taken over: of initiatives that worked first; kept as far as verdicts are."""
    found = [_practice(workspace, each) for each in workspace.scorecard.initiatives if each.practice]
    return tuple(sorted(found, key=lambda each: each.verdict is not Verdict.SUPPORTED))


def step(found: KpiVariation) -> tuple[float, float, Baseline] | None:
    """Return the mean before, the mean since, and the baseline of the level that a KPI's values stand at now.

    None where there was no move to another level, or where the last three values do not hold it: less than half of the
    move is left in their mean. Of a seasonal series the means are those of the same time of the year.
    """
    variation = found.variation
    if not variation.enough or len(variation.baselines) < 2 or not variation.baselines[-1].shifted:  # noqa: PLR2004 -- a move has two sides
        return None
    level, last = variation.baselines[-1], len(found.values) - 1
    before, after = _before(found, level, last), variation.mean[last]
    if before is None or after is None or not _held(found, level, after - before):
        return None
    return before, after, level


def _held(found: KpiVariation, level: Baseline, change: float) -> bool:
    """Return whether at least half of the move is left in the mean of the last values."""
    places = [at for at in range(level.first, len(found.values)) if found.values[at] is not None][-LATEST:]
    against = [
        (value - before)
        for at in places
        if (value := found.values[at]) is not None and (before := _before(found, level, at)) is not None
    ]
    return len(against) == LATEST and change != 0 and fmean(against) / change >= LEFT


def _before(found: KpiVariation, level: Baseline, at: int) -> float | None:
    """Return the mean of the level before, at the time of the year of the place *at*."""
    season = SEASONS.get(found.shown.grain, 1) if found.variation.seasonal else 1
    place = next((each for each in range(at, -1, -season) if each < level.first), level.first - 1)
    return found.variation.mean[place]


def _wins(workspace: Workspace, view: View) -> tuple[Win, ...]:
    found = variations(workspace, view, workspace.period(view))
    made = [win for kpi in workspace.scorecard.kpis if (win := _win(workspace, found[kpi.id]))]
    return tuple(sorted(made, key=lambda each: -(each.gained or 0.0)))


def _win(workspace: Workspace, found: KpiVariation) -> Win | None:
    kpi, moved_to = found.kpi, step(found)
    if moved_to is None or kpi.better is Better.WITHIN:
        return None
    before, after, level = moved_to
    if (after > before) != (kpi.better is Better.HIGHER) or _falls_back(found):
        return None
    since, objective = found.periods[level.first], workspace.objective_of(kpi)
    return Win(
        kpi=kpi,
        where=f"{workspace.stage(objective.stage).name} · {objective.perspective.label}",
        since=since,
        since_label=workspace.calendar.label(since),
        held=sum(value is not None for value in found.values[level.first :]),
        before=figure(before, kpi.unit, workspace.currency),
        after=figure(after, kpi.unit, workspace.currency),
        change=moved(after - before, kpi, workspace.currency),
        gained=_gained(found, before, after),
        behind=tuple(sorted(_behind(workspace, kpi, since), key=lambda each: not each.supported)),
        beside=tuple(
            each for each in _begun(workspace, since) if each.objective == kpi.objective and not each.moves(kpi)
        ),
    )


def _falls_back(found: KpiVariation) -> bool:
    """Return whether a signal says that the KPI gets worse again: then it does not stay at its level."""
    return found.changed is not None and found.changed.better is False


def _gained(found: KpiVariation, before: float, after: float) -> float | None:
    """Return how many points the level has now more than the one before would have, both held to today's target."""
    anchors, better = found.readings[-1].anchors, found.kpi.better
    points = [judge(value, anchors, better).points for value in (before, after)]
    return None if points[0] is None or points[1] is None else points[1] - points[0]


def _behind(workspace: Workspace, kpi: Kpi, since: Period) -> Iterator[Behind]:
    """Yield the initiatives on *kpi* that took effect in the period in which it moved, or in the six before."""
    for each in _begun(workspace, since):
        if each.moves(kpi):
            effect = next(one for one in effects(workspace, each).effects if one.kpi.id == kpi.id)
            yield Behind(initiative=each, effect=effect)


def _begun(workspace: Workspace, since: Period) -> Iterator[Initiative]:
    first = workspace.calendar.shifted(since, -EARLIER).start
    for each in workspace.scorecard.initiatives:
        if each.state in _BEGUN and first <= each.since < since.end:
            yield each


def _practice(workspace: Workspace, initiative: Initiative) -> Practice:
    outcome = effects(workspace, initiative).outcome if initiative.state in _BEGUN else None
    return Practice(
        initiative=initiative,
        verdict=outcome.verdict if outcome else None,
        word=outcome.word if outcome else "",
        adoptions=tuple(
            Adoption(
                initiative=each,
                word=effects(workspace, each).outcome.word if each.state in _BEGUN else "",
            )
            for each in workspace.scorecard.initiatives
            if each.adopts == initiative.id
        ),
    )
