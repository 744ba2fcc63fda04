"""Where the parts of KPIs come from: raw rows, or a rollup where it has them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from bsc.actuals.memory import Memory
from bsc.actuals.rollup import Spec
from bsc.actuals.scanning import Scan, Source, in_order, names, put_together
from bsc.actuals.series import Numbers, Series, series
from bsc.actuals.statements import Reader, statement
from bsc.actuals.wholes import Values, Wholes, by_period, from_rows, from_values, listed, spans
from bsc.formula import Holistic, How, Piece, Whole
from bsc.formula.writing import quoted
from bsc.model.periods import Period
from bsc.store.rollups import Rollup

ROLLUP, ROWS = "rollup", "rows"


class Desk(Protocol):
    """Gives pieces by day, and aggregates of whole periods."""

    def series(self, pieces: Iterable[Piece]) -> Series:
        """Return *pieces* by day."""
        ...

    def wholes(self, asked: Iterable[Holistic | Piece], periods: Sequence[Period]) -> Wholes:
        """Return what each of *asked* (holistic aggregates and states) comes to in each of *periods*."""
        ...

    def served(self, asked: Iterable[Holistic | Piece], periods: Sequence[Period]) -> str:
        """Return what answers all of *asked* in *periods*: the rollup, or the rows."""
        ...


@dataclass(frozen=True)
class RowsDesk:
    """Asks the rows. `many`: medians, quantiles and different values are asked apart, together they cost more."""

    reader: Reader
    source: Source
    memory: Memory
    many: bool

    def series(self, pieces: Iterable[Piece]) -> Series:
        """Return *pieces* by day, from memory where they were asked before."""
        return self.memory.series(("rows", self.source), pieces, self._scanned)

    def wholes(self, asked: Iterable[Holistic | Piece], periods: Sequence[Period]) -> Wholes:
        """Return what each of *asked* comes to in each of *periods*."""
        found: dict[str, Numbers] = {}
        for some in self._apart(asked):
            found |= from_rows(self.reader, self.source, some, periods, large=self.many)
        return found

    def served(self, asked: Iterable[Holistic | Piece], periods: Sequence[Period]) -> str:  # noqa: ARG002 -- always the same
        """Return that the rows are asked."""
        return ROWS

    def _apart(self, asked: Iterable[Holistic | Piece]) -> Iterable[list[Holistic | Piece]]:
        wanted = list(asked)
        if not self.many:
            return [wanted]
        different: list[Holistic | Piece] = [
            each for each in wanted if isinstance(each, Holistic) and each.whole is Whole.DIFFERENT
        ]
        return [some for some in ([each for each in wanted if each not in different], different) if some]

    def _scanned(self, pieces: Iterable[Piece]) -> Series:
        wanted = in_order(piece for piece in pieces if piece.how is not How.STATE)
        columns = self.reader.arrays(Scan(self.source, wanted, {}).sql, self.source.values, large=self.many)
        return series(columns, [piece.key for piece in wanted], [names(n).value for n in range(len(wanted))])


@dataclass(frozen=True)
class RollupDesk:
    """Asks a rollup; holistic aggregates that it does not have are asked of the rows."""

    reader: Reader
    rollup: Rollup
    spec: Spec
    chosen: Mapping[str, tuple[str, ...]]
    rows: RowsDesk

    def series(self, pieces: Iterable[Piece]) -> Series:
        """Return *pieces* by day, from memory where they were asked before."""
        what = ("rollup", self.rollup.id, self.rollup.made_at, self.rollup.touched, tuple(sorted(self.chosen.items())))
        return self.rows.memory.series(what, pieces, self._read)

    def wholes(self, asked: Iterable[Holistic | Piece], periods: Sequence[Period]) -> Wholes:
        """Return what each of *asked* comes to in each of *periods*."""
        wanted = list(asked)
        found = self._states([each for each in wanted if isinstance(each, Piece)], periods)
        by_values: dict[str, list[Holistic]] = {}
        left: list[Holistic | Piece] = []
        for each in (each for each in wanted if isinstance(each, Holistic)):
            known = self._counted(each, periods)
            if known is not None:
                found[each.key] = known
            elif self._has_values(each):
                by_values.setdefault(each.values, []).append(each)
            else:
                left.append(each)
        for some in by_values.values():
            found |= self._from_values(some, periods)
        return {**found, **self.rows.wholes(left, periods)} if left else found

    def served(self, asked: Iterable[Holistic | Piece], periods: Sequence[Period]) -> str:
        """Return what answers all of *asked* in *periods*: the rows as soon as one aggregate comes from them."""
        holistic = [each for each in asked if isinstance(each, Holistic)]
        known = all(self._has_values(each) or self._counted(each, periods) is not None for each in holistic)
        return ROLLUP if known else ROWS

    def _counted(self, asked: Holistic, periods: Sequence[Period]) -> Numbers | None:
        counted = self.rows.memory.counted(self.reader, self.rollup, self.spec)
        return counted.over(asked.key, self.chosen, periods) if counted else None

    def _has_values(self, asked: Holistic) -> bool:
        table = self.spec.values.get(asked.values)
        return table is not None and set(self.chosen) <= set(table.dimensions)

    def _from_values(self, asked: list[Holistic], periods: Sequence[Period]) -> Wholes:
        table = self.spec.values[asked[0].values].table
        return from_values(self.reader, Values(_table(table), *self._filters()), asked, periods)

    def _states(self, pieces: list[Piece], periods: Sequence[Period]) -> dict[str, Numbers]:
        if not pieces or not periods:
            return {}
        filters, values = self._filters()
        states = listed(put_together(self._place(piece), piece) for piece in pieces)
        sql = statement("states", states=states, cube=_table(self.spec.cube), filters=filters)
        rows = self.reader.read(sql, [*spans(periods), *values])
        return dict(by_period([piece.key for piece in pieces], periods, rows))

    def _read(self, pieces: Iterable[Piece]) -> Series:
        wanted = in_order(piece for piece in pieces if piece.how is not How.STATE)
        filters, values = self._filters()
        columns = [f", {put_together(self._place(p), p)} as {quoted(f'w{n}')}" for n, p in enumerate(wanted)]
        sql = statement("cube", pieces="".join(columns), cube=_table(self.spec.cube), filters=filters)
        found = self.reader.arrays(sql, values)
        return series(found, [piece.key for piece in wanted], [f"w{n}" for n in range(len(wanted))])

    def _place(self, piece: Piece) -> int:
        return self.spec.pieces.index(piece.key)

    def _filters(self) -> tuple[str, list[str]]:
        """Return the condition that a day's row in a table of the rollup passes the filter, and what it binds."""
        conditions: list[str] = ["true"]
        values: list[str] = []
        for dimension, chosen in self.chosen.items():
            conditions.append(f"{quoted(self.spec.column(dimension))} in ({', '.join('?' * len(chosen))})")
            values.extend(chosen)
        return " and ".join(conditions), values


def _table(name: str) -> str:
    return f"rollup.{quoted(name)}"
