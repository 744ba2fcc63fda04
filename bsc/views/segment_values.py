"""The segments of one dimension: its values, a persona as one value whatever its rows call it."""

from collections.abc import Mapping
from dataclasses import replace

from bsc.model.definitions import Scorecard
from bsc.model.fence import PERSONA
from bsc.model.view import View
from bsc.views.workspace import Workspace


def segment_values(workspace: Workspace, view: View, dimension: str) -> tuple[str, ...]:
    """Return the values of *dimension* that *view* lets through, each once; a persona by its id."""
    values = workspace.filters(view).get(dimension) or workspace.dimensions().get(dimension, ())
    ids = {name: persona for persona, name in _personas(workspace.scorecard, dimension).items()}
    return tuple(dict.fromkeys(ids.get(value, value) for value in values))


def segment_name(workspace: Workspace, dimension: str, value: str) -> str:
    """Return *value* of *dimension* for people; a persona by its name."""
    return _personas(workspace.scorecard, dimension).get(value, value)


def narrowed(view: View, dimension: str, value: str) -> View:
    """Return *view* of nobody but those who have *value*."""
    if dimension == PERSONA:
        return replace(view, persona=value)
    return replace(view, filters={**view.filters, dimension: (value,)})


def _personas(scorecard: Scorecard, dimension: str) -> Mapping[str, str]:
    return {persona.id: persona.name for persona in scorecard.personas} if dimension == PERSONA else {}
