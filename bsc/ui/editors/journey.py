"""The journey itself: its name, currency and calendar, the perspectives' weights, and its funnel."""

from calendar import month_name
from typing import Final

import streamlit as st

from bsc.model.editing import Document
from bsc.model.periods import WeekStart
from bsc.model.reading import document_of
from bsc.model.words import Perspective
from bsc.ui.editors import funnel
from bsc.ui.editors.draft import Draft, open_draft, whole
from bsc.views import weights
from bsc.views.workspace import Workspace

SECTION: Final = "journey"
_DEFAULTS: Final = {"name": "Customer journey", "currency": "EUR", "fiscal_year_starts": 1, "week_starts": "monday"}


def control(workspace: Workspace) -> None:
    """Draw the button that opens the journey's form."""
    st.button(
        "Journey, calendar, funnel", icon=":material/edit:", key="edit.journey", on_click=_open, args=(workspace,)
    )


def _open(workspace: Workspace) -> None:
    version = workspace.store.definitions_version()  # newer than the workspace, which is that of the run before
    open_draft(Draft(SECTION, SECTION, as_item(document_of(workspace.store.scorecard(version))), version))


def as_item(document: Document) -> Document:
    """Return the journey with its funnel (step by stage) as one item that can be edited."""
    steps = funnel.by_stage(document)
    return {**_DEFAULTS, **document.get("journey", {}), **({"funnel": steps} if steps else {})}


def with_journey(document: Document, item: Document) -> Document:
    """Return *document* with the journey and the funnel that *item* holds, in the order of its stages."""
    steps = funnel.in_order(document, item.get("funnel", {}))
    return {**document, "journey": {field: each for field, each in item.items() if field != "funnel"}, "funnel": steps}


def form(draft: Draft, workspace: Workspace) -> Document:
    """Draw the form of the journey; return what is written in it."""
    name = draft.text("name", "Name", required=True)
    first, second, third = st.columns(3)
    with first:
        currency = draft.text("currency", "Currency", max_chars=3, placeholder="EUR", help="Three letters, like EUR.")
    with second:
        months = {str(number): month_name[number] for number in range(1, 13)}
        year = draft.part("fiscal_year_starts", {"starts": str(draft.base.get("fiscal_year_starts", 1))})
        fiscal = year.choice("starts", "Fiscal year starts in", months)
    with third:
        week = draft.choice(
            "week_starts", "Weeks start on", {each.value: each.value.capitalize() for each in WeekStart}
        )
    return whole(
        draft,
        {
            "name": name,
            "currency": currency.strip().upper(),
            "fiscal_year_starts": int(fiscal or 1),
            "week_starts": week,
            "perspective_weights": _weights(draft),
            "funnel": funnel.fields(draft, workspace),
        },
    )


def _weights(draft: Draft) -> dict[str, float]:
    st.caption("What each perspective weighs in a stage's score, relative to the others")
    stated = draft.base.get("perspective_weights", {})
    inner = draft.part("perspective_weights", stated)
    written = {}
    for each, column in zip(Perspective, st.columns(4), strict=True):
        with column:
            written[each.value] = inner.number(each.value, each.label, empty=1.0, min_value=0.0, step=0.5)
    shares = weights.perspective_shares({name: weight for name, weight in written.items() if weight is not None})
    for each, column in zip(Perspective, st.columns(4), strict=True):
        share = shares[each.value]
        column.caption("–" if share is None else weights.percent(share))
    return {each: weight for each, weight in written.items() if weight is not None and (weight != 1 or each in stated)}
