"""What a select groups by: names and places resolved, nothing shown that is neither grouped nor aggregated."""

from collections.abc import Iterator
from dataclasses import dataclass

from bsc.errors import FormulaProblem
from bsc.formula.sources import Sources
from bsc.formula.tree import (
    Aggregate,
    Column,
    Expression,
    Number,
    Output,
    Part,
    Select,
    Sorted,
    Window,
    children,
    replaced,
    walk,
)
from bsc.formula.writing import Writer


@dataclass(frozen=True)
class Grouping:
    """The groups of one select, as it was written over its sources."""

    select: Select
    writer: Writer
    sources: Sources

    def check(self) -> None:
        """Raise FormulaProblem for an output that is neither grouped nor aggregated."""
        for output in self.select.outputs:
            self._refuse_loose(output.expression if isinstance(output, Output) else output)

    def clause(self) -> str:
        """Return the group by as SQL, empty when rows are not grouped."""
        groups = [self.writer.write(group).sql for group in self._groups()]
        return f"group by {', '.join(groups)}" if groups else ""

    def condition(self, word: str, condition: Expression | None) -> str:
        """Return *condition* after *word* as SQL; it may name outputs."""
        if condition is None:
            return ""
        named = self._named(condition, sources_first=True)
        self._refuse_loose(named)
        return f"{word} {self.writer.condition(named, word)}"

    def sorted(self, keys: tuple[Sorted, ...]) -> tuple[Sorted, ...]:
        """Return *keys* with the names and places of outputs resolved."""
        resolved = [Sorted(self._placed(key.expression, "order by"), key.descending, at=key.at) for key in keys]
        shown = [output.expression for output in self.select.outputs if isinstance(output, Output)]
        for key in resolved:
            self._refuse_loose(key.expression)
            if self.select.distinct and key.expression not in shown:
                seen = "a select distinct is ordered by what it does not show"
                raise FormulaProblem(seen, "order by one of its columns", position=key.at)
        return tuple(resolved)

    def _groups(self) -> tuple[Expression, ...]:
        if self.select.group_all:
            shown = [output.expression for output in self.select.outputs if isinstance(output, Output)]
            return tuple(each for each in shown if not any(_loose_aggregates(each)) and _reads(each))
        return tuple(self._placed(group, "group by", sources_first=True) for group in self.select.groups)

    @property
    def _is_grouped(self) -> bool:
        shown = [output.expression for output in self.select.outputs if isinstance(output, Output)]
        judged = [*shown, *([self.select.having] if self.select.having else [])]
        return bool(self.select.groups or self.select.group_all or any(any(_loose_aggregates(part)) for part in judged))

    def _refuse_loose(self, part: Part) -> None:
        """Raise FormulaProblem for a column in *part* that has no one value in a group."""
        if not self._is_grouped:
            return
        grouped = {self.writer.write(group).sql for group in self._groups()}
        for column in self._loose(part, grouped):
            cure = "add it to group by, or aggregate it: min(…), sum(…)"
            raise FormulaProblem(f"`{column}` is neither grouped nor aggregated", cure, position=column.at)

    def _loose(self, part: Part, grouped: set[str]) -> Iterator[Part]:
        if isinstance(part, Aggregate):
            return
        if isinstance(part, Expression) and not isinstance(part, Window) and self.writer.write(part).sql in grouped:
            return
        if isinstance(part, Window):
            inner = [*children(part.function), *part.partition, *part.order]
            for child in inner:
                yield from self._loose(child, grouped)
            return
        if isinstance(part, Column) or not isinstance(part, Expression | Sorted):
            yield part
            return
        for child in children(part):
            yield from self._loose(child, grouped)

    def _placed(self, part: Expression, word: str, *, sources_first: bool = False) -> Expression:
        """Return the output that *part* names by its place (1 is the first) or name, else *part*."""
        if not isinstance(part, Number):
            return self._named(part, sources_first=sources_first)
        places = self.select.outputs
        output = places[int(part.value) - 1] if part.value in range(1, len(places) + 1) else None
        if not isinstance(output, Output):
            raise FormulaProblem(f"`{word} {part.value}` names no column", "write its name", position=part.at)
        return output.expression

    def _named(self, part: Expression, *, sources_first: bool) -> Expression:
        """Return *part* with the names of outputs replaced by what they stand for."""
        outputs = {output.name: output.expression for output in self.select.outputs if isinstance(output, Output)}

        def named(found: Part) -> Part | None:
            if not isinstance(found, Column) or found.source or found.name not in outputs:
                return None
            return None if sources_first and self.sources.has(found.name) else outputs[found.name]

        return replaced(part, named)


def _loose_aggregates(part: Part) -> Iterator[Aggregate]:
    """Yield the aggregates in *part* that ask for groups: those of a window function do not."""
    if isinstance(part, Aggregate):
        yield part
        return
    inner = [*part.partition, *part.order, *children(part.function)] if isinstance(part, Window) else children(part)
    for child in inner:
        yield from _loose_aggregates(child)


def _reads(part: Expression) -> bool:
    return any(isinstance(found, Column) for found in walk(part))
