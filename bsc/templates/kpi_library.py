"""The KPI library as it is written: one file a stage of the default journey, and one of the columns that they count."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from bsc.errors import NotFound
from bsc.model.library import Library, LibraryKpi
from bsc.store.yaml_text import document_from_yaml

_FOLDER = Path(__file__).with_name("library")
_COLUMNS = "columns"


@cache
def library() -> Library:
    """Return the library, its KPIs in the order of the journey."""
    return Library.model_validate({"columns": _document(_FOLDER / f"{_COLUMNS}.yaml"), "kpis": list(_kpis())})


def library_kpi(identity: str) -> LibraryKpi:
    """Return the library's KPI called *identity*; raises NotFound."""
    known = {kpi.id: kpi for kpi in library().kpis}
    if identity not in known:
        raise NotFound("KPI in the library", identity, known)
    return known[identity]


def _kpis() -> Iterator[dict[str, Any]]:
    for file in sorted(each for each in _FOLDER.glob("*.yaml") if each.stem != _COLUMNS):
        stage = file.stem.partition("_")[2]  # `1_awareness`: its place, and its name
        yield from ({**kpi, "stage": stage} for kpi in _document(file))


def _document(file: Path) -> Any:  # noqa: ANN401 -- checked by the model that takes it
    return document_from_yaml(file.read_text(encoding="utf-8"))
