"""Timing, and the table that the figures end in."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """One measured way of doing a thing: its name, its median in seconds, and how often it was run."""

    name: str
    seconds: float
    runs: int


def median_of(runs: int, work: Callable[[], object], name: str) -> Line:
    """Return the median time of *work* over *runs* runs, after one that does not count."""
    work()
    times = []
    for _ in range(runs):
        begun = time.perf_counter()
        work()
        times.append(time.perf_counter() - begun)
    return Line(name, statistics.median(times), runs)


def table(title: str, lines: list[Line]) -> None:
    """Print *lines* with their ratio to the first."""
    print(f"\n{title}")
    for line in lines:
        ratio = line.seconds / lines[0].seconds
        print(f"  {line.name:<58} {line.seconds * 1000:>10.2f} ms  {ratio:>8.2f} ×  ({line.runs} runs)")
