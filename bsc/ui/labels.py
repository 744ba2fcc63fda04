"""What can be opened, by id, with the label that a control offers it by and that Streamlit writes into the address."""

from collections.abc import Mapping
from typing import Final

from bsc.model.definitions import Scorecard
from bsc.model.words import Perspective
from bsc.views.trend import kpi_choices

ALL_PERSPECTIVES: Final = "all"


def stages(scorecard: Scorecard) -> dict[str, str]:
    """Return the label of every stage by id, in order, as Markdown that shows the name as it is."""
    return unlike({stage.id: _literal(stage.name) for stage in scorecard.stages})


def perspectives() -> dict[str, str]:
    """Return the label of every perspective by id, and of all together first."""
    return {ALL_PERSPECTIVES: "All perspectives", **{each.value: each.label for each in Perspective}}


def kpis(scorecard: Scorecard) -> dict[str, str]:
    """Return the label of every KPI by id, in the journey's order."""
    return unlike(kpi_choices(scorecard))


def parts(scorecard: Scorecard) -> dict[str, str]:
    """Return the label of every part of the scorecard that has a score, by the name that addresses give it.

    The journey, the perspectives, then each stage with its objectives and each objective with its KPIs.
    """
    found = {"journey": "Whole journey"} | {
        f"perspective.{each.value}": f"{each.label}, all stages" for each in Perspective
    }
    for stage in scorecard.stages:
        found[f"stage.{stage.id}"] = stage.name
        for objective in (each for each in scorecard.objectives if each.stage == stage.id):
            found[f"objective.{objective.id}"] = f"{objective.name} · {stage.name}"
            for kpi in (each for each in scorecard.kpis if each.objective == objective.id):
                found[f"kpi.{kpi.id}"] = f"{kpi.name} · {stage.name} · {objective.perspective.label}"
    return unlike(found)


def of(scorecard: Scorecard, opened: Mapping[str, str]) -> dict[str, str]:
    """Return *opened* (stage, perspective, kpi, part: an id each) with labels for ids; an unknown id stays as it is."""
    return {name: _known(scorecard, name).get(chosen, chosen) for name, chosen in opened.items()}


def _known(scorecard: Scorecard, name: str) -> Mapping[str, str]:
    """Return the labels by id of what an address opens under *name*."""
    offering = {"stage": stages, "kpi": kpis, "part": parts}
    if name in offering:
        return offering[name](scorecard)
    return perspectives() if name == "perspective" else {}


def unlike(names: Mapping[str, str]) -> dict[str, str]:
    """Return *names* with the id behind those that two ids share, so that a label means one thing."""
    seen = list(names.values())
    return {name: label if seen.count(label) == 1 else f"{label} ({name})" for name, label in names.items()}


def _literal(name: str) -> str:
    """Return *name* with a backslash before what Markdown reads inside a line: the label stands in the address too."""
    return "".join(f"\\{sign}" if sign in r"\`*_[]~$:" else sign for sign in name)
