"""Where customers' own words about a touchpoint stand: a column of a dataset, and the rating beside it."""

from collections.abc import Mapping
from typing import Any, Final

import streamlit as st

from bsc.model.editing import Document
from bsc.ui.editors.datasets import pairs
from bsc.ui.editors.draft import Draft, names
from bsc.views.definitions import columns
from bsc.views.workspace import Workspace

FIELD: Final = "comments"


def fields(draft: Draft, workspace: Workspace) -> list[Document]:
    """Draw where the comments stand, one frame a place; return the places that name a dataset and a column."""
    inner = draft.part(FIELD, {})
    st.session_state.setdefault(inner.key("rows"), tuple(enumerate(draft.base.get(FIELD, ()))))
    st.markdown("**Customers' words**", help="Comments from surveys and reviews, shown beside the touchpoint, masked.")
    found = [_place(inner, number, base, workspace) for number, base in _rows(inner)]
    st.button(
        "Add a source of comments",
        icon=":material/add:",
        type="tertiary",
        key=inner.key("more"),
        on_click=_add,
        args=(inner,),
    )
    return [place for place in found if place]


def _place(inner: Draft, number: int, base: Mapping[str, Any], workspace: Workspace) -> Document | None:
    own = inner.part(str(number), base)
    with st.container(border=True):
        dataset = own.choice("dataset", "Dataset", names(workspace.scorecard.datasets))
        known = {each.text: each.label for each in columns(workspace.scorecard, workspace.shapes, dataset or "")}
        of_dataset = own.part(dataset or "none", base)
        left, right = st.columns(2)
        with left:
            text = of_dataset.choice("text", "Column with the comment", _with_own(known, base.get("text")))
        with right:
            rating = of_dataset.choice(
                "rating", "Column with the rating", {"": "None", **_with_own(known, base.get("rating"))}, empty=""
            )
        where = pairs(of_dataset, "where", "Only rows where", "touchpoint: webinar")
        st.button("Take out", key=own.key("out"), type="tertiary", on_click=_take_out, args=(inner, number))
    if not (dataset and text):
        return None
    place = {"dataset": dataset, "text": text, "rating": rating, "where": where}
    return {key: value for key, value in place.items() if value}


def _with_own(known: Mapping[str, str], own: str | None) -> dict[str, str]:
    """Return the columns to choose from, with the one that is named already: no row may have come in yet."""
    return {**known, **({own: known.get(own, own)} if own else {})}


def _add(inner: Draft) -> None:
    rows = _rows(inner)
    st.session_state[inner.key("rows")] = (*rows, (max((number for number, _ in rows), default=-1) + 1, {}))


def _take_out(inner: Draft, number: int) -> None:
    st.session_state[inner.key("rows")] = tuple(each for each in _rows(inner) if each[0] != number)


def _rows(inner: Draft) -> tuple[tuple[int, Any], ...]:
    return tuple(st.session_state[inner.key("rows")])
