"""The values that filters can choose from."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import cast

import duckdb

from bsc.actuals.assembling import EVERY_ROW
from bsc.actuals.filters import Filtered, Filters, dimension_column, dimension_sql, filtered
from bsc.actuals.memory import Memory, memory_of
from bsc.actuals.plan import has_many_rows
from bsc.actuals.relations import source_sql
from bsc.actuals.rollup import Spec, fingerprint, found_among
from bsc.actuals.routing import versions_of
from bsc.actuals.scanning import names
from bsc.actuals.statements import Reader, statement
from bsc.errors import FormulaProblem
from bsc.formula import Catalogue, Frame, time_column
from bsc.formula.tree import Column
from bsc.formula.writing import quoted
from bsc.model.definitions import Persona, Scorecard
from bsc.model.shape import DatasetShape
from bsc.store.rollups import Rollup

MOST_VALUES = 200


def dimensions(
    reader: Reader, scorecard: Scorecard, shapes: Mapping[str, DatasetShape], within: Filters | None = None
) -> dict[str, tuple[str, ...]]:
    """Return for each dimension its values in any dataset, sorted; of a dataset the 200 most frequent.

    Of a dataset with a rollup by its own time, the values of rows that have a day. With *within*, the values of rows
    that these filters let through; a dimension that they filter by has no other values than theirs.
    """
    catalogue, memory = Catalogue(scorecard, shapes), memory_of(reader)
    found: dict[str, set[str]] = {}
    for dataset in scorecard.datasets:
        chosen = _chosen(catalogue, dataset.id, within, scorecard.personas) if within else None
        for dimension in dataset.dimensions:
            values = found.setdefault(dimension, set())
            if not within:
                values.update(_known(reader, memory, catalogue, dataset.id, dimension))
            elif dimension in within:
                values.update(within[dimension])
            elif chosen:
                values.update(_among(reader, catalogue, catalogue.frame(dataset.id), dimension, chosen))
    return {dimension: tuple(sorted(values)[:MOST_VALUES]) for dimension, values in found.items()}


def _chosen(catalogue: Catalogue, dataset: str, within: Filters, personas: Sequence[Persona]) -> Filtered | None:
    """Return what *within* means for the rows of *dataset*; None where it holds none, or cannot be asked that."""
    try:
        frame: Frame = catalogue.frame(dataset)
        return filtered(frame, within, personas) if frame.shape is not None else None
    except FormulaProblem:
        return None


def _among(reader: Reader, catalogue: Catalogue, frame: Frame, dimension: str, chosen: Filtered) -> Mapping[str, int]:
    """Return the values of a dimension among the rows that are *chosen*; nothing where its lookup has none."""
    try:
        column = dimension_column(frame, dimension)
    except FormulaProblem:
        return {}
    own = [column.source] if column.source and column.source != frame.dataset.id else []
    lookups = {*chosen.lookups, *own}
    sql = statement(
        "dimension",
        derived=catalogue.derived_sql([frame.dataset.id, *lookups]),
        column=frame.column(column).sql,
        source=source_sql(catalogue, frame, lookups),
        which=chosen.sql,
    )
    return dict(reader.read(sql, [*chosen.values, MOST_VALUES], large=has_many_rows(frame)))


def column_values(
    reader: Reader, scorecard: Scorecard, shapes: Mapping[str, DatasetShape], dataset: str, column: str
) -> tuple[str, ...]:
    """Return the 200 most frequent values of a column of *dataset* as text, the most frequent first.

    *column* is named as in a formula (`lookup.column` as well). Raises FormulaProblem where it is not there.
    """
    catalogue = Catalogue(scorecard, shapes)
    frame: Frame = catalogue.frame(dataset)
    return tuple(_of_rows(reader, catalogue, frame, frame.named(column)))


def _known(reader: Reader, memory: Memory, catalogue: Catalogue, dataset: str, dimension: str) -> list[str]:
    """Return the values of a dimension of *dataset*, from memory as long as no row behind them changes."""
    try:
        frame: Frame = catalogue.frame(dataset)
        column = dimension_column(frame, dimension)
        lookups = [column.source] if column.source and column.source != dataset else []
        source = (catalogue.derived_sql([dataset, *lookups]), source_sql(catalogue, frame, lookups))
        what = ("values", dimension_sql(frame, column), source, versions_of(reader, catalogue, [dataset, *lookups]))
    except FormulaProblem:
        return []  # the definitions' check says what is wrong with it; here it has no values to choose from
    found = memory.once(what, lambda: _values(reader, catalogue, frame, dimension, column))
    return cast("list[str]", found)


def _values(reader: Reader, catalogue: Catalogue, frame: Frame, dimension: str, column: Column) -> list[str]:
    if frame.shape is None:
        return []
    kept = _rollup(reader, catalogue, frame, dimension, dimension_sql(frame, column))
    if kept is None:
        return list(_of_rows(reader, catalogue, frame, column))
    rollup, spec = kept
    try:
        counts = Counter(_of_rollup(reader, rollup, spec, dimension))
    except duckdb.CatalogException:  # the rollup went meanwhile
        return list(_of_rows(reader, catalogue, frame, column))
    if rollup.touched:
        counts.update(_of_rows(reader, catalogue, frame, column, rollup))
    return [value for value, _ in sorted(counts.items(), key=lambda each: (-each[1], each[0]))[:MOST_VALUES]]


def _rollup(reader: Reader, catalogue: Catalogue, frame: Frame, dimension: str, sql: str) -> tuple[Rollup, Spec] | None:
    """Return the rollup of the dataset by its own time that tells the dimension apart; None when there is none."""
    try:
        wanted = fingerprint(catalogue, frame, time_column(frame.dataset.time, frame))
    except FormulaProblem:
        return None
    rollup = found_among(reader.rollups(), frame.dataset.id, wanted)
    spec = Spec.read(rollup.spec) if rollup else None
    return (rollup, spec) if rollup and spec and spec.cube and spec.dimensions.get(dimension) == sql else None


def _of_rollup(reader: Reader, rollup: Rollup, spec: Spec, dimension: str) -> dict[str, int]:
    sql = statement(
        "dimension_of_cube",
        column=quoted(spec.column(dimension)),
        rows=quoted(names(spec.pieces.index(EVERY_ROW.key)).value),
        cube=f"rollup.{quoted(spec.cube)}",
    )
    return {value: int(rows) for value, rows in reader.read(sql, [sorted(rollup.touched)])}


def _of_rows(
    reader: Reader, catalogue: Catalogue, frame: Frame, column: Column, touched: Rollup | None = None
) -> dict[str, int]:
    """Return the most frequent values among the rows, or among those of the days that were *touched*."""
    lookups = [column.source] if column.source and column.source != frame.dataset.id else []
    day = touched.day if touched else "null"
    time = frame.named(frame.dataset.time or "") if touched else None
    if time and time.source and time.source != frame.dataset.id:
        lookups.append(time.source)
    sql = statement(
        "dimension",
        derived=catalogue.derived_sql([frame.dataset.id, *lookups]),
        column=frame.column(column).sql,
        source=source_sql(catalogue, frame, set(lookups)),
        which=f"cast({day} as date) in (select unnest(?::date[]))" if touched else "len(?::date[]) = 0",
    )
    days = sorted(touched.touched) if touched else []
    return dict(reader.read(sql, [days, MOST_VALUES], large=has_many_rows(frame)))
