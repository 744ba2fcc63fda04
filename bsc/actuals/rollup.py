"""What a rollup holds, and by which rules it may answer.

A rollup belongs to a dataset and the column that places its rows in time. It holds the pieces of KPIs by day and
dimensions (the *cube*), the values that medians, quantiles and counts of different values are made of, by day and
dimensions with how often each occurs, where they are few (the *value tables*), and such aggregates counted ahead for
calendar periods and single dimension values (*counted*).
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import lru_cache

import duckdb

from bsc.actuals.filters import Filtered
from bsc.actuals.relations import join_sql
from bsc.formula import Catalogue, Frame, Piece
from bsc.formula.tree import Column
from bsc.model.periods import Calendar
from bsc.store.rollups import Rollup

FORMAT = 2  # of what is stored: another number lets every rollup be built anew


@dataclass(frozen=True)
class ValueTable:
    """A table of the values of holistic aggregates: its name, and the dimensions that it tells apart."""

    table: str
    dimensions: tuple[str, ...]


@dataclass(frozen=True)
class Spec:
    """What a rollup's tables hold. `left_out` says why there are none.

    `many_valued` are the dimensions that have too many values to be told apart.
    """

    dimensions: Mapping[str, str] = field(default_factory=dict)  # name → SQL; in the cube they are d0, d1, …
    lookups: Mapping[str, str] = field(default_factory=dict)  # name → SQL of the join
    pieces: tuple[str, ...] = ()
    cube: str = ""
    values: Mapping[str, ValueTable] = field(default_factory=dict)  # by Holistic.values
    counted: tuple[str, ...] = ()  # Holistic.key by number
    counted_table: str = ""
    calendar: tuple[str, int] = ("", 0)
    many_valued: Mapping[str, str] = field(default_factory=dict)
    left_out: str = ""

    def written(self) -> str:
        """Return the spec as text; dimensions keep their order, for a table's columns are called by it."""
        return json.dumps(asdict(self))

    @classmethod
    @lru_cache(maxsize=256)  # each page asks for every one of them
    def read(cls, text: str) -> "Spec":
        """Return the spec that *text* is."""
        found = json.loads(text)
        values = {
            key: ValueTable(each["table"], tuple(each["dimensions"])) for key, each in found.pop("values").items()
        }
        lists = {name: tuple(found.pop(name)) for name in ("pieces", "counted", "calendar")}
        return cls(**found, **lists, values=values)  # type: ignore[arg-type]  # as `written` wrote them

    def column(self, dimension: str) -> str:
        """Return what *dimension* is called in the tables."""
        return f"d{list(self.dimensions).index(dimension)}"


def calendar_of(calendar: Calendar) -> tuple[str, int]:
    """Return what the periods of *calendar* depend on."""
    return (calendar.week_starts.value, calendar.fiscal_year_starts)


def fingerprint(catalogue: Catalogue, frame: Frame, time: Column) -> str:
    """Return what a rollup of the frame's rows by *time* has in common with them, whatever is asked of it."""
    lookups = [time.source] if time.source and time.source != frame.dataset.id else []
    dataset, day = frame.dataset.id, frame.column(time).sql
    said = [
        FORMAT,
        duckdb.__version__,
        dataset,
        day,
        catalogue.derived_sql([dataset]),
        reached(catalogue, frame, lookups),
    ]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:24]


def reached(catalogue: Catalogue, frame: Frame, lookups: Iterable[str]) -> dict[str, str]:
    """Return for each of *lookups* by which SQL it is reached, derived datasets included."""
    return {name: catalogue.derived_sql([name]) + join_sql(catalogue, frame, name) for name in sorted(lookups)}


def found_among(rollups: Sequence[Rollup], dataset: str, wanted: str) -> Rollup | None:
    """Return the rollup of *dataset* with the fingerprint *wanted*; None when there is none."""
    return next((each for each in rollups if each.dataset == dataset and each.fingerprint == wanted), None)


def why_not(  # noqa: PLR0913, PLR0917 -- one parameter for each thing that must match
    spec: Spec, catalogue: Catalogue, frame: Frame, pieces: frozenset[Piece], lookups: Iterable[str], rows: Filtered
) -> str:
    """Return why a rollup with this *spec* cannot give *pieces* under the filters *rows*; empty when it can.

    `lookups` are those that the KPI goes through; the filters may go through others.
    """
    if spec.left_out:
        return spec.left_out
    if any(piece.key not in spec.pieces for piece in pieces):
        return "the rollup was built for other formulas"
    for dimension, sql in rows.dimensions.items():
        if spec.dimensions.get(dimension) != sql:
            return f"the rollup does not tell {dimension} apart"
    for name, sql in reached(catalogue, frame, {*lookups, *rows.lookups}).items():
        if spec.lookups.get(name) != sql:
            return f"the rollup looks {name} up otherwise"
    return ""
