"""What the empty app keeps in memory: the recorded trees, and the names of its pages."""

import os
from functools import cache
from pathlib import Path

from benchmarks.floor.plain import prepare
from benchmarks.floor.tree import Node, read

TREES = "BSC_FLOOR_TREES"  # the environment variable that names the file of trees
MOVED = "moved"  # the tree of a part after its slider has moved
ICONS = {
    "Scorecard": (
        ("map", "Journey map", ":material/route:"),
        ("stage", "Stage", ":material/view_quilt:"),
        ("strategy-map", "Strategy map", ":material/account_tree:"),
        ("trends", "Trends & targets", ":material/show_chart:"),
        ("why", "Why it changed", ":material/waterfall_chart:"),
        ("what-if", "What if", ":material/alt_route:"),
    ),
    "Set up": (("data", "Data", ":material/upload_file:"), ("definitions", "Definitions", ":material/tune:")),
}


@cache
def trees() -> dict[str, Node]:
    """Return the trees by page; the part that a slider changes has what it then draws in its fields."""
    kept = read(Path(os.environ[TREES]))
    for root in kept.values():
        prepare(root)
    parts = {
        node.fragment: node for name, root in kept.items() if name != MOVED for node in root.walk() if _is_part(node)
    }
    for node in kept.pop(MOVED, Node("root", {})).walk():
        if _is_part(node):
            parts[node.fragment].fields["moved"] = node
    return kept


def _is_part(node: Node) -> bool:
    return node.kind == "fragment"
