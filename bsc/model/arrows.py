"""The arrows of the strategy map in a scorecard's document: drawn from a cause to an effect, and taken out again."""

from collections.abc import Mapping
from typing import Any

from bsc.errors import Refused
from bsc.model.editing import Document, item, with_item


def arrow(document: Mapping[str, Any], cause: str, effect: str) -> Document:
    """Return *document* with an arrow from the objective *cause* to *effect*, both by id; raises NotFound.

    Raises Refused for an arrow that is there already, and for one that leads an objective back to itself, in one step
    or around a circle: nothing is its own cause.
    """
    driving, driven = item(document, "objectives", cause), item(document, "objectives", effect)
    if cause == effect:
        message = f'"{driving["name"]}" cannot drive itself – end the arrow at another objective'
        raise Refused(message)
    if effect in driving.get("drives", ()):
        message = f'the arrow from "{driving["name"]}" to "{driven["name"]}" is there already'
        raise Refused(message)
    if back := path(document, effect, cause):
        names = " → ".join(str(item(document, "objectives", each)["name"]) for each in back)
        message = (
            f'the arrow from "{driving["name"]}" to "{driven["name"]}" would close a circle ({names}) – '
            "take one of these arrows out first"
        )
        raise Refused(message)
    return with_item(document, "objectives", {**driving, "drives": [*driving.get("drives", ()), effect]})


def without_arrow(document: Mapping[str, Any], cause: str, effect: str) -> Document:
    """Return *document* without the arrow from *cause* to *effect*; raises NotFound, Refused where there is none."""
    driving = item(document, "objectives", cause)
    left = [each for each in driving.get("drives", ()) if each != effect]
    if len(left) == len(driving.get("drives", ())):
        message = f'no arrow leads from "{driving["name"]}" to `{effect}` – it may have been taken out in the meantime'
        raise Refused(message)
    return with_item(document, "objectives", {**driving, "drives": left})


def path(document: Mapping[str, Any], start: str, end: str) -> tuple[str, ...]:
    """Return the ids along a shortest way of arrows from *start* to *end*, both among them; empty without one."""
    driven = {each["id"]: tuple(each.get("drives", ())) for each in document.get("objectives", ())}
    ways: dict[str, tuple[str, ...]] = {start: (start,)}
    waiting = [start]
    for here in waiting:
        if here == end:
            return ways[here]
        for there in driven.get(here, ()):
            if there not in ways:
                ways[there] = (*ways[here], there)
                waiting.append(there)
    return ()
