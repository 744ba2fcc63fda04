"""KPIs over one dataset as columns of SQL: partials, each computed once, and every KPI's values from them."""

from dataclasses import dataclass, field

from bsc.errors import FormulaProblem
from bsc.formula.aggregating import Rows, aggregated
from bsc.formula.catalogue import Frame
from bsc.formula.formulas import Formula
from bsc.formula.tree import Aggregate, Column, Expression
from bsc.formula.writing import INTEGER, NUMBER, WHENS, Typed, Writer, quoted

VALUES_OF_A_KPI = 4  # value, numerator, denominator, rows


@dataclass
class Measures:
    """The columns of one query over *frame*, whose rows *time* places: SQL → name of partials, and values in order."""

    frame: Frame
    time: Column
    partials: dict[str, str] = field(default_factory=dict)
    values: list[str] = field(default_factory=list)

    def add(self, formula: Formula, where: Expression | None) -> None:
        """Add value, numerator, denominator and row count of *formula*; raises FormulaProblem when types misfit."""
        inner = Writer(self.frame, aggregated)
        rows = Rows((self.condition(where),) if where else (), latest=latest(self.frame, self.time))

        def partial(_: Writer, aggregate: Aggregate) -> Typed:
            typed = aggregated(inner, aggregate, rows)
            return Typed(self._partial(typed.sql), typed.type)

        outer = Writer(self.frame, partial)
        value = outer.write(formula.tree)
        if value.type not in {NUMBER, INTEGER, None}:
            seen = f"the formula gives a {value.type}, and a KPI is a number"
            raise FormulaProblem(seen, "count or sum what you mean", position=formula.tree.at)
        ratio = [outer.number(part, "/") for part in formula.ratio or ()] or ["null", "null"]
        self.values.extend([f"({value.sql})::double", *ratio, self._partial(f"count(*){rows.sql}")])

    def condition(self, where: Expression) -> str:
        """Return the condition *where* as SQL; raises FormulaProblem when it is none."""
        return Writer(self.frame, aggregated).condition(where, "where")

    def partials_sql(self) -> str:
        """Return the partials as a select list."""
        return ", ".join(f"{sql} as {name}" for sql, name in self.partials.items())

    def values_sql(self) -> str:
        """Return the values as a select list, four for each formula in the order in which they were added."""
        return ", ".join(self.values)

    def _partial(self, sql: str) -> str:
        return self.partials.setdefault(sql, quoted(f"p{len(self.partials)}"))


def latest(frame: Frame, time: Column) -> str:
    """Return what `last()` orders rows by: their *time*, then their place; raises FormulaProblem for no time."""
    placed = frame.column(time)
    if placed.type not in {*WHENS, None}:
        seen = f"the time column `{time}` is a {placed.type}"
        raise FormulaProblem(seen, "declare it as a date under `columns` of the dataset, and import again")
    if frame.dataset.query is not None:
        return placed.sql
    return f'row({placed.sql}, "row"."_import", "row"."_line")'
