"""Computing ahead what is looked at most, so that the first visitor after an import does not wait for it."""

from collections.abc import Callable, Iterable
from typing import Final

from bsc.errors import BscError, Cancelled
from bsc.model.view import View
from bsc.views.attention import attention
from bsc.views.journey_map import journey_map
from bsc.views.memory import seen
from bsc.views.stage import stage_page
from bsc.views.strategy_map import strategy_map
from bsc.views.trend import trend
from bsc.views.workspace import Workspace

MOST: Final = 12  # read models
PERSONAS: Final = 6  # whose maps are made ahead
_MAP: Final = "journey map"


def warm(workspace: Workspace, look: Callable[[], None] = lambda: None) -> int:
    """Return how many read models were computed: the journey map, those asked for most, the personas' maps.

    *look* is called before each, and while rows are asked; what it raises ends the work.
    """
    workspace.watched(look)
    of_personas = [(_MAP, View(persona=each.id)) for each in workspace.scorecard.personas[:PERSONAS]]
    wanted = [(_MAP, View()), *workspace.most_used(MOST), *of_personas]
    workspace.dimensions()
    done = 0
    for name, view in _once(wanted):
        look()
        done += _made(workspace, name, view)
    return done


def _once(wanted: Iterable[tuple[str, View]]) -> Iterable[tuple[str, View]]:
    return {(name, seen(view)): (name, view) for name, view in wanted}.values()


def _made(workspace: Workspace, name: str, view: View) -> bool:
    """Compute the read model called *name*; what the definitions know no more is left out."""
    kind, _, rest = name.partition(" ")
    try:
        match kind, rest.split():
            case "journey", ["map"]:
                journey_map(workspace, view)
            case "strategy", ["map"]:
                strategy_map(workspace, view)
            case "attention", []:
                attention(workspace, view, workspace.period(view))
            case "stage", [stage]:
                stage_page(workspace, view, stage)
            case "trend", [kpi, window]:
                trend(workspace, view, kpi, int(window))
            case _:
                return False
    except Cancelled:
        raise
    except BscError:  # a KPI, stage or period that is no more
        return False
    return True
