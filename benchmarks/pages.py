"""Our pages beside an empty Streamlit app with the same elements: on the server, in a browser, under many users.

What a page sends is recorded from the running product, element by element; the empty app (`floor/`) draws the same
elements with random values and nothing behind them. An older, smaller floor of 12 metrics and a chart stands beside it.
"""

import asyncio
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from benchmarks import browser, serving
from benchmarks.floor import recording
from benchmarks.floor.tree import counts, read
from benchmarks.serving import Server
from benchmarks.users import LEVELS, SECONDS, Crowd, crowd, warmed_mib
from benchmarks.visitor import PAGES, Visitor, visitor

RUNS = 20
TWELVE = "overview"  # the page of the older floor


@contextmanager
def both(database: Path, trees: Path) -> Iterator[dict[str, Server]]:
    """Run the product on *database*, and the empty app with the elements of *trees*, both fresh."""
    with serving.ours(database) as ours, serving.floor(trees) as floor:
        yield {"ours": ours, "floor": floor}


def recorded(folder: Path) -> tuple[Path, Path]:
    """Return a database with the sample company and the trees of our pages with it; print how many of what they are."""
    database = serving.sample_database(folder)
    with serving.ours(database) as ours:
        trees = recording.record(ours, folder / "trees.json")
    print("\nwhat our pages send, and the empty app draws")
    for page, root in read(trees).items():
        drawn = ", ".join(f"{count} {kind}" for kind, count in counts(root).most_common())
        print(f"  {page:<12} {drawn}")
    return database, trees


def reruns(servers: dict[str, Server], runs: int = RUNS) -> None:
    """Print what a rerun costs on the server, one session, in turns."""
    with serving.server(serving.TWELVE) as twelve:
        times = asyncio.run(_reruns(servers, twelve, runs))
    base = median(times.pop("12 metrics, 1 chart")["floor"])
    print(f"\na rerun on the server, one session  (12 metrics and 1 chart, st.altair_chart: {base:.1f} ms)")
    for what, each in times.items():
        _line(what, median(each["ours"]), median(each["floor"]), runs)


def waits(servers: dict[str, Server], runs: int = RUNS) -> None:
    """Print what a person waits for in Chromium, in turns."""
    with browser.chromium() as opened:
        met = browser.compare(opened, servers, runs)
    ours, floor = met["ours"].medians(), met["floor"].medians()
    print("\nin Chromium, until what is drawn stands")
    for what, ms in ours.items():
        _line(what, ms, floor[what], len(met["ours"].ms[what]))


def users(servers: dict[str, Server], levels: tuple[int, ...] = LEVELS, seconds: float = SECONDS) -> list[Crowd]:
    """Print what many users wait for; return our crowds."""
    print(f"\nmany users, clicking for {seconds:.0f} s with pauses of 2.5 to 7.5 s")
    ours = []
    before = {name: warmed_mib(server) for name, server in servers.items()}
    for sessions in levels:
        met = {name: crowd(server, sessions, seconds, before[name]) for name, server in servers.items()}
        for name, each in met.items():
            ratio = each.p(95) / met["floor"].p(95)
            print(
                f"  {sessions:>3} sessions {name:<6} page change p50 {each.p(50):>7.0f} ms  p95 {each.p(95):>7.0f} ms  "
                f"{ratio:>5.2f} ×  slider {each.slide():>5.0f} ms  {len(each.changes):>5} changes  "
                f"{len(each.errors)} errors  {each.mib_each:>5.1f} MiB a session"
            )
            for error in sorted(set(each.errors))[:3]:
                print(f"      {error[:150]}")
        ours.append(met["ours"])
    return ours


def run(runs: int = RUNS, levels: tuple[int, ...] = LEVELS, seconds: float = SECONDS) -> None:
    """Print all tables."""
    with tempfile.TemporaryDirectory() as name:
        database, trees = recorded(Path(name))
        with both(database, trees) as servers:
            reruns(servers, runs)
            waits(servers, runs)
        with both(database, trees) as servers:
            users(servers, levels, seconds)


async def _reruns(servers: dict[str, Server], twelve: Server, runs: int) -> dict[str, dict[str, list[float]]]:
    times: dict[str, dict[str, list[float]]] = {}

    def keep(what: str, name: str, ms: float) -> None:
        times.setdefault(what, {}).setdefault(name, []).append(ms)

    async with (
        visitor(servers["ours"].address) as ours,
        visitor(servers["floor"].address) as floor,
        visitor(twelve.address) as small,
    ):
        both_: dict[str, Visitor] = {"ours": ours, "floor": floor}
        for number in range(runs + 2):
            kept = number >= 2
            for page in PAGES:
                for name, each in both_.items():
                    run_ = await each.open_page(page)
                    if run_.exceptions:
                        raise RuntimeError(f"{name} shows an error on {page}: {run_.exceptions[0]}")
                    if kept:
                        keep(page, name, run_.ms)
            for name, each in both_.items():
                await each.open_page("trends")
                run_ = await each.move_slider()
                if kept:
                    keep("slider", name, run_.ms)
            run_ = await small.open_page(TWELVE)
            if kept:
                keep("12 metrics, 1 chart", "floor", run_.ms)
    return times


def _line(what: str, ours: float, floor: float, runs: int) -> None:
    print(f"  {what:<20} ours {ours:>8.1f} ms  floor {floor:>8.1f} ms  {ours / floor:>6.2f} ×  ({runs} runs)")


if __name__ == "__main__":
    run(int(sys.argv[1]) if len(sys.argv) > 1 else RUNS)
