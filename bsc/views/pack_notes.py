"""What must be known to read a board pack right: how fresh its data is, what is missing, how its scores are made."""

from collections.abc import Iterator
from typing import Final

from bsc.charts.figures import figure
from bsc.charts.theme import LOOKS
from bsc.model.definitions import ALL_PERSONAS
from bsc.model.editing import number_of
from bsc.model.view import View
from bsc.model.words import Status, Unit
from bsc.views.contacts import persona_name
from bsc.views.coverage import lines
from bsc.views.dates import day, days
from bsc.views.freshness import DatasetLine, Freshness
from bsc.views.journey_map import JourneyMap
from bsc.views.noting import noted_in
from bsc.views.pack import DatasetNote, Remarks
from bsc.views.readings import Reading
from bsc.views.workspace import Workspace

_LATE: Final = {Freshness.LATE, Freshness.NO_ROWS}
NOTED: Final = "What was noted"  # the heading of people's notes of the period
_MOST_NOTES: Final = 40  # a page of them
_ON, _RISK, _OFF = (LOOKS[each].glyph for each in (Status.ON_TRACK, Status.AT_RISK, Status.OFF_TRACK))
_SCORING: Final = (
    (
        "A KPI has 100 points when its target is met and 50 on its red line, on a straight line between and beyond, "
        "and never fewer than 0 or more than 100. Points are not a percentage of the target."
    ),
    (
        "Every score above is the weighted mean of what lies beneath: KPIs make an objective, objectives a perspective "
        "of a stage, those a stage, and the stages the journey."
    ),
    (
        "What has no data or no target is never counted as 0. It is left out, and lowers how much is known (coverage); "
        "a score of which less than half is known is called partial."
    ),
    (
        f"A KPI is {_ON} on track from its target on, {_RISK} at risk up to its red line, and {_OFF} off track beyond "
        "it. A score is on track from 90 points on if nothing directly beneath is off track, and off track below 50."
    ),
    ("What adds up over time is held to the targets of the days that are over: a quarter owes the sum of its months."),
)


def dataset_notes(workspace: Workspace) -> tuple[DatasetNote, ...]:
    """Return every dataset that is defined: those that wait for a file first."""
    return tuple(_dataset(line) for line in lines(workspace))


def remarks(workspace: Workspace, view: View, drawn: JourneyMap) -> tuple[Remarks, ...]:
    """Return what must be known of the figures of *view*, whose map is *drawn*, by heading; none is empty."""
    readings = list(workspace.readings(view, workspace.period(view)).values())
    found = (
        Remarks(heading="What is shown", sentences=tuple(_shown(workspace, view))),
        Remarks(heading=NOTED, sentences=tuple(_noted(workspace, view))),
        Remarks(heading="Coverage", sentences=tuple(_known(drawn, readings))),
        Remarks(heading="Read with care", sentences=tuple(_care(readings))),
        Remarks(heading="How scores are made", sentences=_SCORING),
        Remarks(heading="Flow between stages", sentences=tuple(filter(None, (drawn.rule, drawn.worth, drawn.loss)))),
    )
    return tuple(each for each in found if each.sentences)


def _dataset(line: DatasetLine) -> DatasetNote:
    known = (line.first_day, line.last_day) if line.first_day and line.last_day else None
    return DatasetNote(
        name=line.label,
        rows=figure(line.rows, Unit.NUMBER) if line.rows else "–",
        reaches=days(known) if known else "–",
        word=line.word,
        late=line.freshness in _LATE,
        next_step=line.next_step.replace("`", ""),
    )


def _shown(workspace: Workspace, view: View) -> Iterator[str]:
    period = workspace.period(view)
    yield f"{workspace.calendar.label(period)}: {days((period.start, period.last_day))}."
    if last := workspace.last_day():
        yield f"The newest data of any dataset is of {day(last)}."
    if period.end > workspace.today:
        yield "The period is not over: what adds up is held to the part of its target that is due so far."
    if view.persona != ALL_PERSONAS:
        yield f"Only {persona_name(workspace.scorecard, view.persona)}: figures are those of this persona alone."
    for name, values in workspace.filters(view).items():
        if name != "persona":
            yield f"Only rows whose {name.replace('_', ' ')} is {' or '.join(values)} are counted."


def _noted(workspace: Workspace, view: View) -> Iterator[str]:
    """Yield the notes on the days of the period, the earliest first; of very many the newest."""
    found = noted_in(workspace, workspace.period(view))
    yield from (line.sentence for line in found[-_MOST_NOTES:])
    if (more := len(found) - _MOST_NOTES) > 0:
        yield f"{number_of(more, 'earlier note')} of the period: see the notes in the app."


def _known(drawn: JourneyMap, readings: list[Reading]) -> Iterator[str]:
    yield f"{drawn.score.coverage:.0%} of the scorecard, by weight, has a score in {drawn.period}."
    without = [each for each in readings if each.status is Status.NO_DATA]
    if without:
        yield f"No data: {_names(without)}."
    if untargeted := [each for each in readings if each.status is Status.NO_TARGET]:
        yield f"No target: {_names(untargeted)}."
    if drawn.unavailable:
        yield drawn.unavailable


def _care(readings: list[Reading]) -> Iterator[str]:
    """Yield which values are preliminary, old, or rest on few cases."""
    running = [each for each in readings if each.partial and each.value is not None]
    if running:
        yield f"{number_of(len(running), 'value')} of a period that is not over: {_names(running)}."
    if carried := [each for each in readings if each.actual.stale]:
        yield f"Carried on from an earlier period: {_names(carried)}."
    if few := [each for each in readings if each.too_few]:
        yield f"Too few cases to call; by chance alone they could be on or off track: {_names(few)}."
    if strict := [each for each in readings if each.anchors is not None and each.anchors.no_tolerance]:
        yield f"Held to a target without a tolerance, so either met or missed: {_names(strict)}."


def _names(readings: list[Reading]) -> str:
    return ", ".join(each.kpi.name for each in readings)
