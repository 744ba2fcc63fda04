"""What pydantic says about a wrong value, as a problem with its place, what was seen, and what would do."""

import re
from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError

from bsc.errors import Problem
from bsc.model.definitions import MANY, ONE

_LONGEST = 80  # characters of a wrong value that are shown
_IN_BETWEEN = {ONE, MANY, "[key]"}
_PATTERNS = {
    r"^[a-z][a-z0-9_]{0,59}$": "an id is lower-case letters, digits and _, and begins with a letter",
    r"^[A-Z]{3}$": "a currency is three capital letters, like EUR",
    r"^(none|carry [1-9][0-9]?)$": "write none, or carry N with N periods",
}
_CURES = {
    "float": "write a number",
    "int": "write a whole number",
    "tuple": "write a list like [a, b]",
    "dict": "write keys and values like {a: b}",
    "model": "write its keys and values, like `id: …`",
    "string": "write text, in quotes where it looks like a number",
    "bool": "write true or false",
    "date": "write a day like 2026-01-31",
}


def problems_of(place: str, error: ValidationError) -> Iterator[Problem]:
    """Yield every problem that *error* tells about the item at *place*."""
    for detail in error.errors(include_url=False):
        if detail["type"] == "default_factory_not_called":
            continue  # it follows another value, which is told to be wrong
        steps = [step for step in detail["loc"] if step not in _IN_BETWEEN]
        where = place + "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps)
        if detail["type"] == "value_error":
            yield from _said_by_the_model(where, str(detail["ctx"]["error"]))
        else:
            yield _problem(where, detail)


def shortened(text: str) -> str:
    """Return *text* in one line that can be shown."""
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _said_by_the_model(where: str, said: str) -> Iterator[Problem]:
    """Yield one problem a line; a line may begin with a place further in (`targets[0]: …`)."""
    for line in said.splitlines():
        inside = re.match(r"([a-z_]+\[\d+\]): (.*)", line)
        yield Problem(f"{where}.{inside[1]}", inside[2]) if inside else Problem(where, line)


def _problem(where: str, detail: Any) -> Problem:  # noqa: ANN401 -- pydantic's details of an error
    seen, context = shortened(repr(detail["input"])), detail.get("ctx", {})
    name = where.rsplit(".", 1)[-1]
    match detail["type"]:
        case "missing":
            return Problem(where, "is missing", f"add `{name}:`")
        case "extra_forbidden":
            return Problem(where, f"`{name}` is not a key here", "remove it or correct its name")
        case "enum" | "literal_error":
            return Problem(where, f"{seen} is not one of them", f"write {context.get('expected', '')}")
        case "string_pattern_mismatch":
            return Problem(where, f"{seen} does not fit", _PATTERNS.get(context["pattern"], context["pattern"]))
        case (
            "too_long" | "too_short" | "string_too_long" | "string_too_short" | "greater_than_equal" | "less_than_equal"
        ):
            return Problem(where, f"{seen} seen", _first_lower(detail["msg"]))
        case kind:
            cure = _CURES.get(kind.partition("_")[0])
            return Problem(where, f"{seen} seen", cure or _first_lower(detail["msg"]))


def _first_lower(text: str) -> str:
    return text[:1].lower() + text[1:]
