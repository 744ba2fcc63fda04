"""Recording what the pages of a running server send, so that the empty app can draw the same elements."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

from benchmarks import browser
from benchmarks.floor.kept import MOVED
from benchmarks.floor.tree import Node, tree, written
from benchmarks.serving import Server
from benchmarks.visitor import PAGES, visitor


def record(server: Server, path: Path, pages: Sequence[str] = PAGES) -> Path:
    """Return *path* after writing into it what each of *pages* draws, and what it draws when its slider has moved."""
    trees = asyncio.run(_trees(server.address, pages))
    with browser.chromium() as opened:
        for page in pages:
            _size(trees[page], browser.components(opened, server, page))
    return written(trees, path)


async def _trees(address: str, pages: Sequence[str]) -> dict[str, Node]:
    kept = {}
    for page in pages:
        async with visitor(address) as each:
            run = await each.open_page(page)
            if run.exceptions:
                raise RuntimeError(f"the page {page} shows an error: {run.exceptions[0]}")
            kept[page] = tree(run.messages)
            if each.slider is not None:
                kept[MOVED] = tree((await each.move_slider()).messages)
    return kept


def _size(root: Node, drawn: list[dict[str, int]]) -> None:
    """Give each component of *root* the size that a browser has drawn it in."""
    recorded = [node for node in root.walk() if node.kind == "bidi_component"]
    for node, size in zip(recorded, drawn, strict=True):
        node.fields.update(size)
