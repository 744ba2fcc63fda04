"""Window functions as SQL: a derived dataset's query may use them, a formula may not."""

from bsc.formula import literals
from bsc.formula.aggregating import Rows, aggregated
from bsc.formula.functions import WINDOWS
from bsc.formula.tree import Aggregate, Call, Sorted, Window
from bsc.formula.writing import Typed, Writer


def windowed(writer: Writer, part: Window) -> Typed:
    """Return *part* as SQL with its type; raises FormulaProblem when the types do not fit."""
    over = f" over ({_over(writer, part)})"
    if isinstance(part.function, Aggregate):
        return aggregated(writer, part.function, Rows(over=over))
    return _called(writer, part.function, over)


def ordered(writer: Writer, keys: tuple[Sorted, ...]) -> str:
    """Return what rows are sorted by as SQL, no value always last."""
    return ", ".join(
        f"{writer.write(key.expression).sql} {'desc' if key.descending else 'asc'} nulls last" for key in keys
    )


def _over(writer: Writer, part: Window) -> str:
    parts = []
    if part.partition:
        parts.append(f"partition by {', '.join(writer.write(key).sql for key in part.partition)}")
    if part.order:
        parts.append(f"order by {ordered(writer, part.order)}")
    if part.frame:
        parts.append(f"rows between {part.frame[0]} and {part.frame[1]}")
    return " ".join(parts)


def _called(writer: Writer, part: Call, over: str) -> Typed:
    if not part.arguments:
        return Typed(f"{part.function}(){over}", WINDOWS[part.function].gives)
    first, *rest = part.arguments
    typed = writer.write(first)
    steps = "".join(f", {literals.whole(step, part.function)}" for step in rest)
    return Typed(f"{part.function}({typed.sql}{steps}){over}", typed.type)
