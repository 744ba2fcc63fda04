"""Recorded properties as the arguments of Streamlit's commands."""

from typing import Any

from benchmarks.floor.tree import Node


def width(node: Node) -> Any:  # noqa: ANN401 -- each command has its own literals
    """Return the width that *node* was drawn with: "stretch", "content" or pixels."""
    config = node.fields.get("width_config", {})
    if "pixel_width" in config:
        return int(config["pixel_width"])
    return "content" if config.get("use_content") else "stretch"


def gap(config: dict[str, Any] | None) -> Any:  # noqa: ANN401 -- the same
    """Return the gap between the elements of a container."""
    named = str((config or {}).get("gap_size", "SMALL")).lower()
    return None if named == "none" else named


def opened(node: Node) -> dict[str, Any]:
    """Return what makes a container say when it is opened, where it did."""
    if bound := node.fields.get("query_param_key"):
        return {"key": bound, "bind": "query-params"}
    return {"key": node.key, "on_change": "rerun"} if node.fields.get("id") else {}


def widget(node: Node) -> dict[str, Any]:
    """Return what every widget is given: label, key, whether it stands in the address."""
    fields = node.fields
    hidden = fields.get("label_visibility", {}).get("value") == "COLLAPSED"
    given: dict[str, Any] = {"label": fields.get("label", ""), "help": fields.get("help"), "width": width(node)}
    if hidden:
        given["label_visibility"] = "collapsed"
    if bound := fields.get("query_param_key"):
        return {**given, "key": bound, "bind": "query-params"}
    return {**given, "key": node.key}
