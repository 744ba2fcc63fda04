"""A component of a recorded one's size: as many elements, as much text, code and style, and no behaviour."""

import json
from collections.abc import Callable
from functools import cache
from typing import Any

import streamlit as st

from benchmarks.floor.tree import Node
from benchmarks.floor.values import payload

_SCRIPT = """
const texts = (value) =>
  value === null ? [] : typeof value === "object" ? Object.values(value).flatMap(texts) : [String(value)];

export default function ({ parentElement, data }) {
  const root = parentElement.querySelector(".plain");
  const given = data instanceof Uint8Array ? JSON.parse(new TextDecoder().decode(data)) : data;
  const words = texts(given.shown);
  const cells = Array.from({ length: given.elements }, (_, at) => {
    const cell = document.createElement("div");
    cell.textContent = words[at % words.length];
    return cell;
  });
  root.style.height = `${given.height}px`;
  root.replaceChildren(...cells);
}
"""
_STYLE = """
.plain { display: grid; grid-template-columns: repeat(8, 1fr); overflow: hidden; }
.plain > div { overflow: hidden; white-space: nowrap; }
"""


PERSONA = "persona"  # the key of the header's choice: each gives other values, from memory, as ours do


def draw(node: Node) -> None:
    """Draw the component that *node* recorded the size of."""
    fields = node.fields
    mount = _registered(fields["component_name"], fields["js_size"], fields["css_size"])
    who = str(st.session_state.get(PERSONA, ""))
    given = _given(fields["json"], fields["elements"], fields["height"], who, encoded=fields["bytes"])
    mount(key=node.key, data=given)


@cache
def _registered(name: str, script: int, style: int) -> Callable[..., Any]:
    return st.components.v2.component(
        f"plain_{name}", html='<div class="plain"></div>', css=_padded(_STYLE, style), js=_padded(_SCRIPT, script)
    )


@cache
def _given(recorded: str, elements: int, height: int, who: str, *, encoded: bool) -> dict[str, Any] | bytes:
    given = {"shown": payload(recorded or "null", who), "elements": elements, "height": height}
    return json.dumps(given).encode() if encoded else given


def _padded(source: str, size: int) -> str:
    return f"{source}\n/*{'.' * (size - len(source) - 5)}*/"
