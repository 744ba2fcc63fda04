"""What happened beside the numbers, on the time axis: notes, targets with their reasons, initiatives."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from bsc.model.definitions import Initiative, Target
from bsc.model.notes import Note
from bsc.model.periods import Period
from bsc.model.subject import Subject, SubjectKind
from bsc.views.dates import day as day_text
from bsc.views.trend import Trend
from bsc.views.trend_layers import Mark, MarkKind
from bsc.views.trend_rows import level_text


def marks(
    trend: Trend, initiatives: Iterable[Initiative], notes: Iterable[Note], axis: Sequence[Period]
) -> tuple[Mark, ...]:
    """Return what stands on *axis*, in the order of time; moments of one kind in one period are one mark.

    *notes* are on the KPI, or on what it belongs to, which they say.
    """
    moments = [*_notes(trend, notes, axis), *_targets(trend, axis)]
    return tuple(sorted([*_together(moments), *_lasting(trend, initiatives, axis)], key=lambda mark: mark.at))


def place_of(day: date, axis: Sequence[Period]) -> float | None:
    """Return where *day* stands on *axis*: the place of its period and the fraction of it; None beside the axis."""
    at = next((at for at, period in enumerate(axis) if day in period), None)
    return None if at is None else at + (day - axis[at].start).days / axis[at].days


def _notes(trend: Trend, notes: Iterable[Note], axis: Sequence[Period]) -> Iterator[Mark]:
    for note in notes:
        at = place_of(note.day, axis)
        if at is not None:
            said = f"{day_text(note.day)}, {note.who}{_whereon(note.about, trend)}: {note.text}"
            yield Mark(kind=MarkKind.NOTE, at=at, name="Note", said=(said,))


def _whereon(about: Subject, trend: Trend) -> str:
    """Return what else than the KPI of *trend* a note is about, in words."""
    stage = trend.stage.name
    return {
        SubjectKind.OBJECTIVE: f", on the objective {trend.shown.objective.name}",
        SubjectKind.CELL: f", on {stage} · {trend.shown.perspective.label}",
        SubjectKind.STAGE: f", on the stage {stage}",
        SubjectKind.JOURNEY: ", on the journey",
    }.get(about.kind, "")


def _targets(trend: Trend, axis: Sequence[Period]) -> Iterator[Mark]:
    for step in trend.kpi.targets:
        at = place_of(step.start, axis) if _is_seen(step, trend) else None
        if at is not None:
            yield Mark(kind=MarkKind.TARGET, at=at, name="Target", said=(_target_text(step, trend),))


def _is_seen(step: Target, trend: Trend) -> bool:
    """Return whether the target is for everybody, or for what the view shows."""
    return all(tuple(trend.filters.get(dimension, ())) == (value,) for dimension, value in step.where.items())


def _target_text(step: Target, trend: Trend) -> str:
    target, red_line = (level_text(each, trend.kpi.unit, trend.currency) for each in (step.target, step.red_line))
    reason = f" – {step.note}" if step.note else ""
    return f"{day_text(step.start)}: {target}, red line {red_line}{reason}"


def _together(moments: Iterable[Mark]) -> list[Mark]:
    found: dict[tuple[MarkKind, int], Mark] = {}
    for each in sorted(moments, key=lambda mark: mark.at):
        key = (each.kind, int(each.at))
        first = found.get(key)
        found[key] = Mark(kind=each.kind, at=first.at, name=each.name, said=first.said + each.said) if first else each
    return list(found.values())


def _lasting(trend: Trend, initiatives: Iterable[Initiative], axis: Sequence[Period]) -> Iterator[Mark]:
    for each in initiatives:
        if not each.moves(trend.kpi) or each.start >= axis[-1].end or (each.due and each.due < axis[0].start):
            continue
        begin = place_of(each.start, axis)
        end = place_of(each.due, axis) if each.due else None
        yield Mark(
            kind=MarkKind.INITIATIVE,
            at=0.0 if begin is None else begin,
            until=float(len(axis)) if end is None else end,
            name=each.name,
            said=(_initiative_text(each),),
        )


def _initiative_text(each: Initiative) -> str:
    due = f", due {day_text(each.due)}" if each.due else ""
    owner = f" · {each.owner}" if each.owner else ""
    note = f" – {each.note}" if each.note else ""
    return f"{str(each.state).capitalize()}, from {day_text(each.start)}{due}{owner}{note}"
