"""Which rollups the definitions want: one for each dataset and time column with rows enough to be worth it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from bsc.actuals.assembling import EVERY_ROW
from bsc.actuals.filters import dimension_column, dimension_sql
from bsc.actuals.plan import Group, Planned, groups, planned
from bsc.actuals.relations import doubled, source_sql
from bsc.actuals.rollup import Spec, calendar_of, fingerprint, reached
from bsc.actuals.scanning import Source, in_order
from bsc.actuals.statements import Reader
from bsc.errors import FormulaProblem
from bsc.formula import Catalogue, Frame, Holistic, Piece, flow_formulas
from bsc.formula.tree import Column
from bsc.model.definitions import Scorecard
from bsc.model.periods import Calendar
from bsc.model.shape import DatasetShape

FEW_ROWS = 20_000  # so many rows are asked as fast as their rollup


@dataclass(frozen=True)
class Wanted:
    """What the KPIs of one dataset and time column want of its rows.

    `dimensions` and `lookups` are SQL by name; `reads` are the other datasets that the rows reach; `source` has all
    that is looked up, `bare` no more than a row's day takes.
    """

    dataset: str
    time: Column
    fingerprint: str
    source: Source
    bare: Source
    dimensions: Mapping[str, str]
    lookups: Mapping[str, str]
    reads: tuple[str, ...]
    pieces: tuple[Piece, ...]
    holistic: tuple[Holistic, ...]
    calendar: Calendar
    behind: int = 0  # how many rows a derived dataset is made of, which every question would go through

    def is_in(self, spec: Spec, *, alone: bool = False) -> bool:
        """Return whether a rollup with this *spec* holds all that is wanted; *alone*: and nothing else."""
        if alone and not self.is_all_of(spec):
            return False
        return (
            {each.key for each in self.pieces} <= set(spec.pieces)
            and {each.key for each in self.holistic} <= set(spec.counted)
            and spec.calendar == calendar_of(self.calendar)
            and self.dimensions == {**spec.dimensions, **spec.many_valued}
            and all(self.lookups.get(name, sql) == sql for name, sql in spec.lookups.items())
            and self.lookups.keys() <= spec.lookups.keys()
        )

    def is_all_of(self, spec: Spec) -> bool:
        """Return whether *spec* is of the same pieces and holistic aggregates, and of no others."""
        pieces, counted = {each.key for each in self.pieces}, {each.key for each in self.holistic}
        return (pieces, counted) == (set(spec.pieces), set(spec.counted))


def wanted_rollups(
    reader: Reader, scorecard: Scorecard, shapes: Mapping[str, DatasetShape], few_rows: int = FEW_ROWS
) -> list[Wanted]:
    """Return what rollups the KPIs and the flow of *scorecard* want of datasets with at least *few_rows* rows."""
    catalogue = Catalogue(scorecard, shapes)
    plans: list[tuple[Planned, Frame]] = []
    for kpi in (*scorecard.kpis, *flow_formulas(scorecard)):
        try:
            plan, frame = planned(kpi, catalogue)
        except FormulaProblem:
            continue  # it has no value, and its page says why
        if plan.parts is not None and _rows(catalogue, shapes, kpi.dataset) >= few_rows:
            plans.append((plan, frame))
    return list(_wanted(reader, catalogue, shapes, groups(plans)))


def _wanted(
    reader: Reader, catalogue: Catalogue, shapes: Mapping[str, DatasetShape], every: Iterable[Group]
) -> Iterator[Wanted]:
    for group in every:
        frame = group.frame
        single = {name for name in frame.lookups if _is_single(reader, catalogue, frame, name)}
        plans = [plan for plan in group.kpis if plan.lookups <= single]
        if not plans:
            continue
        dimensions = dict(_dimensions(frame, single))
        lookups = {name for plan in plans for name in plan.lookups}
        lookups |= {column.source for column, _ in dimensions.values() if column.source} - {frame.dataset.id}
        parts = [plan.parts for plan in plans if plan.parts]
        yield Wanted(
            dataset=frame.dataset.id,
            time=group.time,
            fingerprint=fingerprint(catalogue, frame, group.time),
            source=Source(
                catalogue.derived_sql([frame.dataset.id, *lookups]),
                source_sql(catalogue, frame, lookups),
                frame.column(group.time).sql,
            ),
            bare=_bare(catalogue, group),
            dimensions={name: sql for name, (_, sql) in dimensions.items()},
            lookups=reached(catalogue, frame, lookups),
            reads=tuple(sorted(catalogue.behind([frame.dataset.id, *lookups]) - {frame.dataset.id})),
            pieces=in_order({EVERY_ROW, *(piece for each in parts for piece in each.pieces)}),
            holistic=tuple(sorted({h for each in parts for h in each.holistic}, key=lambda each: each.key)),
            calendar=catalogue.scorecard.journey.calendar,
            behind=_rows(catalogue, shapes, frame.dataset.id) if frame.dataset.query else 0,
        )


def _bare(catalogue: Catalogue, group: Group) -> Source:
    frame, time = group.frame, group.time
    lookups = [time.source] if time.source and time.source != frame.dataset.id else []
    derived = catalogue.derived_sql([frame.dataset.id, *lookups])
    return Source(derived, source_sql(catalogue, frame, lookups), frame.column(time).sql)


def _dimensions(frame: Frame, single: set[str]) -> Iterator[tuple[str, tuple[Column, str]]]:
    for name in frame.dataset.dimensions:
        try:
            column = dimension_column(frame, name)
        except FormulaProblem:
            continue  # it answers no filter
        if column.source in {None, frame.dataset.id, *single}:
            yield name, (column, dimension_sql(frame, column))


def _is_single(reader: Reader, catalogue: Catalogue, frame: Frame, name: str) -> bool:
    """Return whether the lookup finds one row at most for each row."""
    return frame.reached[name] is not None and doubled(reader, catalogue, frame, name) is None


def _rows(catalogue: Catalogue, shapes: Mapping[str, DatasetShape], dataset: str) -> int:
    """Return how many rows there are behind *dataset*: of a derived one, all that it reads."""
    return sum(shapes[name].rows for name in catalogue.behind([dataset]) if name in shapes)
