"""The SQL of the store: one file per query in `sql/`, and the one way in which a name gets into it."""

from functools import cache
from importlib.resources import files


@cache
def text(name: str) -> str:
    """Return the SQL of `sql/<name>.sql`, without the comment that says what a row is."""
    lines = (files("bsc.store") / "sql" / f"{name}.sql").read_text(encoding="utf-8").splitlines()
    return "\n".join(line for line in lines if not line.startswith("--"))


def statement(name: str, **parts: str) -> str:
    """Return the SQL of `sql/<name>.sql` with each `{part}` filled in; names in it are made by `identifier`."""
    return text(name).format(**parts)


def identifier(*names: str) -> str:
    """Return *names* as one quoted SQL name: `("rows", "ads")` → `"rows"."ads"`."""
    return ".".join('"' + name.replace('"', '""') + '"' for name in names)


def literal(value: str) -> str:
    """Return *value* as a quoted SQL text, for the few statements that take no bound parameter."""
    return "'" + value.replace("'", "''") + "'"
