"""Our pages beside an empty Streamlit app with the same elements: on the server, in a browser, under many users.

What a page sends is recorded from the running product, element by element; the empty app (`floor/`) draws the same
elements with random values and nothing behind them. An older, smaller floor of 12 metrics and a chart stands beside it.
"""

import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks import browser, reruns, serving
from benchmarks.floor import recording
from benchmarks.floor.tree import counts, read
from benchmarks.serving import Server
from benchmarks.users import LEVELS, SECONDS, Crowd, crowd, warmed_mib

RUNS = 20


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


def costs(servers: dict[str, Server], runs: int = RUNS) -> None:
    """Print what a rerun costs on the server, one session, in turns."""
    found, smaller = reruns.measured(servers, runs)
    print(
        f"\na rerun on the server, one session  (12 metrics and 1 chart of st.altair_chart: {smaller.middle():.1f} ms)"
    )
    for what, each in found.items():
        ours, floor = each["ours"], each["floor"]
        work = f"processor {ours.work():>6.1f} / {floor.work():>6.1f} ms {ours.work() / floor.work():>6.2f} ×"
        _line(what, ours.middle(), floor.middle(), runs, work)


def waits(servers: dict[str, Server], runs: int = RUNS) -> None:
    """Print what a person waits for in Chromium, in turns."""
    print("\nin Chromium, until what is drawn stands")
    with browser.chromium() as opened:
        for measured in (browser.sittings, browser.visits):
            met = measured(opened, servers, runs)
            ours, floor = met["ours"].medians(), met["floor"].medians()
            for what, ms in ours.items():
                _line(what, ms, floor[what], runs)


def users(servers: dict[str, Server], levels: tuple[int, ...] = LEVELS, seconds: float = SECONDS) -> list[Crowd]:
    """Print what many users wait for; return our crowds."""
    print(f"\nmany users, clicking for {seconds:.0f} s with pauses of 2.5 to 7.5 s, by halves in turns")
    ours = []
    before = {name: warmed_mib(server) for name, server in servers.items()}
    for sessions in levels:
        met = {name: Crowd(sessions) for name in servers}
        for name in (*servers, *reversed(servers)):
            met[name].add(crowd(servers[name], sessions, seconds / 2, before[name]))
        for name, each in met.items():
            ratio = each.p(95) / met["floor"].p(95)
            print(
                f"  {sessions:>3} sessions {name:<6} page change p50 {each.p(50):>7.0f} ms  p95 {each.p(95):>7.0f} ms  "
                f"{ratio:>5.2f} ×  slider {each.slide():>5.0f} ms  {len(each.changes):>5} changes  "
                f"processor {each.processor_ms_a_run():>5.1f} ms a run  "
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
            costs(servers, runs)
            waits(servers, runs)
        with both(database, trees) as servers:
            users(servers, levels, seconds)


def _line(what: str, ours: float, floor: float, runs: int, more: str = "") -> None:
    print(f"  {what:<20} ours {ours:>8.1f} ms  floor {floor:>8.1f} ms  {ours / floor:>6.2f} ×  ({runs} runs)  {more}")


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that the servers end as well
    run(int(sys.argv[1]) if len(sys.argv) > 1 else RUNS)
