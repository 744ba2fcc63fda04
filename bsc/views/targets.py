"""The dialogue of a target: whom it is for, the steps that lead to it, and everything that saving it would change."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bsc.charts.figures import change, figure
from bsc.model.definitions import ALL_PERSONAS, Kpi, Scorecard, Target
from bsc.model.editing import joined, number_of
from bsc.model.fence import PERSONA
from bsc.model.periods import Calendar, Period
from bsc.model.view import View
from bsc.model.words import Better, Status, Unit
from bsc.scoring.glide import at_value, ramp
from bsc.scoring.history import TrackRecord
from bsc.scoring.judging import Anchors
from bsc.scoring.targets import target_in_force
from bsc.views.drafts import Moved, all_moves, judged_anew
from bsc.views.target_history import StepChange, step_changes
from bsc.views.trend import Draft, Drafted, Trend
from bsc.views.trend_rows import level_text

_NAMED = 3  # periods that a sentence lists


@dataclass(frozen=True, kw_only=True)
class PeriodMove:
    """One period of the window whose status would be another one after saving."""

    period: Period
    before: Status
    after: Status


@dataclass(frozen=True, kw_only=True)
class Difference:
    """What saving a draft changes: the KPI's `steps`, the scores, the status of `periods` that the chart shows.

    `moves` are all scores of the shown period that change where it is held to what the draft wants in the end; `saved`
    are those that change once it is saved. They differ while a target begins later, or a ramp has not come to its end.
    """

    steps: tuple[StepChange, ...]
    moves: tuple[Moved, ...]
    saved: tuple[Moved, ...]
    periods: tuple[PeriodMove, ...]


def segment_text(where: Mapping[str, str]) -> str:
    """Return whom a target is for, in words."""
    return ", ".join(f"{name} = {value}" for name, value in sorted(where.items())) or "everybody"


def segment_view(view: View, where: Mapping[str, str]) -> View:
    """Return *view* of nobody but the segment *where*; of everybody when that is empty."""
    filters = {name: (value,) for name, value in where.items() if name != PERSONA}
    return replace(view, persona=where.get(PERSONA, ALL_PERSONAS), filters=filters)


def segment_dimensions(scorecard: Scorecard, kpi: Kpi) -> tuple[str, ...]:
    """Return the dimensions of which one value can have a target of *kpi* of its own."""
    return next((tuple(each.dimensions) for each in scorecard.datasets if each.id == kpi.dataset), ())


def target_at(trend: Trend, period: Period) -> Anchors | None:
    """Return the target that the KPI has for *trend*'s segment in *period*, one of its frequency; None without."""
    found = target_in_force(trend.kpi, period, trend.filters, trend.shown.measure)
    return Anchors.of(found) if found else None


def value_now(trend: Trend) -> float | None:
    """Return the shown value as a whole period of the KPI's frequency would have it; None without one.

    It is rounded to what the slider tells, to the worse side: as a target, the value meets it.
    """
    value, owed = trend.shown.value, trend.shown.owed
    if value is None or not owed:
        return None
    exact, finest = value / owed, 10.0 ** -(trend.reach.decimals + 2)
    told, worse = trend.reach.rounded(exact), -1 if trend.kpi.better is Better.HIGHER else 1
    return told if (exact - told) * worse <= 0 else trend.reach.rounded(told + worse * finest)


def glide(trend: Trend, wanted: Anchors, periods: Sequence[Period], where: Mapping[str, str], *, today: bool) -> Draft:
    """Return the draft of a ramp over *periods* to *wanted*, from the target in force, or with *today* from the value.

    Where there is neither, or *wanted* is a range and there is no target, it holds from the first period on at once.
    """
    value = value_now(trend)
    reached = None if value is None else at_value(value, wanted)
    begin = (reached if today else None) or target_at(trend, periods[0]) or reached
    steps = ramp(begin, wanted, periods, where, decimals=_decimals(trend)) if begin else ()
    return Draft(anchors=wanted, start=periods[0].start, where=where, glide=steps)


def difference(trend: Trend, draft: Draft, drafted: Drafted) -> Difference:
    """Return all that saving *draft* changes for what *trend* looks at; *drafted* is what the draft does to it."""
    moves = all_moves(drafted.scores.before, drafted.scores.tree) if drafted.scores else ()
    return Difference(
        steps=_steps(trend.kpi, draft),
        moves=moves,
        saved=_saved(trend, drafted, moves),
        periods=tuple(
            PeriodMove(period=old.period, before=old.status, after=new.status)
            for old, new in zip(trend.window, drafted.window, strict=True)
            if old.status is not new.status
        ),
    )


def place(trend: Trend, moved: Moved) -> str:
    """Return what a score is of, for people: a KPI's name, `Interest · Customer` for a cell, `Journey`."""
    stages = {stage.id: stage.name for stage in trend.inputs.scorecard.stages}
    match moved.kind:
        case "cell":
            return f"{stages.get(moved.stage or '', '')} · {moved.name}"
        case "perspective":
            return f"{moved.name}, all stages"
        case "journey":
            return "Journey"
        case _:
            return moved.name


def record_sentence(record: TrackRecord, before: TrackRecord | None, lead: str) -> str:
    """Return how often a target was met after *lead*; beside it the target in force, where that differs (*before*)."""
    if not record.of or record.percentile is None:
        return "No complete period with a value to hold it against yet."
    now = f" (now {before.met})" if before and before.met != record.met else ""
    was = f" (now {before.percentile:.0%})" if before and before.percentile not in (None, record.percentile) else ""
    return (
        f"{lead} {record.met} of the last {record.of} periods with a value{now}. "
        f"{record.percentile:.0%} of its own history fell short of it{was}."
    )


def caution(record: TrackRecord) -> str:
    """Return what speaks against a target with this *record*, for people; empty when nothing does."""
    if record.too_easy:
        return f"Met in {record.met} of the last {record.of}: too easy to tell a good period from a bad one."
    if record.too_hard:
        return f"Met in none of the last {record.of}: too hard by its record. What will be done differently?"
    return ""


def summary(trend: Trend, draft: Draft, drafted: Drafted, changes: Difference) -> str:
    """Return *draft* and what it changes as plain text, a sentence a line, to be sent to somebody."""
    before = trend.record(trend.published) if trend.published else None
    record = [record_sentence(drafted.record, before, "It would have been met in")] if drafted.record else []
    return "\n".join([draft_sentence(trend, draft), *record, *_score_sentences(trend, draft, changes)])


def draft_sentence(trend: Trend, draft: Draft) -> str:
    """Return what *draft* wants, for whom, and from when on."""
    kpi, currency, label = trend.kpi, trend.currency, _label(trend.calendar, trend.kpi)
    first = draft.targets()[0]
    old = target_at(trend, trend.calendar.period(draft.start, kpi.frequency))
    wanted = [
        f"{name} {_arrow(level_text(was, kpi.unit, currency) if old else '', level_text(now, kpi.unit, currency))}"
        for name, was, now in (
            ("target", old.target if old else 0.0, draft.anchors.target),
            ("red line", old.red_line if old else 0.0, draft.anchors.red_line),
        )
    ]
    when = f"from {label(first)} on"
    if draft.glide:
        start = level_text(first.target, kpi.unit, currency)
        steps = number_of(len(draft.glide), "step")
        when = f"in {steps} from {label(first)} ({start}) to {label(draft.glide[-1])}"
    return f"{kpi.name}: {', '.join(wanted)}, for {segment_text(draft.where)}, {when}."


def _steps(kpi: Kpi, draft: Draft) -> tuple[StepChange, ...]:
    new = draft.targets()
    places = {(step.start, tuple(sorted(step.where.items()))) for step in new}
    old = [step for step in kpi.targets if (step.start, tuple(sorted(step.where.items()))) in places]
    return step_changes(old, new)


def _saved(trend: Trend, drafted: Drafted, moves: tuple[Moved, ...]) -> tuple[Moved, ...]:
    """Return the scores of the shown period that change once the draft is saved; often they are its *moves*."""
    shown = next((each for each in drafted.window if each.period == trend.shown.period), trend.shown)
    if shown.judgement == trend.shown.judgement:
        return ()
    if drafted.scores and shown.judgement == drafted.scores.readings[trend.kpi.id].judgement:
        return moves
    saved = judged_anew(trend.inputs, {trend.kpi.id: shown})
    return all_moves(saved.before, saved.tree)


def _score_sentences(trend: Trend, draft: Draft, changes: Difference) -> Iterator[str]:
    shown = trend.calendar.label(trend.shown.period)
    wanted = level_text(draft.anchors.target, trend.kpi.unit, trend.currency)
    if changes.moves:
        yield f"Held to {wanted}, {shown} would score:"
        yield from (_moved(trend, move) for move in changes.moves)
    else:
        yield f"Held to {wanted}, no score of {shown} would be another one."
    if changes.saved != changes.moves:
        yield f"Once saved, {shown} itself scores:" if changes.saved else f"Once saved, {shown} itself stays as it is."
        yield from (_moved(trend, move) for move in changes.saved)
    if changes.periods:
        yield f"{_periods(trend, changes.periods)} would have another status."


def _moved(trend: Trend, move: Moved) -> str:
    scores = _arrow(*(figure(score, Unit.POINTS) for score in (move.before, move.after)))
    by = f" ({change(move.after, move.before, Unit.POINTS)})" if move.before is not None else ""
    return f"– {place(trend, move)}: {scores}{by}, {_arrow(str(move.status_before), str(move.status_after))}"


def _periods(trend: Trend, moves: Sequence[PeriodMove]) -> str:
    named = [f"{trend.calendar.label(move.period)} ({move.before} → {move.after})" for move in moves[-_NAMED:]]
    more = len(moves) - len(named)
    return joined([*([number_of(more, "earlier period")] if more else []), *named])


def _arrow(before: str, after: str) -> str:
    return after if before in ("", after) else f"{before} → {after}"


def _label(calendar: Calendar, kpi: Kpi) -> Callable[[Target], str]:
    return lambda step: calendar.label(calendar.period(step.start, kpi.frequency))


def _decimals(trend: Trend) -> int:
    """Return how finely the steps of a ramp are told: a digit more than the slider's, and whole what is whole."""
    return trend.reach.decimals + 1 if trend.reach.decimals else 0
