"""The days that rows lie on, by whichever column places them in time."""

from collections.abc import Mapping
from datetime import date

import duckdb

from bsc.actuals.plan import planned
from bsc.actuals.relations import source_sql
from bsc.actuals.statements import Reader, statement
from bsc.errors import FormulaProblem
from bsc.formula import Catalogue, Frame
from bsc.formula.tree import Column
from bsc.model.definitions import Kpi, Scorecard
from bsc.model.shape import DatasetShape

Days = tuple[date | None, date | None]


def days(reader: Reader, scorecard: Scorecard, kpi: Kpi, shapes: Mapping[str, DatasetShape]) -> Days:
    """Return the first and last day that rows of *kpi* lie on by its time column; no days where it has no value."""
    catalogue = Catalogue(scorecard, shapes)
    try:
        plan, frame = planned(kpi, catalogue)
        return days_of(reader, catalogue, frame, plan.time)
    except (FormulaProblem, duckdb.DataError):
        return None, None


def days_of(reader: Reader, catalogue: Catalogue, frame: Frame, time: Column) -> Days:
    """Return the first and last day of the frame's rows by the column *time*; None for each where no row has one."""
    lookups = [name for name in [time.source] if name and name != frame.dataset.id]
    ((first, last),) = reader.read(
        statement(
            "days",
            derived=catalogue.derived_sql([frame.dataset.id, *lookups]),
            time=frame.column(time).sql,
            source=source_sql(catalogue, frame, lookups),
        )
    )
    return first, last
