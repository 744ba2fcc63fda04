"""Drawing a recorded tree with Streamlit's public commands: what a page of these elements costs with nothing behind."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import streamlit as st

from benchmarks.floor import plain, widgets
from benchmarks.floor.options import gap, opened, width
from benchmarks.floor.tree import Node


def children(node: Node, seed: float = 0) -> None:
    """Draw what is in *node*; values follow the *seed*."""
    for child in node.children:
        element(child, seed)


def element(node: Node, seed: float = 0) -> None:
    """Draw *node* and what is in it; raises NotImplementedError for a kind that the floor has not learnt yet."""
    if _is_split(node):
        _split(node, seed)
    elif node.kind in _WHOLE:
        _WHOLE[node.kind](node, seed)
    elif node.kind in _CONTAINERS:
        with _CONTAINERS[node.kind](node):
            children(node, seed)
    elif node.kind in plain.DRAWN:
        plain.DRAWN[node.kind](node, seed)
    elif node.kind in widgets.DRAWN:
        widgets.DRAWN[node.kind](node)
    else:
        raise NotImplementedError(f"the floor cannot draw a {node.kind} yet: {node.fields}")


@st.fragment
def part(node: Node) -> None:
    """Draw a part of the page that runs alone; once its slider has moved, what the page then drew in it."""
    at, moved = widgets.slid(node), node.fields.get("moved")
    children(node if at is None or moved is None else moved, at or 0)


def _part(node: Node, _seed: float) -> None:
    part(node)


def _is_split(node: Node) -> bool:
    return bool(node.children) and node.children[0].kind == "column"


def _split(node: Node, seed: float) -> None:
    first = node.children[0].fields
    weights = [child.fields["weight"] for child in node.children]
    drawn = st.columns(weights, gap=gap(first.get("gap_config")), border=first.get("show_border", False))
    _fill(node, drawn, seed)


def _tabs(node: Node, seed: float) -> None:
    _fill(node, st.tabs([child.fields["label"] for child in node.children], **opened(node)), seed)


def _fill(node: Node, drawn: Any, seed: float) -> None:  # noqa: ANN401 -- columns or tabs
    for child, place in zip(node.children, drawn, strict=True):
        with place:
            children(child, seed)


def _grid(node: Node, seed: float) -> None:
    fields = node.fields
    drawn = st.grid(
        fields.get("columns") or "auto",
        min_column_width=fields.get("min_column_width_px") or "auto",
        border=fields.get("border", False),
    )
    for child in node.children:
        if child.kind == "flex_container" and not _is_split(child):
            with drawn.cell():
                children(child, seed)
        else:
            with drawn:
                element(child, seed)


def _container(node: Node) -> AbstractContextManager[Any]:
    fields = node.fields
    return st.container(
        border=fields.get("border", False),
        horizontal=fields.get("direction") == "HORIZONTAL",
        vertical_alignment="center" if fields.get("align") == "ALIGN_CENTER" else "top",
        gap=gap(fields.get("gap_config")),
        width=width(node),
        key=node.key if fields.get("id") else None,
    )


def _form(node: Node) -> AbstractContextManager[Any]:
    return st.form(node.key, border=node.fields.get("border", False))


def _expander(node: Node) -> AbstractContextManager[Any]:
    fields = node.fields
    look: dict[str, Any] = {"type": "compact" if fields.get("type") == "COMPACT" else "default", **opened(node)}
    return st.expander(fields["label"], expanded=fields.get("expanded", False), **look)


def _popover(node: Node) -> AbstractContextManager[Any]:
    fields = node.fields
    look: dict[str, Any] = {"type": fields.get("type", "secondary"), "width": width(node), **opened(node)}
    return st.popover(fields["label"], icon=fields.get("icon") or None, **look)


_WHOLE: dict[str, Callable[[Node, float], None]] = {"fragment": _part, "tab_container": _tabs, "grid_container": _grid}
_CONTAINERS: dict[str, Callable[[Node], AbstractContextManager[Any]]] = {
    "flex_container": _container,
    "form": _form,
    "expandable": _expander,
    "popover": _popover,
}
