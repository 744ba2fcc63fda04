"""The scores that a frozen link showed when it was made, and whether this version of the app computes them as well."""

import json
import math
from collections.abc import Iterator
from datetime import date

from bsc.model.definitions import ALL_PERSONAS
from bsc.model.sharing import SharedView
from bsc.scoring.rollup import Node
from bsc.store import Store
from bsc.views.keeping import kept
from bsc.views.workspace import Workspace

CLOSE = 1e-9  # of a number: the order in which rows are added up is nobody's
Figure = tuple[str, float | None, float | None]


def sealed(store: Store, today: date, shown: SharedView) -> str:
    """Return every score of the view *shown* on the day *today*, as JSON: part → name, a KPI's value, score."""
    return json.dumps(_figures(Workspace(store, today, shown.fence), shown), ensure_ascii=False)


def computed_otherwise(workspace: Workspace, shown: SharedView, before: str) -> tuple[str, ...]:
    """Return the names of the parts whose value or score is another one than in *before*, what `sealed` has returned.

    *workspace* looks at what was frozen, within the link's fence. Empty: it is what it was.
    """
    return kept(workspace, ("sealed", shown.model_dump_json(), before), lambda: _changed(workspace, shown, before))


def _changed(workspace: Workspace, shown: SharedView, before: str) -> tuple[str, ...]:
    now, then = _figures(workspace, shown), json.loads(before)
    names = {part: figure[0] for part, figure in {**then, **now}.items()}
    changed = [part for part in names if not _same(now.get(part), then.get(part))]
    return tuple(dict.fromkeys(names[part] for part in changed))


def _figures(workspace: Workspace, shown: SharedView) -> dict[str, Figure]:
    view = shown.view(ALL_PERSONAS)
    return dict(_parts(workspace.tree(view, workspace.period(view))))


def _parts(tree: Node) -> Iterator[tuple[str, Figure]]:
    for node in tree.walk():
        part = " ".join(filter(None, (node.kind, node.stage if node.kind == "cell" else None, node.id)))
        yield part, (node.name, node.judgement.value if node.judgement else None, node.score)


def _same(now: Figure | None, then: Figure | None) -> bool:
    if now is None or then is None:
        return False
    return all(_close(one, other) for one, other in zip(now[1:], then[1:], strict=True))


def _close(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return math.isclose(one, other, rel_tol=CLOSE, abs_tol=CLOSE)
