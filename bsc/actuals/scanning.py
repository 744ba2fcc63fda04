"""One pass over a dataset's rows: what every day (and every value of its dimensions) comes to, as SQL.

Rows are gathered in two steps. The first groups them by day, dimensions and by *which conditions hold* (one bit each),
and computes every sum, count … once, whatever conditions it is asked under. The second picks from these few groups what
each piece asks for. A `FILTER` for each stage in one step takes several times as long.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from bsc.actuals.statements import statement
from bsc.formula import How, Piece
from bsc.formula.writing import quoted

DAY = "day"
_BITS = (("utinyint", 8), ("usmallint", 16), ("uinteger", 32), ("ubigint", 63))  # the smallest groups fastest
_WIDEST = _BITS[-1][1]


@dataclass(frozen=True)
class Source:
    """The rows that are scanned, as SQL: the queries of derived datasets, the rows with their lookups, a row's day.

    `filters` say which of the rows, with the values that they bind; `versions` are those of the datasets behind them.
    """

    derived: str
    rows: str
    day: str
    filters: str = "true"
    values: tuple[object, ...] = ()
    versions: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class Names:
    """What a piece is called in a result: its value, and for the latest value also when that was."""

    value: str
    when: str


def names(number: int) -> Names:
    """Return what the piece at place *number* is called."""
    return Names(f"p{number}", f"p{number} when")


@dataclass(frozen=True)
class Scan:
    """A pass over *source* that gives *pieces* by day and by *keys* (name → SQL), pieces in their order."""

    source: Source
    pieces: tuple[Piece, ...]
    keys: Mapping[str, str]

    @property
    def sql(self) -> str:
        """Return the query; a row has the day, the keys, then the pieces under `names`."""
        keys = "".join(f", {quoted(name)}" for name in self.keys)
        return statement(
            "scan",
            derived=self.source.derived,
            day=self.source.day,
            keys="".join(f", {sql} as {quoted(name)}" for name, sql in self.keys.items()),
            held="".join(f", {sql} as {quoted(name)}" for name, sql in self._held),
            gathered="".join(f", {sql} as {quoted(name)}" for name, sql in self._gathered()),
            source=self.source.rows,
            filters=self.source.filters,
            key_names=keys,
            picked="".join(f", {self._picked(number, piece)}" for number, piece in enumerate(self.pieces)),
        )

    @cached_property
    def _conditions(self) -> list[str]:
        return list(dict.fromkeys(condition for piece in self.pieces for condition in piece.conditions))

    @property
    def _held(self) -> list[tuple[str, str]]:
        """Return the columns that say which conditions hold: name and SQL."""
        found = []
        for number, begin in enumerate(range(0, len(self._conditions), _WIDEST)):
            some = self._conditions[begin : begin + _WIDEST]
            kind = next(kind for kind, most in _BITS if len(some) <= most)
            bits = [f"(case when {sql} then {1 << place} else 0 end)::{kind}" for place, sql in enumerate(some)]
            found.append((f"held{number}", " | ".join(bits)))
        return found

    @cached_property
    def _arguments(self) -> dict[tuple[How, str, str], int]:
        """Return what is computed of rows whatever conditions hold, each once, numbered."""
        wanted = dict.fromkeys((piece.how, piece.argument, piece.latest) for piece in self.pieces)
        return {each: number for number, each in enumerate(wanted)}

    def _gathered(self) -> Iterable[tuple[str, str]]:
        for (how, argument, latest), number in self._arguments.items():
            name = f"a{number}"
            match how:
                case How.LATEST:
                    yield name, f"arg_max({argument}, {latest})"
                    yield f"{name} when", f"max(case when {argument} is not null then {latest} end)"
                case How.STATE:
                    yield name, f"stddev_samp({argument}) export_state"
                case _:
                    yield name, f"{how}({argument})"

    def _picked(self, number: int, piece: Piece) -> str:
        """Return the columns of *piece* as SQL over the gathered groups."""
        name = f"a{self._arguments[piece.how, piece.argument, piece.latest]}"
        value, when, called = quoted(name), quoted(f"{name} when"), names(number)
        rows = self._rows(piece)
        match piece.how:
            case How.SUM | How.COUNT:
                return f"coalesce(sum({value}){rows}, 0)::double as {quoted(called.value)}"
            case How.LEAST | How.GREATEST:
                return f"{piece.how}({value}){rows}::double as {quoted(called.value)}"
            case How.LATEST:
                latest = f"arg_max({value}, {when}){rows}::double as {quoted(called.value)}"
                return f"{latest}, max({when}){rows} as {quoted(called.when)}"
            case How.STATE:
                return f"combine_aggr({value}){rows} as {quoted(called.value)}"

    def _rows(self, piece: Piece) -> str:
        if not piece.conditions:
            return ""
        bits: dict[int, int] = {}
        for condition in piece.conditions:
            column, bit = divmod(self._conditions.index(condition), _WIDEST)
            bits[column] = bits.get(column, 0) | 1 << bit
        held = [f'("held{column}" & {mask}) = {mask}' for column, mask in bits.items()]
        return f" filter (where {' and '.join(held)})"


def put_together(number: int, piece: Piece) -> str:
    """Return the piece at place *number* over rows that are days already, as SQL of the one value of their group."""
    called = names(number)
    value, when = quoted(called.value), quoted(called.when)
    match piece.how:
        case How.SUM | How.COUNT:
            return f"sum({value})"
        case How.LEAST | How.GREATEST:
            return f"{piece.how}({value})"
        case How.LATEST:
            return f"arg_max({value}, {when})"
        case How.STATE:
            return f"finalize(combine_aggr({value}))"


def in_order(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """Return *pieces* in an order that depends on nothing but what they are."""
    return tuple(sorted(pieces, key=lambda piece: piece.key))


def within(values: Sequence[str]) -> str:
    """Return as many question marks as there are *values*, as they stand in brackets after `in`."""
    return ", ".join("?" * len(values))


__all__ = ["DAY", "Names", "Scan", "Source", "in_order", "names", "put_together", "within"]
