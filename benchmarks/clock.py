"""Timing, and the table that the figures end in."""

import math
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """One measured way of doing a thing: its name, its median in seconds, how often it was run, and a remark.

    Without seconds it was not measured, and the remark says why.
    """

    name: str
    seconds: float | None
    runs: int = 1
    remark: str = ""


def median_of(runs: int, work: Callable[[], object], name: str, remark: str = "") -> Line:
    """Return the median time of *work* over *runs* runs, after one that does not count."""
    work()
    return Line(name, statistics.median(seconds(work) for _ in range(runs)), runs, remark)


def once(work: Callable[[], object], name: str, remark: str = "") -> Line:
    """Return the time of *work*, run a single time with nothing before it."""
    return Line(name, seconds(work), 1, remark)


def seconds(work: Callable[[], object]) -> float:
    """Return how long *work* takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def exponent(sizes: Sequence[float], times: Sequence[float]) -> float:
    """Return the exponent b of time = a · size^b, fitted to the logarithms: 0 is no growth, 1 is growth in step."""
    xs, ys = [math.log(size) for size in sizes], [math.log(each) for each in times]
    middle_x, middle_y = statistics.fmean(xs), statistics.fmean(ys)
    spread = sum((x - middle_x) ** 2 for x in xs)
    return sum((x - middle_x) * (y - middle_y) for x, y in zip(xs, ys, strict=True)) / spread


def table(title: str, lines: Sequence[Line], to: str = "") -> None:
    """Print *lines* with their ratio to the first, or to the one called *to*."""
    print(f"\n{title}")
    base = next((line.seconds for line in lines if line.name == (to or lines[0].name)), None)
    for line in lines:
        print(f"  {line.name:<58} {_measured(line, base)}{line.remark}".rstrip(), flush=True)


def _measured(line: Line, base: float | None) -> str:
    if line.seconds is None:
        return ""
    ratio = f"{line.seconds / base:>9.2f} ×" if base else " " * 11
    return f"{line.seconds * 1000:>10.2f} ms  {ratio}  ({line.runs} run{'s' * (line.runs != 1)})  "
