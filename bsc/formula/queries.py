"""A derived dataset's query: one read-only select over declared datasets, as our own tree."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from sqlglot import exp

from bsc.errors import FormulaProblem
from bsc.formula.aggregating import refuse_explosion
from bsc.formula.calls import refuse_aggregates, sort_keys
from bsc.formula.expressions import ExpressionReader
from bsc.formula.grammar import query_syntax
from bsc.formula.syntax import position, refuse_unread
from bsc.formula.tree import (
    Column,
    Expression,
    Join,
    Nested,
    Number,
    Operation,
    Output,
    Part,
    Query,
    Relation,
    Select,
    Star,
    children,
)

_NAME = re.compile(r"[a-z_][a-z0-9_]{0,59}", re.ASCII)
_QUERY_PARTS = ("with_", "order", "limit")
_SELECT_PARTS = ("expressions", "from_", "joins", "where", "group", "having", "qualify", "distinct")
_JOINS: Mapping[tuple[str, str], str] = {
    ("", ""): "join",
    ("", "INNER"): "join",
    ("LEFT", ""): "left join",
    ("LEFT", "OUTER"): "left join",
    ("RIGHT", ""): "right join",
    ("RIGHT", "OUTER"): "right join",
    ("FULL", ""): "full join",
    ("FULL", "OUTER"): "full join",
}

_expressions = ExpressionReader(windows=True)


@lru_cache(maxsize=256)
def parse_query(text: str) -> Query:
    """Return the query that *text* is; raises FormulaProblem with the place when it is not one read-only select."""
    query = _query(query_syntax(text))
    _refuse_explosions(query)
    return query


def _query(node: exp.Expr) -> Query:
    stacked = _stacked(node)
    for part in stacked:
        if not isinstance(part, exp.Select):
            seen = f"`{part.key}` is not part of a query here"
            raise FormulaProblem(seen, "a derived dataset is one select that only reads", position=position(part))
        refuse_unread(part, *_SELECT_PARTS, *(_QUERY_PARTS if part is node else ()))
    limit = node.args.get("limit")
    return Query(
        tuple(map(_select, stacked)),
        tuple(_named(cte) for cte in _ctes(node)),
        all_rows=not (isinstance(node, exp.Union) and node.args.get("distinct")),
        order=sort_keys(_expressions, node.args["order"]) if node.args.get("order") else (),
        limit=_limit(limit) if limit else None,
        at=position(node) or 0,
    )


def _stacked(node: exp.Expr) -> list[exp.Expr]:
    """Return the selects that `union` stacks, in their order."""
    if not isinstance(node, exp.Union):
        return [node]
    refuse_unread(node, "this", "expression", "distinct", *_QUERY_PARTS)
    left, right = node.this, node.args["expression"]
    if isinstance(left, exp.Union) and bool(left.args.get("distinct")) != bool(node.args.get("distinct")):
        raise FormulaProblem("`union` and `union all` are mixed", "use one of them", position=position(node))
    if isinstance(left, exp.Union) and any(left.args.get(part) for part in _QUERY_PARTS):
        raise FormulaProblem(
            "a union is ordered or limited within", "order the whole at its end", position=position(left)
        )
    return [*_stacked(left), right]


def _ctes(node: exp.Expr) -> list[exp.Expr]:
    named = node.args.get("with_")
    if not named:
        return []
    if named.args.get("recursive"):
        raise FormulaProblem("`recursive` is not part of a query here", "leave it out", position=position(named))
    refuse_unread(named, "expressions")
    return list(named.args["expressions"])


def _named(cte: exp.Expr) -> tuple[str, Query]:
    refuse_unread(cte, "this", "alias")
    return _alias(cte.args["alias"]), _query(cte.this)


def _select(node: exp.Expr) -> Select:
    source = node.args.get("from_")
    if not source:
        raise FormulaProblem("the select reads no dataset", "add from …", position=position(node))
    distinct = node.args.get("distinct")
    if distinct:
        refuse_unread(distinct)
    where = _condition(node, "where")
    if where is not None:
        refuse_aggregates(where, "where")
    return Select(
        tuple(_output(output) for output in node.args["expressions"]),
        _source(source.this),
        tuple(_join(join) for join in node.args.get("joins") or ()),
        where,
        _groups(node.args.get("group")),
        _condition(node, "having"),
        _condition(node, "qualify"),
        distinct=bool(distinct),
        group_all=bool(node.args.get("group") and node.args["group"].args.get("all")),
        at=position(node) or 0,
    )


def _output(node: exp.Expr) -> Output | Star:
    if isinstance(node, exp.Star):
        refuse_unread(node)
        return Star(at=position(node) or 0)
    if isinstance(node, exp.Column) and isinstance(node.this, exp.Star):
        refuse_unread(node.this)
        refuse_unread(node, "this", "table")
        return Star(_simple(node.args.get("table")), at=position(node) or 0)
    if isinstance(node, exp.Alias):
        refuse_unread(node, "this", "alias")
        return Output(_expressions.read(node.this), str(node.args["alias"].this), at=position(node) or 0)
    expression = _expressions.read(node)
    return Output(expression, expression.name if isinstance(expression, Column) else None, at=expression.at)


def _source(node: exp.Expr) -> Relation | Nested:
    refuse_unread(node, "this", "alias", "db", "catalog")
    alias = node.args.get("alias")
    if isinstance(node, exp.Subquery) and isinstance(node.this, exp.Query):
        if not alias:
            raise FormulaProblem(
                "the query in parentheses has no name", "write (select …) as name", position=position(node)
            )
        return Nested(_query(node.this), _alias(alias), at=position(node) or 0)
    if not isinstance(node, exp.Table) or not isinstance(node.this, exp.Identifier):
        seen = "something else than a dataset is read"
        raise FormulaProblem(seen, "a query reads declared datasets: no file, no function", position=position(node))
    if node.args.get("db"):
        seen = f"`{node.args['db'].this}.{node.this.this}` is not a dataset"
        raise FormulaProblem(seen, "write the dataset's id alone", position=position(node))
    name = _simple(node.this)
    return Relation(name, _alias(alias) if alias else name, at=position(node) or 0)


def _join(node: exp.Expr) -> Join:
    refuse_unread(node, "this", "on", "using", "side", "kind")
    how = _JOINS.get((str(node.args.get("side") or "").upper(), str(node.args.get("kind") or "").upper()))
    using = tuple(str(column.this) for column in node.args.get("using") or ())
    on = _expressions.read(node.args["on"]) if node.args.get("on") else None
    if how is None or not (using or (on is not None and _meets(on))):
        seen = "the join does not say which rows belong together"
        raise FormulaProblem(seen, "write join … on a.id = b.id", position=position(node))
    if on is not None:
        refuse_aggregates(on, "on")
    if using and how in {"right join", "full join"}:
        raise FormulaProblem(f"`{how}` goes by `using`", "write on a.id = b.id", position=position(node))
    return Join(how, _source(node.this), on, using, at=position(node) or 0)


def _meets(on: Expression) -> bool:
    """Return whether *on* asks for equal columns, so that the join is not every row with every row."""
    if isinstance(on, Operation) and on.sign == "and":
        return _meets(on.left) or _meets(on.right)
    if not isinstance(on, Operation) or on.sign != "=" or on.left == on.right:
        return False
    return _has_column(on.left) and _has_column(on.right)


def _has_column(part: Expression) -> bool:
    return isinstance(part, Column) or any(
        isinstance(child, Expression) and _has_column(child) for child in children(part)
    )


def _groups(node: exp.Expr | None) -> tuple[Expression, ...]:
    if node is None:
        return ()
    refuse_unread(node, "expressions", "all")
    return tuple(_expressions.read(group) for group in node.args.get("expressions") or ())


def _condition(node: exp.Expr, name: str) -> Expression | None:
    part = node.args.get(name)
    if not part:
        return None
    refuse_unread(part, "this")
    return _expressions.read(part.this)


def _limit(node: exp.Expr) -> int:
    refuse_unread(node, "expression")
    count = _expressions.read(node.args.get("expression")) if isinstance(node, exp.Limit) else None
    if not isinstance(count, Number) or not isinstance(count.value, int):
        raise FormulaProblem("the limit is not a whole number", "write limit 100", position=position(node))
    return count.value


def _alias(node: exp.Expr) -> str:
    refuse_unread(node, "this")
    return _simple(node.this)


def _simple(node: Any) -> str:  # noqa: ANN401 -- sqlglot gives an identifier or a text
    name = str(getattr(node, "this", node)).casefold()
    if not _NAME.fullmatch(name):
        raise FormulaProblem(
            f"`{name[:40]}` is not a name for a source", "use letters, digits and _", position=position(node)
        )
    return name


def _refuse_explosions(part: Part) -> None:
    if isinstance(part, Expression):
        refuse_explosion(part)
        return
    for child in children(part):
        _refuse_explosions(child)
