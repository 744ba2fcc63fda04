"""What a filter means for a dataset: its own dimensions, reached through a lookup where need be, or no answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bsc.errors import FormulaProblem
from bsc.formula import Frame
from bsc.formula.tree import Column
from bsc.model.definitions import Persona

PERSONA = "persona"
Filters = Mapping[str, tuple[str, ...]]  # dimension → the values of it that count


@dataclass(frozen=True)
class Filtered:
    """The rows that a filter lets through: SQL, the values it binds, and the lookups it goes through.

    `dimensions` are those it goes by with the SQL of each (as text), `chosen` the values of each that count.
    """

    sql: str
    values: tuple[str, ...]
    lookups: frozenset[str]
    dimensions: Mapping[str, str]
    chosen: Mapping[str, tuple[str, ...]]


def filtered(frame: Frame, filters: Filters, personas: Sequence[Persona]) -> Filtered:
    """Return what *filters* mean for the frame's rows; raises FormulaProblem when it lacks one of the dimensions.

    A persona is known to the rows by its id or by its name.
    """
    conditions: list[str] = ["true"]
    values: list[str] = []
    lookups: set[str | None] = set()
    dimensions: dict[str, str] = {}
    asked: dict[str, tuple[str, ...]] = {}
    names = {persona.id: persona.name for persona in personas}
    for dimension, chosen in filters.items():
        if not chosen:
            continue
        column = dimension_column(frame, dimension)
        known = {*chosen, *(names[value] for value in chosen if dimension == PERSONA and value in names)}
        dimensions[dimension] = dimension_sql(frame, column)
        asked[dimension] = tuple(sorted(known))
        conditions.append(f"{dimensions[dimension]} in ({', '.join('?' * len(known))})")
        values.extend(asked[dimension])
        lookups.update({column.source} - {None, frame.dataset.id})
    through = frozenset(name for name in lookups if name)
    return Filtered(" and ".join(conditions), tuple(values), through, dimensions, asked)


def dimension_sql(frame: Frame, column: Column) -> str:
    """Return the value of a dimension's *column* as SQL of a text."""
    return f"cast({frame.column(column).sql} as varchar)"


def dimension_column(frame: Frame, dimension: str) -> Column:
    """Return the column that *dimension* is in the frame's dataset; raises FormulaProblem when it has none."""
    if dimension not in frame.dataset.dimensions:
        raise FormulaProblem(f'"{frame.dataset.label}" has no dimension `{dimension}`', "it cannot answer this filter")
    column = frame.named(frame.dataset.dimensions[dimension])
    frame.column(column)
    if column.source and column.source in frame.reached and frame.reached[column.source] is None:
        seen = f"`{dimension}` of `{frame.dataset.id}` is reached through `{column.source}`, which has no rows yet"
        raise FormulaProblem(seen, "import its export")
    return column
