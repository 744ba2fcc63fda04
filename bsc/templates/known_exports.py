"""What a recognised export brings along, as YAML: its dataset, its KPIs, and what there is to know about it."""

from pathlib import Path

from bsc.errors import NotFound

_FOLDER = Path(__file__).with_name("exports")
_OBJECTIVES = "objectives"


def names() -> tuple[str, ...]:
    """Return the ids of the exports, in the order of the alphabet."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.yaml") if path.stem != _OBJECTIVES))


def text(name: str) -> str:
    """Return what the export called *name* brings along; raises NotFound."""
    if name not in names():
        raise NotFound("export", name, names())
    return (_FOLDER / f"{name}.yaml").read_text(encoding="utf-8")


def objectives() -> str:
    """Return how an objective is called that a KPI of a stage and perspective serves: stage → perspective → name."""
    return (_FOLDER / f"{_OBJECTIVES}.yaml").read_text(encoding="utf-8")
