"""Whether a document is a scorecard that can be taken: every problem of it at once, formulas included."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bsc.errors import DefinitionProblems, FormulaProblem, Problem
from bsc.formula import check_dataset, check_kpi, check_step, check_touchpoint
from bsc.model.definitions import Scorecard
from bsc.model.reading import sound_part
from bsc.model.shape import DatasetShape


def checked(
    document: object, before: Scorecard, shapes: Mapping[str, DatasetShape], others: Sequence[Problem] = ()
) -> Scorecard:
    """Return the scorecard that *document* describes; raises DefinitionProblems with every problem, *others* too.

    What was wrong with a formula *before* as well is let pass: an undone import may have taken its columns away, and
    that must not keep anybody from changing something else.
    """
    scorecard, problems = sound_part(document)
    known = {(name, str(problem)) for name, problem in _of_formulas(before, shapes)}
    new = [(name, problem) for name, problem in _of_formulas(scorecard, shapes) if (name, str(problem)) not in known]
    places = _places(document)
    found = [*problems, *(problem.at(f"{places[name]}.{problem.key}") for name, problem in new), *others]
    if found:
        raise DefinitionProblems(found)
    return scorecard


def _of_formulas(
    scorecard: Scorecard, shapes: Mapping[str, DatasetShape]
) -> Iterator[tuple[tuple[str, str], FormulaProblem]]:
    for dataset in scorecard.datasets:
        yield from ((("datasets", dataset.id), each) for each in check_dataset(dataset, scorecard, shapes))
    for kpi in scorecard.kpis:
        yield from ((("kpis", kpi.id), each) for each in check_kpi(kpi, scorecard, shapes))
    for step in scorecard.funnel:
        yield from ((("funnel", step.stage), each) for each in check_step(step, scorecard, shapes))
    for touchpoint in scorecard.touchpoints:
        yield from ((("touchpoints", touchpoint.id), each) for each in check_touchpoint(touchpoint, scorecard, shapes))


def _places(document: object) -> dict[tuple[str, str], str]:
    """Return where each dataset, KPI, touchpoint and step of *document* stands; of two of one id, the first."""
    places: dict[tuple[str, str], str] = {}
    for section, identity in (("datasets", "id"), ("kpis", "id"), ("touchpoints", "id"), ("funnel", "stage")):
        for number, item in enumerate(_items(document, section)):
            if isinstance(item, Mapping):
                places.setdefault((section, str(item.get(identity))), f"{section}[{number}]")
    return places


def _items(document: object, section: str) -> list[Any]:
    items = document.get(section) if isinstance(document, Mapping) else None
    return items if isinstance(items, list) else list(items) if isinstance(items, tuple) else []
