"""The page Definitions: what is defined where, what is still missing, and what a change would do."""

from collections.abc import Mapping
from dataclasses import dataclass

from bsc.model.definitions import Dataset, Kpi, Objective, Scorecard, Stage
from bsc.model.shape import DatasetShape, column_name
from bsc.model.words import ColumnType, Perspective


@dataclass(frozen=True)
class Cell:
    """What one stage wants and watches from one perspective."""

    stage: Stage
    perspective: Perspective
    objectives: tuple[Objective, ...]
    kpis: tuple[Kpi, ...]

    @property
    def missing(self) -> str:
        """Return what the cell still lacks, for people; empty when it has a KPI."""
        if self.kpis:
            return ""
        return "No KPI yet" if self.objectives else "No objective yet"


@dataclass(frozen=True)
class ColumnChoice:
    """A column that a formula over a dataset can name: how to write it, its type, the header it came under."""

    text: str
    type: ColumnType | None
    label: str


def grid(scorecard: Scorecard) -> tuple[tuple[Stage, tuple[Cell, ...]], ...]:
    """Return one row a stage in their order, each with one cell a perspective; pinned KPIs come first in a cell."""
    return tuple((stage, tuple(_cell(scorecard, stage, each) for each in Perspective)) for stage in scorecard.stages)


def _cell(scorecard: Scorecard, stage: Stage, perspective: Perspective) -> Cell:
    objectives = tuple(
        each for each in scorecard.objectives if (each.stage, each.perspective) == (stage.id, perspective)
    )
    wanted = {each.id for each in objectives}
    kpis = [each for each in scorecard.kpis if each.objective in wanted]
    return Cell(stage, perspective, objectives, tuple(sorted(kpis, key=lambda kpi: not kpi.pinned)))


def columns(scorecard: Scorecard, shapes: Mapping[str, DatasetShape], dataset_id: str) -> tuple[ColumnChoice, ...]:
    """Return the columns that a formula over the dataset can name, its own first, then `lookup.column`.

    A dataset without rows shows what its definition names; nothing is returned for an unknown one.
    """
    known = {each.id: each for each in scorecard.datasets}
    if dataset_id not in known:
        return ()
    reached = [name for name in known[dataset_id].lookups if name in known]
    return (
        *_columns(known[dataset_id], shapes.get(dataset_id)),
        *(
            ColumnChoice(f"{name}.{each.text}", each.type, each.label)
            for name in reached
            for each in _columns(known[name], shapes.get(name))
        ),
    )


def _columns(dataset: Dataset, shape: DatasetShape | None) -> tuple[ColumnChoice, ...]:
    if shape is not None:
        return tuple(ColumnChoice(each.name, each.type, each.label) for each in shape.columns)
    return tuple(ColumnChoice(column_name(name), kind, name) for name, kind in expected_columns(dataset).items())


def expected_columns(dataset: Dataset) -> dict[str, ColumnType | None]:
    """Return the columns that the definition of *dataset* names itself, with the type it states for them."""
    stated: dict[str, ColumnType | None] = {}
    own_time = [dataset.time] if dataset.time and "." not in dataset.time else []
    looked_up = [
        name
        for path in dataset.lookups.values()
        for name in ([path] if isinstance(path, str) else path)
        if "." not in name
    ]
    for name in (*own_time, *dataset.key, *dataset.dimensions.values(), *dataset.columns, *looked_up):
        if "." not in name:
            stated.setdefault(name, dataset.columns.get(name))
    return stated
