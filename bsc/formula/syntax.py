"""sqlglot's nodes as our readers see them: where they stand, what of them is read, and what is foreign to us."""

from collections.abc import Mapping

from sqlglot import exp

from bsc.errors import FormulaProblem
from bsc.formula import literals
from bsc.model.words import ColumnType


def position(node: exp.Expr) -> int | None:
    """Return the character at which *node* stands in the text: its own, or the first that is known within it."""
    places = [part.meta["start"] for part in node.walk() if "start" in part.meta]
    return min(places, default=None)


def refuse_unread(node: exp.Expr, *read: str) -> None:
    """Raise FormulaProblem when *node* holds a part that nothing here reads: what is not read must not be dropped."""
    for name, value in node.args.items():
        if value and name not in read and name not in _MARKS:
            raise FormulaProblem(
                f"`{name.replace('_', ' ')}` is not part of the formula language here", position=position(node)
            )


_MARKS = frozenset({"typed", "safe", "_type", "coalesce", "over"})  # what the parser notes for itself


def at(node: exp.Expr) -> int:
    """Return the character at which *node* stands; 0 when that is not known."""
    return position(node) or 0


def frame(spec: exp.Expr | None) -> tuple[str, str] | None:
    """Return from which row to which a window reaches; raises FormulaProblem for what is not `rows between … and …`."""
    if spec is None:
        return None
    refuse_unread(spec, "kind", "start", "start_side", "end", "end_side")
    if str(spec.args.get("kind")).upper() != "ROWS" or not spec.args.get("end"):
        raise FormulaProblem(
            "this frame is not part of the language", "write rows between … and …", position=position(spec)
        )
    return _bound(spec, "start"), _bound(spec, "end")


def _bound(spec: exp.Expr, end: str) -> str:
    value, side = spec.args[end], str(spec.args.get(f"{end}_side")).upper()
    if value == "CURRENT ROW":
        return "current row"
    if isinstance(value, exp.Literal):
        rows = literals.number(str(value.this), at(value)).value
        value = str(rows) if isinstance(rows, int) and rows <= literals.LARGEST_WHOLE else None
    if value is None or side not in {"PRECEDING", "FOLLOWING"}:
        raise FormulaProblem("this frame is not part of the language", "write rows between 2 preceding and current row")
    return f"{value.lower()} {side.lower()}"


def foreign(node: exp.Expr) -> FormulaProblem:
    """Return the problem that *node* is of a kind that the language does not have."""
    seen, cure = _FOREIGN.get(
        type(node), (f"`{node.sql(comments=False)[:60]}` is not part of the formula language", "")
    )
    return FormulaProblem(seen, cure, position=position(node))


TYPES: Mapping[str, ColumnType] = {
    "DOUBLE": ColumnType.NUMBER,
    "FLOAT": ColumnType.NUMBER,
    "INT": ColumnType.INTEGER,
    "BIGINT": ColumnType.INTEGER,
    "DATE": ColumnType.DATE,
    "TIMESTAMP": ColumnType.TIMESTAMP,
    "VARCHAR": ColumnType.TEXT,
    "TEXT": ColumnType.TEXT,
    "BOOLEAN": ColumnType.BOOLEAN,
}
TYPE_NAMES = ("double", "bigint", "date", "timestamp", "varchar", "boolean")
_FOREIGN: Mapping[type[exp.Expr], tuple[str, str]] = {
    exp.Alias: ("a name is given within an expression", "leave out the `as …`, or a comma is missing"),
    exp.Subquery: ("a query stands within an expression", "use a lookup, or a derived dataset with a join"),
    exp.Select: ("a query stands within an expression", "use a lookup, or a derived dataset with a join"),
    exp.Interval: ("`interval` is not part of the formula language", "write days_between(a, b), or add_days(day, 30)"),
    exp.WithinGroup: ("`within group` is not part of the formula language", "write median(x) or quantile(x, 0.9)"),
}
