"""What a rerun of each page costs on the server: time, and seconds of processor, which a busy machine changes less."""

import asyncio
from dataclasses import dataclass, field
from statistics import mean, median

from benchmarks import serving
from benchmarks.floor.tree import kinds
from benchmarks.serving import Server
from benchmarks.visitor import PAGES, Run, Visitor, visitor

WARMING = 2
SMALL = "overview"  # the page of the smaller floor: 12 metrics and a chart


@dataclass
class Cost:
    """What one kind of run cost each time: milliseconds waited, and milliseconds of the server's processor."""

    ms: list[float] = field(default_factory=list)
    processor_ms: list[float] = field(default_factory=list)

    def middle(self) -> float:
        """Return the median wait."""
        return median(self.ms)

    def work(self) -> float:
        """Return the mean work: the kernel counts it in steps of 10 ms, so that single runs say little."""
        return mean(self.processor_ms)


Costs = dict[str, dict[str, Cost]]


def measured(servers: dict[str, Server], runs: int) -> tuple[Costs, Cost]:
    """Return what each page, and a slider's step, cost at each of *servers* in turns; and what the smaller floor costs.

    Raises RuntimeError where a page shows an error or the two do not draw the same elements.
    """
    with serving.server(serving.TWELVE) as small:
        return asyncio.run(_measured(servers, small, runs))


async def _measured(servers: dict[str, Server], small: Server, runs: int) -> tuple[Costs, Cost]:
    costs: Costs = {what: {name: Cost() for name in servers} for what in (*PAGES, "slider")}
    smaller = Cost()
    async with (
        visitor(servers["ours"].address) as ours,
        visitor(servers["floor"].address) as floor,
        visitor(small.address) as third,
    ):
        people = {"ours": ours, "floor": floor}

        async def both(what: str, number: int) -> None:
            ran = {}
            for name in ("ours", "floor") if number % 2 else ("floor", "ours"):  # who is second must not matter
                cost = costs[what][name] if number >= WARMING else Cost()
                ran[name] = await _ran(people[name], servers[name], what, cost)
            _alike(what, ran["ours"], ran["floor"])

        for number in range(WARMING + runs):
            for page in PAGES:
                await both(page, number)
            await _ran(third, small, SMALL, smaller if number >= WARMING else Cost())
        await both("trends", 0)  # the sliders come last: a draft is more elements on the page
        for number in range(WARMING + runs):
            await both("slider", number)
    return costs, smaller


async def _ran(each: Visitor, server: Server, what: str, cost: Cost) -> Run:
    """Do *what* and add what it cost."""
    begun = server.processor_ms()
    run = await (each.move_slider() if what == "slider" else each.open_page(what))
    cost.processor_ms.append(server.processor_ms() - begun)
    cost.ms.append(run.ms)
    return run


def _alike(what: str, ours: Run, floor: Run) -> None:
    """Raise RuntimeError where a page shows an error, or the empty app does not draw as many elements of each kind."""
    for each in (ours, floor):
        if each.exceptions:
            raise RuntimeError(f"{what} shows an error: {each.exceptions[0]}")
    wanted, drawn = kinds(ours.messages), kinds(floor.messages)
    if wanted != drawn:
        raise RuntimeError(f"{what}: ours draws {wanted - drawn} more, the empty app {drawn - wanted} more")
