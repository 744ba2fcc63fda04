"""The timeline of initiatives as rows: one for each, beneath a heading for the stage that it is to move first."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Final

from bsc.charts.theme import OVERDUE, STATES
from bsc.charts.timeline import GROUP
from bsc.model.editing import number_of
from bsc.views.dates import day
from bsc.views.initiatives import NO_STAGE, Undertaking
from bsc.views.workspace import Workspace

Row = Mapping[str, object]
_SHORTEST: Final = timedelta(days=21)  # of a bar without a due day, so that it is seen


def timeline_rows(workspace: Workspace, known: Sequence[Undertaking]) -> list[Row]:
    """Return the rows of the timeline of *known* from top to bottom: a heading, then what begins first."""
    found: list[Row] = []
    for name, group in _groups(workspace, known):
        found.append({"index": len(found), "kind": GROUP, "text": name})
        for each in sorted(group, key=lambda one: (one.initiative.start, one.initiative.name)):
            found.append({"index": len(found), **_row(each, workspace.today)})
    return found


def today_row(today: date) -> Row:
    """Return the one row of today's line."""
    return {"today": moment(today), "word": "today"}


def moment(of: date) -> float:
    """Return the beginning of a day in milliseconds since 1970, UTC."""
    return datetime(of.year, of.month, of.day, tzinfo=UTC).timestamp() * 1000


def _groups(workspace: Workspace, known: Sequence[Undertaking]) -> Iterator[tuple[str, list[Undertaking]]]:
    for stage in workspace.scorecard.stages:
        if group := [each for each in known if each.stages[:1] == (stage.id,)]:
            yield stage.name, group
    if group := [each for each in known if not each.stages]:
        yield NO_STAGE, group


def _row(each: Undertaking, today: date) -> Row:
    initiative = each.initiative
    end = initiative.due or max(today, initiative.start + _SHORTEST)
    late = f"{OVERDUE} {number_of(each.late, 'day')} overdue · " if each.late else ""
    return {
        "kind": initiative.state.value,
        "text": f"{late}{STATES[initiative.state]} {initiative.state.capitalize()}: {initiative.name}",
        "start": moment(initiative.start),
        "end": moment(end),
        "late": moment(today) if each.late else None,
        "effective": moment(initiative.effective) if initiative.effective else None,
        "days": _days(each),
        "note": " · ".join(filter(None, (each.whose, each.outcome.word if each.outcome else ""))),
    }


def _days(each: Undertaking) -> str:
    initiative = each.initiative
    effective = f", effective from {day(initiative.effective)}" if initiative.effective else ""
    return f"from {day(initiative.start)}, {each.due}{effective}"
