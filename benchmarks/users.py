"""Many users at once: sessions over WebSocket that click through the pages, ours beside the floor.

Each thinks for a while between two clicks; four clicks in five change the page, every fifth moves the slider of
Trends. What a browser keeps (large messages, by their hashes) is not sent to it again, as with a browser.
"""

import asyncio
import random
import statistics
import time
from dataclasses import dataclass, field

import websockets

from benchmarks.serving import Server
from benchmarks.visitor import PAGES, Visitor, visitor

THINK_S = 5.0  # seconds between two clicks in the mean: 2.5 to 7.5
LEVELS = (1, 20, 50, 100)
SECONDS = 30.0
PATIENCE_S = 60.0


@dataclass
class Crowd:
    """What *sessions* at once waited for, in ms, the errors they met, and the memory that each of them cost."""

    sessions: int
    changes: list[float] = field(default_factory=list)
    slides: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    mib_each: float = 0.0
    processor_ms: float = 0.0  # of the server, for all runs
    runs: int = 0

    def p(self, percent: int) -> float:
        """Return the *percent*ile of the waits for a page change."""
        waits = sorted(self.changes)
        return waits[min(len(waits) - 1, len(waits) * percent // 100)] if waits else float("nan")

    def slide(self) -> float:
        """Return the median wait for a moved slider."""
        return statistics.median(self.slides) if self.slides else float("nan")

    def processor_ms_a_run(self) -> float:
        """Return the milliseconds of the server's processor that one run of a page took in the mean."""
        return self.processor_ms / self.runs

    def add(self, later: "Crowd") -> None:
        """Add what was met *later* by as many."""
        self.changes += later.changes
        self.slides += later.slides
        self.errors += later.errors
        self.mib_each = max(self.mib_each, later.mib_each)
        self.processor_ms += later.processor_ms
        self.runs += later.runs


def warmed_mib(server: Server) -> float:
    """Return the memory of *server* after one session has seen every page: what the first session brings is no more."""
    asyncio.run(_first(server))
    return server.resident_mib()


def crowd(server: Server, sessions: int, seconds: float, before_mib: float) -> Crowd:
    """Return what *sessions* that click for *seconds* meet at *server*; every one has seen every page before.

    The memory that each costs is the highest of the server less *before_mib*, so that nothing given back late is lost.
    """
    return asyncio.run(_crowd(server, sessions, seconds, before_mib))


async def _first(server: Server) -> None:
    async with visitor(server.address) as each:
        await _look_around(each, Crowd(1))


async def _crowd(server: Server, sessions: int, seconds: float, before: float) -> Crowd:
    met = Crowd(sessions)
    seated, ended = asyncio.Barrier(sessions), asyncio.Event()
    begun = server.processor_ms()
    people = [asyncio.create_task(_person(server, number, seated, met, seconds)) for number in range(sessions)]
    watching = asyncio.create_task(_memory(server, met, before, ended))
    await asyncio.gather(*people)
    ended.set()
    await watching
    met.processor_ms = server.processor_ms() - begun
    met.runs = len(met.changes) + len(met.slides) + sessions * len(PAGES)
    return met


async def _memory(server: Server, met: Crowd, before: float, ended: asyncio.Event) -> None:
    """Note the highest memory while the sessions are open."""
    while not ended.is_set():
        met.mib_each = max(met.mib_each, (server.resident_mib() - before) / met.sessions)
        await asyncio.sleep(0.5)


async def _person(server: Server, number: int, seated: asyncio.Barrier, met: Crowd, seconds: float) -> None:
    try:
        async with visitor(server.address) as each:
            await _look_around(each, met)
            await seated.wait()
            await _click(each, random.Random(number), met, time.monotonic() + seconds)  # noqa: S311 -- no secret
            await seated.wait()
    except (OSError, TimeoutError, asyncio.BrokenBarrierError, websockets.WebSocketException) as error:
        met.errors.append(f"{type(error).__name__}: {error}")
        await seated.abort()


async def _look_around(each: Visitor, met: Crowd) -> None:
    for page in PAGES:
        met.errors += (await each.open_page(page)).exceptions


async def _click(each: Visitor, drawn: random.Random, met: Crowd, until: float) -> None:
    await asyncio.sleep(drawn.uniform(0, THINK_S))
    page = PAGES[-1]
    while time.monotonic() < until:
        if page == "trends" and drawn.random() < 0.5:
            run = await asyncio.wait_for(each.move_slider(), PATIENCE_S)
            met.slides.append(run.ms)
        else:
            page = drawn.choice([other for other in PAGES if other != page])
            run = await asyncio.wait_for(each.open_page(page), PATIENCE_S)
            met.changes.append(run.ms)
        met.errors += run.exceptions
        await asyncio.sleep(drawn.uniform(0.5 * THINK_S, 1.5 * THINK_S))
