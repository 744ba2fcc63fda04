"""Parts of an initiative's form that are lists: what is expected of each KPI, for whom it is, and its links."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import streamlit as st

from bsc.model.definitions import Kpi
from bsc.model.editing import Document
from bsc.model.words import Unit
from bsc.ui.editors.draft import Draft
from bsc.ui.failures import escaped
from bsc.views.workspace import Workspace

_NOISE: Final = 11  # decimals that survive: 5 points of a share are 0.05
_UNITS: Final = {Unit.PERCENT: "percentage points", Unit.DAYS: "days", Unit.HOURS: "hours", Unit.POINTS: "points"}


def expected(draft: Draft, workspace: Workspace, kpis: Sequence[Kpi]) -> list[Document]:
    """Draw by how much each of *kpis* is meant to move, and by when; return what is expected.

    What is expected of a KPI that is not among them any more is left out.
    """
    known = {each["kpi"]: dict(each) for each in draft.base.get("expected", ())}
    if not kpis:
        st.caption("Choose an objective or KPIs first: then say by how much each is to move.")
    inner = draft.part("expected", {})
    found = [_one(inner.part(kpi.id, _shown(known.get(kpi.id, {}), kpi)), workspace, kpi) for kpi in kpis]
    return [each for each in found if each]


def _one(inner: Draft, workspace: Workspace, kpi: Kpi) -> Document:
    unit = workspace.currency if kpi.unit is Unit.CURRENCY else _UNITS.get(kpi.unit, "")
    change, by = st.columns((3, 2))
    with change:
        number = inner.number(
            "change",
            escaped(f"{kpi.name}{f', {unit}' if unit else ''}"),
            format="%g",
            help="Below zero where it is to fall.",
        )
    with by:
        day = inner.day("by", "By")
    if not number:
        return {}
    written: Document = {"kpi": kpi.id, "change": round(number / _factor(kpi), _NOISE)}
    return written | ({"by": day} if day else {})


def _shown(base: Mapping[str, Any], kpi: Kpi) -> dict[str, Any]:
    change = base.get("change")
    return {**base, "change": None if change is None else round(change * _factor(kpi), _NOISE)}


def _factor(kpi: Kpi) -> float:
    """Return how much larger a change is shown than it is kept."""
    return 100.0 if kpi.unit is Unit.PERCENT else 1.0


def where(draft: Draft, workspace: Workspace) -> dict[str, str]:
    """Draw for which segment it is: dimensions, and of each the value that got it; return them, none for everybody."""
    base: Mapping[str, str] = draft.base.get("where", {})
    known = {name: list(values) for name, values in workspace.dimensions().items()}
    known |= {name: [*known.get(name, ()), value] for name, value in base.items() if value not in known.get(name, ())}
    inner = draft.part("where", {"dimensions": list(base)})
    chosen = inner.many(
        "dimensions",
        "Only for a segment",
        {name: name.replace("_", " ").capitalize() for name in known},
        placeholder="For everybody",
        help="Where only a part of the customers got it, those that did not are what it is held against.",
    )
    values = inner.part("values", dict(base))
    names = {each.id: each.name for each in workspace.scorecard.personas}
    found = {
        name: values.choice(
            name, escaped(name.replace("_", " ").capitalize()), {one: names.get(one, one) for one in known[name]}
        )
        for name in chosen
    }
    return {name: value for name, value in found.items() if value}


def links(draft: Draft) -> list[object]:
    """Draw its links, one a line: an address, and behind it what people read; return them."""
    lines = draft.part("links", {"lines": [_line(each) for each in draft.base.get("links", ())]})
    written = lines.lines(
        "lines",
        "Links, one a line",
        placeholder="https://example.com/ticket/12 Ticket 12",
        help="Address, then a name.",
    )
    return [_link(line) for line in written]


def _line(link: str | Mapping[str, str]) -> str:
    return link if isinstance(link, str) else f"{link['address']} {link.get('name', '')}".strip()


def _link(line: str) -> object:
    address, _, name = line.partition(" ")
    return {"address": address, "name": name.strip()} if name.strip() else address
