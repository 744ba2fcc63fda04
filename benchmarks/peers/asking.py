"""Asking a peer: its environment is made once and kept, its script runs in a process of its own."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from benchmarks.peers.question import Told

ROOT = Path(__file__).resolve().parents[2]
INSTALLING_S, ASKING_S = 1800, 3600


@dataclass(frozen=True)
class Peer:
    """An engine beside ours: the script that asks it, and what its environment needs (nothing: our own)."""

    name: str
    script: str
    needs: tuple[str, ...] = ()
    most_rows: int = 10**12


PEERS = (
    Peer("pandas, rows in memory", "pandas_frames", most_rows=20_000_000),  # some 100 bytes a row, and copies of it
    Peer(
        "boring-semantic-layer",
        "boring_semantic_layer",
        ("boring-semantic-layer", "ibis-framework[duckdb]<12", "duckdb<2"),
    ),
    Peer("MetricFlow", "metric_flow", ("dbt-metricflow", "dbt-duckdb", "dbt-core<1.12")),
    Peer(
        "Superset, chart data API",
        "superset_chart",
        ("apache-superset", "duckdb-engine", "flask-caching<2.4", "rich", "cachetools"),
    ),
)


def asked(peer: Peer, parquet: Path, rows: int, runs: int, environments: Path) -> Told | str:
    """Return what *peer* told about the *rows* rows of *parquet*, or why it did not."""
    if rows > peer.most_rows:
        return f"not asked: {rows:,} rows do not fit its memory"
    try:
        python = _python(peer, environments)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        return f"not installed: {_last_line(error.stderr)}"
    print(f"  asking {peer.name} …", file=sys.stderr, flush=True)
    with tempfile.TemporaryDirectory(dir=parquet.parent) as folder:
        command = [str(python), "-m", f"benchmarks.peers.{peer.script}", str(parquet), folder, str(runs)]
        try:
            ran = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True, timeout=ASKING_S)
        except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
            return f"no answer: {_last_line(error.stderr)}"
    return Told(**json.loads(ran.stdout.splitlines()[-1]))


def default_environments() -> Path:
    """Return the folder in the user's cache where the peers' environments are kept."""
    return Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "journey-scorecard" / "peers"


def _python(peer: Peer, environments: Path) -> Path:
    """Return the interpreter of the environment of *peer*, which is made unless it is there whole."""
    if not peer.needs:
        return Path(sys.executable)
    place = environments / peer.script
    done, python = place / "installed", place / "bin" / "python"
    if not (done.exists() and done.read_text(encoding="utf-8") == "\n".join(peer.needs)):
        print(f"  installing {peer.name} into {place} …", file=sys.stderr, flush=True)
        shutil.rmtree(place, ignore_errors=True)
        _run([sys.executable, "-m", "venv", place])
        _run([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *peer.needs])
        done.write_text("\n".join(peer.needs), encoding="utf-8")
    return python


def _run(command: list[str | Path]) -> None:
    subprocess.run(command, check=True, capture_output=True, text=True, timeout=INSTALLING_S)


def _last_line(said: str | bytes | None) -> str:
    text = said.decode(errors="replace") if isinstance(said, bytes) else said or "it took too long"
    return next((line.strip() for line in reversed(text.splitlines()) if line.strip()), "it said nothing")[:160]
