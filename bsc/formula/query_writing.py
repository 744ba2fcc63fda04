"""A derived dataset's query → SQL, with the columns that it gives and their types."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from bsc.errors import FormulaProblem
from bsc.formula.aggregating import aggregated
from bsc.formula.grouping import Grouping
from bsc.formula.sources import Columns, Given, Sources
from bsc.formula.tree import Column, Expression, Join, Nested, Nothing, Number, Output, Query, Relation, Select, Star
from bsc.formula.windows import ordered, windowed
from bsc.formula.writing import Writer, alike, common, quoted
from bsc.model.shape import column_name

Dataset = Callable[[Relation], tuple[str, Columns]]  # a dataset's relation in SQL, and its columns


@dataclass(frozen=True)
class Written:
    """A query, or part of one, as SQL, and the columns that it gives."""

    sql: str
    columns: Columns


@dataclass(frozen=True)
class QueryWriter:
    """Writes queries whose sources are datasets, as *dataset* gives them, or the parts named by `with` before."""

    dataset: Dataset
    named: Mapping[str, Columns] = field(default_factory=dict)

    def write(self, query: Query) -> Written:
        """Return *query* as SQL; raises FormulaProblem for what is unknown, ambiguous, loose, or of a wrong type."""
        inner, parts = self, []
        for name, part in query.named:
            if [other for other, _ in query.named].count(name) > 1:
                raise FormulaProblem(f"`with` names two queries `{name}`", "name them apart", position=part.at)
            written = inner.write(part)
            parts.append(f"{quoted(_with(name))} as ({written.sql})")
            inner = replace(inner, named={**inner.named, name: written.columns})
        selects = [inner.select(select, query if len(query.selects) == 1 else None) for select in query.selects]
        columns = _stacked(query, [written.columns for written in selects])
        sql = (" union all " if query.all_rows else " union ").join(written.sql for written in selects)
        if len(selects) > 1:
            sql += f" {_end(query, _stack_order(query, columns))}"
        return Written(f"with {', '.join(parts)} {sql}" if parts else sql, columns)

    def select(self, select: Select, query: Query | None) -> Written:
        """Return one select as SQL, with the order and limit of *query* when it is the only one of it."""
        read = self._sources(select)
        joined = frozenset(column_name(name) for join in select.joins for name in join.using)
        sources = Sources({alias: written.columns for alias, written in read.items()}, joined)
        writer = Writer(sources, aggregated, windowed)
        outputs = [given for output in select.outputs for given in _given(output, writer, sources)]
        grouping = Grouping(select, writer, sources)
        grouping.check()
        shown = ", ".join(f"{sql} as {quoted(each.name)}" for sql, each in outputs) or "*"
        parts = [
            f"select {'distinct ' if select.distinct else ''}{shown}",
            f"from {read[select.source.alias].sql}",
            *(_join(join, read, writer) for join in select.joins),
            f"where {writer.condition(select.where, 'where')}" if select.where else "",
            grouping.clause(),
            grouping.condition("having", select.having),
            grouping.condition("qualify", select.qualify),
            _end(query, ordered(writer, grouping.sorted(query.order))) if query else "",
        ]
        known = not any(isinstance(output, Star) and sources.is_open(output) for output in select.outputs)
        return Written(
            " ".join(part for part in parts if part), _unique(select, [each for _, each in outputs]) if known else None
        )

    def _sources(self, select: Select) -> dict[str, Written]:
        """Return each source of *select* by its alias: its relation in SQL, and its columns."""
        sources: dict[str, Written] = {}
        for source in (select.source, *(join.source for join in select.joins)):
            if source.alias in sources:
                raise FormulaProblem(f"two sources are called `{source.alias}`", "name one with as", position=source.at)
            relation = self._source(source)
            sources[source.alias] = Written(f"{relation.sql} as {quoted(source.alias)}", relation.columns)
        return sources

    def _source(self, source: Relation | Nested) -> Written:
        if isinstance(source, Nested):
            nested = self.write(source.query)
            return Written(f"({nested.sql})", nested.columns)
        if source.name in self.named:
            return Written(quoted(_with(source.name)), self.named[source.name])
        return Written(*self.dataset(source))


def _join(join: Join, sources: Mapping[str, Written], writer: Writer) -> str:
    meets = f"on {writer.condition(join.on, 'on')}" if join.on is not None else _using(join, sources)
    return f"{join.how} {sources[join.source.alias].sql} {meets}"


def _using(join: Join, sources: Mapping[str, Written]) -> str:
    """Return the using clause; raises FormulaProblem for columns that the sources do not share, or of other types."""
    there = Sources({join.source.alias: sources[join.source.alias].columns})
    before = Sources({alias: written.columns for alias, written in sources.items() if alias != join.source.alias})
    for name in join.using:
        column = Column(name, join.source.alias, at=join.at)
        other = there.column(column).type
        if before.has(name) and not any(
            alike(given.type, other)
            for columns in before.columns.values()
            for given in columns or ()
            if given.name == column_name(name)
        ):
            seen = f"`using ({name})` joins columns of different types"
            raise FormulaProblem(seen, "write on cast(a.id as varchar) = b.id", position=join.at)
    return f"using ({', '.join(quoted(column_name(name)) for name in join.using)})"


def _with(name: str) -> str:
    return f"with {name}"  # a name that no dataset can have


def _given(output: Output | Star, writer: Writer, sources: Sources) -> list[tuple[str, Given]]:
    if isinstance(output, Star):
        return list(sources.starred(output))
    if output.name is None:
        raise FormulaProblem("a column of the query has no name", "write … as name", position=output.at)
    if isinstance(output.expression, Nothing):
        raise FormulaProblem("a column of the query has no type", "write cast(null as date)", position=output.at)
    typed = writer.write(output.expression)
    return [(typed.sql, Given(column_name(output.name), output.name, typed.type))]


def _unique(select: Select, columns: list[Given]) -> tuple[Given, ...]:
    names = [column.name for column in columns]
    for name in names:
        if names.count(name) > 1:
            raise FormulaProblem(
                f"two columns of the query are called `{name}`", "name one with as", position=select.at
            )
    return tuple(columns)


def _stacked(query: Query, columns: list[Columns]) -> Columns:
    """Return the columns that stacked selects give: named as in the first, in types that hold all values."""
    together = columns[0]
    for other in columns[1:]:
        if together is None or other is None:
            return None
        pairs = list(zip(together, other, strict=False))
        if len(together) != len(other) or not all(alike(one.type, two.type) for one, two in pairs):
            seen = "the selects that `union` stacks give different columns"
            raise FormulaProblem(seen, "give each the same number of columns, of the same types", position=query.at)
        together = tuple(replace(one, type=common([one.type, two.type])) for one, two in pairs)
    return together


def _stack_order(query: Query, columns: Columns) -> str:
    return ", ".join(
        f"{quoted(_stacked_name(key.expression, columns))} {'desc' if key.descending else 'asc'} nulls last"
        for key in query.order
    )


def _stacked_name(part: Expression, columns: Columns) -> str:
    names = [column.name for column in columns or ()]
    if isinstance(part, Column) and not part.source and (columns is None or column_name(part.name) in names):
        return column_name(part.name)
    if isinstance(part, Number) and part.value in range(1, len(names) + 1):
        return names[int(part.value) - 1]
    raise FormulaProblem(
        "a union is ordered by something else than its columns", "write a column's name", position=part.at
    )


def _end(query: Query, order: str) -> str:
    limit = f"limit {query.limit}" if query.limit is not None else ""
    return " ".join(part for part in (f"order by {order}" if order else "", limit) if part)
