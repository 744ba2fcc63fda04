"""The values that filters can choose from."""

from collections.abc import Mapping

from bsc.actuals.filters import dimension_column
from bsc.actuals.relations import source_sql
from bsc.actuals.statements import Reader, statement
from bsc.errors import FormulaProblem
from bsc.formula import Catalogue, Frame
from bsc.model.definitions import Scorecard
from bsc.model.shape import DatasetShape

MOST_VALUES = 200


def dimensions(reader: Reader, scorecard: Scorecard, shapes: Mapping[str, DatasetShape]) -> dict[str, tuple[str, ...]]:
    """Return for each dimension its values in any dataset, sorted; of a dataset the 200 most frequent."""
    catalogue = Catalogue(scorecard, shapes)
    found: dict[str, set[str]] = {}
    for dataset in scorecard.datasets:
        for dimension in dataset.dimensions:
            found.setdefault(dimension, set()).update(_values(reader, catalogue, dataset.id, dimension))
    return {dimension: tuple(sorted(values)[:MOST_VALUES]) for dimension, values in found.items()}


def _values(reader: Reader, catalogue: Catalogue, dataset: str, dimension: str) -> list[str]:
    try:
        frame: Frame = catalogue.frame(dataset)
        column = dimension_column(frame, dimension)
    except FormulaProblem:
        return []  # the definitions' check says what is wrong with it; here it has no values to choose from
    lookups = [column.source] if column.source and column.source != dataset else []
    if frame.shape is None:
        return []
    sql = statement(
        "dimension",
        derived=catalogue.derived_sql([dataset, *lookups]),
        column=frame.column(column).sql,
        source=source_sql(catalogue, frame, lookups),
    )
    return [value for (value,) in reader.read(sql, [MOST_VALUES])]
