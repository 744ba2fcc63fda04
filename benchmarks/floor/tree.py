"""What a page sends, as a tree of elements with their properties, kept in a file for the empty app."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
from google.protobuf.json_format import MessageToDict
from google.protobuf.message import Message
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

MAIN = 0  # the first step of a path: 0 is the page, 1 the sidebar, 2 what floats


@dataclass
class Node:
    """One element or container: its *kind* and *fields* as sent, in a fragment or not; its *key* is its own."""

    kind: str
    fields: dict[str, Any]
    fragment: str = ""
    key: str = ""
    children: list["Node"] = field(default_factory=list)

    def walk(self) -> Iterator["Node"]:
        """Yield the node and everything in it."""
        yield self
        for child in self.children:
            yield from child.walk()


def tree(messages: Iterable[ForwardMsg]) -> Node:
    """Return what *messages* of one run draw, from the root of the page.

    Raises ValueError when something is drawn elsewhere: a floor without it would be lower than it should be.
    """
    drawn: dict[tuple[int, ...], Node] = {}
    for message in messages:
        if message.WhichOneof("type") != "delta":
            continue
        path = tuple(message.metadata.delta_path)
        if path[0] != MAIN:
            raise ValueError(f"the page draws outside its main part, at {path}: the floor does not know how")
        drawn[path] = _node(message)
    root = Node("root", {})
    for path in sorted(drawn):
        _parent(root, drawn, path).children.append(drawn[path])
    _name(root)
    return root


def counts(root: Node) -> Counter[str]:
    """Return how many elements of each kind *root* holds."""
    return Counter(node.kind for node in root.walk() if node is not root)


def kinds(messages: Iterable[ForwardMsg]) -> Counter[str]:
    """Return how many elements and containers of each kind *messages* draw; one that was kept counts as that."""
    seen: Counter[str] = Counter()
    for message in messages:
        if message.WhichOneof("type") == "ref_hash":
            seen["kept"] += 1
        elif message.WhichOneof("type") == "delta":
            delta = message.delta
            made = delta.add_block if delta.WhichOneof("type") == "add_block" else delta.new_element
            seen[made.WhichOneof("type") or "container"] += 1
    return seen


def written(trees: dict[str, Node], path: Path) -> Path:
    """Return *path* after writing *trees* into it."""
    path.write_text(json.dumps({name: asdict(root) for name, root in trees.items()}), encoding="utf-8")
    return path


def read(path: Path) -> dict[str, Node]:
    """Return the trees that are kept at *path*."""
    return {name: _made(root) for name, root in json.loads(path.read_text(encoding="utf-8")).items()}


def table_of(columns: bytes) -> dict[str, list[Any]]:
    """Return an Arrow stream as lists, times as text."""
    kept = pa.ipc.open_stream(columns).read_all()
    return {name: [_plain(value) for value in kept.column(name).to_pylist()] for name in kept.column_names}


def _plain(value: object) -> object:
    return value if isinstance(value, str | int | float | bool | None) else str(value)


def _made(written_: dict[str, Any]) -> Node:
    return Node(**{**written_, "children": [_made(child) for child in written_["children"]]})


def _node(message: ForwardMsg) -> Node:
    delta = message.delta
    if delta.WhichOneof("type") == "add_block":
        block = delta.add_block
        around = block.WhichOneof("type") or "flex_container"
        return Node(around, {**_fields(getattr(block, around)), **_around(block), "id": block.id}, delta.fragment_id)
    element = delta.new_element
    kind = element.WhichOneof("type") or "empty"
    content = getattr(element, kind)
    return Node(kind, {**_fields(content), **_around(element), **_shape(kind, content)}, delta.fragment_id)


def _fields(message: Message) -> dict[str, Any]:
    kept: dict[str, Any] = MessageToDict(message, preserving_proto_field_name=True)
    return kept


def _around(message: Message) -> dict[str, Any]:
    whole = _fields(message)
    return {name: whole[name] for name in ("width_config", "height_config") if name in whole}


def _shape(kind: str, content: Any) -> dict[str, Any]:  # noqa: ANN401 -- one of Streamlit's messages
    if kind == "dataframe":
        return {"arrow_data": table_of(content.arrow_data.data)}
    if kind == "vega_lite_chart":
        return {"datasets": {each.name: table_of(each.data.data) for each in content.datasets}}
    if kind == "bidi_component":
        sizes = {"js_size": len(content.js_content), "css_size": len(content.css_content)}
        sent = content.bytes.decode() or content.json or content.mixed.json
        return {"js_content": "", "css_content": "", "mixed": None, **sizes, "json": sent, "bytes": bool(content.bytes)}
    return {}


def _parent(root: Node, drawn: dict[tuple[int, ...], Node], path: tuple[int, ...]) -> Node:
    """Return the nearest container on *path* that was drawn."""
    for length in range(len(path) - 1, 0, -1):
        if path[:length] in drawn:
            return drawn[path[:length]]
    return root


def _name(root: Node) -> None:
    """Give every node a key of its own that stays the same from run to run, and each fragment its wrapper."""
    seen: Counter[str] = Counter()
    wrappers: dict[str, Node] = {}
    for node in root.walk():
        if node.fragment and node.fragment not in wrappers:
            wrappers[node.fragment] = node
            node.kind = "fragment"
        name = f"{node.fragment}.{node.kind}.{node.fields.get('label', '')}"
        node.key = f"{name}.{seen[name]}"
        seen[name] += 1
