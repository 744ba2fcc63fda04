"""Random values in recorded shapes: texts with other digits, tables with other numbers."""

import json
import random
import re
from typing import Any

import pyarrow as pa

VARIANTS = 61  # a prime: a slider's next steps are all different
_YEAR = re.compile(r"(19|20)\d\d")
_SPREAD = 0.1


Seed = float | str


def text(recorded: str, seed: Seed = 0) -> str:
    """Return *recorded* with other digits; as it is where it names a year, for an axis is ordered by such texts."""
    if _YEAR.search(recorded) or recorded.startswith("data:"):
        return recorded
    drawn = random.Random(f"{recorded}{seed}")  # noqa: S311 -- no secret
    return re.sub(r"\d", lambda _: str(drawn.randint(1, 9)), recorded)


def number(recorded: float, seed: Seed = 0) -> float:
    """Return a number near *recorded*."""
    return recorded * (1 + _SPREAD * random.Random(f"{recorded}{seed}").uniform(-1, 1))  # noqa: S311 -- no secret


def table(recorded: dict[str, list[Any]], seed: float = 0) -> pa.Table:
    """Return *recorded* columns with other numbers and digits."""
    return pa.table({name: _column(values, seed) for name, values in recorded.items()})


def payload(recorded: str, seed: Seed = 0) -> Any:  # noqa: ANN401 -- whatever a component is given
    """Return a component's JSON with other digits and numbers."""
    return _other(json.loads(recorded), seed)


def variant(value: float) -> int:
    """Return which of the kept variants stands for a slider at *value*."""
    return round(value * 1000) % VARIANTS


def _column(values: list[Any], seed: float) -> pa.Array:
    if all(value is None for value in values):
        return pa.array(values, type=pa.float64())
    return pa.array([_value(value, seed) for value in values])


def _value(value: Any, seed: Seed) -> Any:  # noqa: ANN401 -- one cell
    if isinstance(value, float):
        return number(value, seed)
    return text(value, seed) if isinstance(value, str) else value


def _other(value: Any, seed: Seed) -> Any:  # noqa: ANN401 -- JSON
    if isinstance(value, dict):
        return {name: _other(each, seed) for name, each in value.items()}
    if isinstance(value, list):
        return [_other(each, seed) for each in value]
    return _value(value, seed)
