"""The engine at several sizes: the template's company, one table beside the peers, and a day imported again."""

from collections.abc import Sequence
from pathlib import Path

from benchmarks import events, reimport, template


def run(sizes: Sequence[int], folder: Path, environments: Path) -> None:
    """Print every table for each of *sizes* rows; stores are kept in *folder*, the peers in *environments*."""
    for rows in sizes:
        template.run(folder, rows)
        events.run(folder, rows, environments)
        reimport.run(folder, rows)
