"""What needs attention beside KPIs that have a value: datasets that are late, initiatives that are overdue."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from bsc.model.definitions import Initiative, Kpi
from bsc.model.editing import joined, number_of
from bsc.model.periods import Grain
from bsc.model.words import Status
from bsc.scoring.portions import Portion
from bsc.views.attention_items import Item, Place
from bsc.views.attention_reasons import Kind, Reason
from bsc.views.attention_words import is_overdue, overdue
from bsc.views.coverage import coverage, users
from bsc.views.dates import day
from bsc.views.freshness import DatasetLine, Freshness
from bsc.views.workspace import Workspace

_NAMED: Final = 4  # KPIs in a sentence
Portions = Mapping[str, Portion]


@dataclass(frozen=True)
class Waiting:
    """A dataset whose next file is late or whose first one is missing, and the KPIs that its rows go into."""

    line: DatasetLine
    kpis: tuple[Kpi, ...]


def waiting_datasets(workspace: Workspace) -> tuple[Waiting, ...]:
    """Return the datasets that are late or empty today and that a KPI is computed from."""
    late = [each.line for each in coverage(workspace, Grain.MONTH) if each.line.freshness in _WAITING]
    known = users(workspace)
    found = [Waiting(line, known.get(line.id, ())) for line in late]
    return tuple(each for each in found if each.kpis)


_WAITING: Final = {Freshness.LATE, Freshness.NO_ROWS}


def dataset_item(waiting: Waiting, portions: Portions) -> Item:
    """Return the line of a dataset that a file is missing of."""
    line, names = waiting.line, [each.name for each in waiting.kpis]
    more = [number_of(len(names) - _NAMED, "other")] if len(names) > _NAMED else []
    waits = f"{joined([*names[:_NAMED], *more])} {'waits' if len(names) == 1 else 'wait'} for it."
    ends = f"its rows end on {day(line.last_day)}, {line.word}." if line.last_day else "no data yet."
    kind = Kind.LATE if line.freshness is Freshness.LATE else Kind.NO_DATA
    return Item(
        name=line.label,
        lead=ends,
        reasons=(Reason(kind, waits),),
        status=Status.NO_DATA,
        dataset=line.id,
        rests=sum(portions[each.id].due for each in waiting.kpis if each.id in portions),
        place=Place.DATA,
        look="Upload its next export" if kind is Kind.LATE else "Upload its first export",
    )


def overdue_items(workspace: Workspace, portions: Portions, listed: Collection[str]) -> Iterator[Item]:
    """Yield a line for each overdue initiative that no KPI of *listed* (by id) speaks of."""
    for each in workspace.scorecard.initiatives:
        moved = [kpi.id for kpi in workspace.scorecard.kpis if each.moves(kpi)]
        if is_overdue(each, workspace.today) and not set(moved) & set(listed):
            yield _overdue_item(workspace, each, sum(portions[kpi].due for kpi in moved if kpi in portions))


def _overdue_item(workspace: Workspace, initiative: Initiative, rests: float) -> Item:
    objective = next((each for each in workspace.scorecard.objectives if each.id == initiative.objective), None)
    whose = [f"Its owner: {initiative.owner}."] if initiative.owner else ["It has no owner."]
    aim = [f"It is to move: {objective.name}."] if objective else []
    return Item(
        name=initiative.name,
        lead=overdue(initiative),
        reasons=(Reason(Kind.OVERDUE, " ".join([*whose, *aim])),),
        status=Status.NO_DATA,
        stage=objective.stage if objective else None,
        stage_name=workspace.stage(objective.stage).name if objective else "",
        initiative=initiative.id,
        rests=rests,
        place=Place.INITIATIVE,
        look="Look at the initiative",
    )
