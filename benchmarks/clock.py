"""Timing, and the table that the figures end in."""

import math
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """One measured way of doing a thing: its name, its median in seconds, how often it was run, and a remark.

    Without seconds it was not measured, and the remark says why. `processor` are the seconds that the processor's cores
    worked for it together, which a busy machine leaves as they are.
    """

    name: str
    seconds: float | None
    runs: int = 1
    remark: str = ""
    processor: float | None = None


def median_of(runs: int, work: Callable[[], object], name: str, remark: str = "") -> Line:
    """Return the median time of *work* over *runs* runs, after one that does not count."""
    return in_turns(runs, [(name, work)], remark)[0]


def in_turns(runs: int, contenders: Sequence[tuple[str, Callable[[], object]]], remark: str = "") -> list[Line]:
    """Return the median time of each of *contenders* over *runs* rounds, after one that does not count.

    They take turns, so that a busy minute of the machine falls on all of them.
    """
    times: dict[str, list[tuple[float, float]]] = {name: [] for name, _ in contenders}
    for number in range(runs + 1):
        for name, work in contenders:
            taken = _taken(work)
            if number:
                times[name].append(taken)
    return [Line(name, *_medians(each, runs, remark)) for name, each in times.items()]


def once(work: Callable[[], object], name: str, remark: str = "") -> Line:
    """Return the time of *work*, run a single time with nothing before it."""
    return Line(name, *_medians([_taken(work)], 1, remark))


def _medians(times: Sequence[tuple[float, float]], runs: int, remark: str) -> tuple[float, int, str, float]:
    wall, processor = zip(*times, strict=True)
    return statistics.median(wall), runs, remark, statistics.median(processor)


def _taken(work: Callable[[], object]) -> tuple[float, float]:
    """Return the seconds that *work* takes, and those that the cores worked together."""
    begun, worked = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - begun, time.process_time() - worked


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
    worked = f"{line.processor * 1000:>10.2f} ms of cores" if line.processor is not None else " " * 22
    return f"{line.seconds * 1000:>10.2f} ms  {ratio}  {worked}  ({line.runs} run{'s' * (line.runs != 1)})  "
