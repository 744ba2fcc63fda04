"""Elements that only show: texts, metrics, charts, tables, each with random values."""

import json
from collections.abc import Callable
from typing import Any

import streamlit as st

from benchmarks.floor import component
from benchmarks.floor.options import width
from benchmarks.floor.tree import Node
from benchmarks.floor.values import VARIANTS, number, table, text, variant

_KINDS_OF_LINE = {"LINE": "line", "BAR": "bar", "AREA": "area"}


def prepare(node: Node) -> None:
    """Make the tables of *node* and of what is in it, so that drawing only sends them."""
    fields = node.fields
    if node.kind == "vega_lite_chart":
        spec, recorded = json.loads(fields["spec"]), fields["datasets"]
        fields["variants"] = [
            {**spec, "datasets": {name: table(columns, at) for name, columns in recorded.items()}}
            for at in range(VARIANTS)
        ]
    if node.kind == "dataframe":
        fields["frame"] = table(fields["arrow_data"]).to_pandas()
    for child in node.children:
        prepare(child)


def _markdown(node: Node, _seed: float) -> None:
    draw = st.caption if node.fields.get("element_type") == "CAPTION" else st.markdown
    draw(node.fields["body"], width=width(node), help=node.fields.get("help"))


def _heading(node: Node, _seed: float) -> None:
    draw: Callable[[str], object] = {"h1": st.title, "h2": st.header}.get(node.fields["tag"], st.subheader)
    draw(node.fields["body"])


def _code(node: Node, _seed: float) -> None:
    st.code(node.fields["code_text"], language=None, wrap_lines=node.fields.get("wrap_lines", False))


def _alert(node: Node, _seed: float) -> None:
    st.info(node.fields["body"], icon=node.fields.get("icon") or None)


def _metric(node: Node, seed: float) -> None:
    fields = node.fields
    line = fields.get("chart_data")
    options: dict[str, Any] = {
        "border": fields.get("show_border", False),
        "help": fields.get("help"),
        "delta_arrow": "off" if fields.get("direction") == "NONE" else "auto",
        "delta_description": fields.get("delta_description"),
        "chart_data": [number(float(value), seed) for value in line] if line else None,
        "chart_type": _KINDS_OF_LINE.get(fields.get("chart_type", ""), "line"),
    }
    delta = fields.get("delta")
    st.metric(fields["label"], text(fields["body"], seed), text(delta, seed) if delta else None, **options)


def _chart(node: Node, seed: float) -> None:
    fields = node.fields
    st.vega_lite_chart(spec=fields["variants"][variant(seed)], key=node.key, alt=fields.get("alt"))


def _frame(node: Node, _seed: float) -> None:
    st.dataframe(node.fields["frame"], hide_index=True, width=width(node))


def _component(node: Node, _seed: float) -> None:
    component.draw(node)


def _html(node: Node, _seed: float) -> None:
    st.html(node.fields["body"])


def _empty(_node: Node, _seed: float) -> None:
    st.empty()


DRAWN = {
    "markdown": _markdown,
    "heading": _heading,
    "code": _code,
    "alert": _alert,
    "metric": _metric,
    "vega_lite_chart": _chart,
    "dataframe": _frame,
    "bidi_component": _component,
    "html": _html,
    "empty": _empty,
}
