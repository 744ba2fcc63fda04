"""Did it work? Every KPI that an initiative is meant to move, before and since, and what may be said of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bsc.insight.effects import AFTER, NEEDED, Change, Verdict, change_since, counting
from bsc.model.definitions import Initiative, Kpi
from bsc.model.editing import joined, number_of
from bsc.model.initiatives import Expected
from bsc.model.periods import Grain
from bsc.model.words import InitiativeState
from bsc.views import effects_words as words
from bsc.views.dates import day
from bsc.views.effects_compared import Comparison, compared
from bsc.views.effects_known import Known, known_of, others_of
from bsc.views.effects_series import Series, grain_of
from bsc.views.effects_words import Wanted
from bsc.views.forecast import SEASONS
from bsc.views.keeping import kept
from bsc.views.workspace import Workspace

__all__ = ["Change", "Comparison", "Effects", "KpiEffect", "Outcome", "Verdict", "effects", "verdict_of"]


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What is said of an initiative in one word, with what must be said beside it, and a sentence for people."""

    verdict: Verdict
    word: str
    sentence: str


@dataclass(frozen=True, kw_only=True)
class KpiEffect:
    """One KPI that an initiative is meant to move. `wanted` is which way; None where neither is the better.

    `change` is what the KPI's own past tells; where there is a `comparison` with a change, the verdict is that one's.
    `others` took effect on the same KPI in the same time. `reason` says why it cannot be told or is too early.
    """

    kpi: Kpi
    grain: Grain
    currency: str
    wanted: Wanted | None
    verdict: Verdict
    reason: str
    sentence: str
    series: Series
    change: Change | None
    expected: Expected | None
    comparison: Comparison | None
    others: tuple[Initiative, ...]
    notes: tuple[str, ...]

    @property
    def told(self) -> Change | None:
        """Return the change that the verdict rests on: the one against the other segments where there is one."""
        compared = self.comparison.change if self.comparison else None
        return compared or self.change

    @property
    def counted(self) -> tuple[str, str]:
        """Return how many periods count before and since: `24 months`, `5 months`."""
        places = counting(self.series.values, self.series.begin)
        before = sum(place < self.series.begin for place in places)
        return number_of(before, self.grain), number_of(len(places) - before, self.grain)

    @property
    def word(self) -> str:
        """Return the verdict with what must be said beside it."""
        shared = self.verdict is Verdict.SUPPORTED and self.others
        return f"{self.verdict}, with others at the same time" if shared else str(self.verdict)


@dataclass(frozen=True, kw_only=True)
class Effects:
    """An initiative and every KPI that it is meant to move, in the order of the scorecard."""

    initiative: Initiative
    outcome: Outcome
    effects: tuple[KpiEffect, ...]

    @property
    def verdict(self) -> Verdict:
        """Return the verdict on the whole."""
        return self.outcome.verdict


def effects(workspace: Workspace, initiative: Initiative) -> Effects:
    """Return what *initiative* did to each KPI that it is meant to move; kept."""
    return kept(workspace, ("effects", initiative.model_dump_json()), lambda: _effects(workspace, initiative))


def verdict_of(workspace: Workspace, initiative: Initiative) -> Outcome:
    """Return what is said of *initiative* as a whole; kept."""
    return effects(workspace, initiative).outcome


def _effects(workspace: Workspace, initiative: Initiative) -> Effects:
    known = [known_of(workspace, initiative, kpi) for kpi in workspace.scorecard.kpis if initiative.moves(kpi)]
    asked = _not_in_effect(workspace, initiative) is None
    among = max(sum(each.enough for each in known), 1) if asked else 0
    found = tuple(_effect(workspace, initiative, each, among) for each in known)
    return Effects(initiative=initiative, outcome=_outcome(found), effects=found)


def _effect(workspace: Workspace, initiative: Initiative, known: Known, among: int) -> KpiEffect:
    kpi, currency = known.kpi, workspace.currency
    by = (known.expected.by or initiative.due) if known.expected else None
    change, comparison = _worked_out(workspace, known, among)
    told = (comparison.change if comparison else None) or change
    others = tuple(others_of(workspace, initiative, known))
    verdict, reason = _verdict(workspace, initiative, known, told, by)
    against = comparison.others if comparison and comparison.change else ""
    sentences = [
        words.found(kpi, told, _seen(told, known.wanted), currency=currency, beside=against)
        if told and known.wanted
        else "",
        f"{str(verdict).capitalize()}: {reason}." if reason else "",
        words.expected_text(known.expected, told, kpi, by=by, currency=currency) if known.expected else "",
        words.with_others(others) if others else "",
    ]
    return KpiEffect(
        kpi=kpi,
        grain=grain_of(kpi),
        currency=currency,
        wanted=known.wanted,
        verdict=verdict,
        reason=reason,
        sentence=" ".join(filter(None, sentences)),
        series=known.series,
        change=change,
        expected=known.expected,
        comparison=comparison,
        others=others,
        notes=tuple(_notes(initiative, known, told, comparison, among)),
    )


def _seen(told: Change, wanted: Wanted | None) -> Verdict:
    return told.verdict(wanted) if wanted else Verdict.CANNOT_BE_TOLD


def _worked_out(workspace: Workspace, known: Known, among: int) -> tuple[Change | None, Comparison | None]:
    season = SEASONS.get(grain_of(known.kpi))
    if not known.enough or among == 0:
        return None, None
    change = change_since(known.series.values, known.series.begin, season=season, among=among)
    if not (known.segment and known.rest and known.both):
        return change, None
    ratio = not workspace.measure(known.kpi).keeps_its_size
    beyond, reason = compared(known.both, season, ratio=ratio, among=among)
    comparison = Comparison(
        segment=known.segment.name,
        others=known.segment.rest_name,
        series=known.rest,
        change=beyond,
        reason=reason,
        ratio=ratio,
    )
    return change, comparison


def _not_in_effect(workspace: Workspace, initiative: Initiative) -> tuple[Verdict, str] | None:
    """Return the verdict on what never took effect, or has not yet; None where there is something to look at."""
    if initiative.state is InitiativeState.DROPPED and not initiative.effective:
        return Verdict.CANNOT_BE_TOLD, "it was dropped, and no day is known from which it took effect"
    planned = initiative.state is InitiativeState.PLANNED and not initiative.effective
    return (Verdict.TOO_EARLY, "it has not taken effect yet") if planned or initiative.since > workspace.today else None


def _verdict(  # noqa: PLR0911 -- one reason after the other
    workspace: Workspace, initiative: Initiative, known: Known, told: Change | None, by: date | None
) -> tuple[Verdict, str]:
    """Return the verdict, with the reason where it is too early or cannot be told."""
    grain, series = grain_of(known.kpi), known.series
    if asleep := _not_in_effect(workspace, initiative):
        return asleep
    if known.wanted is None:
        return Verdict.CANNOT_BE_TOLD, "it lay within its range before, or has none, so that neither way is the better"
    if series.before < NEEDED:
        return Verdict.CANNOT_BE_TOLD, words.too_few_before(series.before, grain)
    if series.after < AFTER:
        return Verdict.TOO_EARLY, words.too_few_after(series.after, grain)
    if told is None:
        return Verdict.CANNOT_BE_TOLD, "its values before mostly stayed the same, so that no move is usual"
    verdict = told.verdict(known.wanted)
    if verdict is Verdict.NOT_VISIBLE and by and series.periods[-1].end <= by:
        return Verdict.TOO_EARLY, f"no change is visible yet, and it is expected by {day(by)}"
    return verdict, ""


def _notes(
    initiative: Initiative, known: Known, told: Change | None, comparison: Comparison | None, among: int
) -> Iterator[str]:
    if initiative.where and known.segment is None:
        yield f"{known.kpi.name} is not known by {joined(list(initiative.where))}: it is judged for everybody."
    if comparison and comparison.change is None:
        yield f"It cannot be held against {comparison.others}: {comparison.reason}."
    if told:
        season = SEASONS.get(grain_of(known.kpi))
        years = season is not None and len(known.series.values[: known.series.begin]) >= 2 * season
        yield words.season_note(told, years=years, compared=bool(comparison and comparison.change))
    if told and among > 1:
        yield (
            f"It is judged by {among} KPIs. With more of them, one is likelier to move by chance; so each has to move "
            "more clearly than a single one would."
        )
    if known.series.between is not None:
        yield "The period in which it took effect counts neither as before nor as since."


_ORDER = (
    Verdict.SUPPORTED,
    Verdict.OTHER_WAY,
    Verdict.NOT_VISIBLE,
    Verdict.TOO_EARLY,
    Verdict.CANNOT_BE_TOLD,
)


def _outcome(found: tuple[KpiEffect, ...]) -> Outcome:
    """Return the verdict on the whole: that of the KPI that says most."""
    if not found:
        said = "it names no KPI that it is meant to move"
        return Outcome(
            verdict=Verdict.CANNOT_BE_TOLD, word=str(Verdict.CANNOT_BE_TOLD), sentence=f"Cannot be told: {said}."
        )
    most = min(found, key=lambda each: _ORDER.index(each.verdict))
    alike = sum(each.verdict is most.verdict for each in found)
    count = f" ({alike} of {len(found)} KPIs)" if len(found) > 1 else ""
    against = [each.kpi.name for each in found if each.verdict is Verdict.OTHER_WAY and each is not most]
    beside = f" {joined(against)} moved the other way." if against else ""
    return Outcome(verdict=most.verdict, word=most.word + count, sentence=most.sentence + beside)
