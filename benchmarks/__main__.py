"""`python -m benchmarks [part …]`: engine growth charts intake pages slider persona forecast lags effects, or all.

`--rows 1e6,1e7,1e8` are the sizes of the parts engine and growth, `--keep FOLDER` keeps what they make (100 M rows
take minutes and 20 GB), `--peers FOLDER` is where the peers' environments are kept.
"""

import argparse
import os
import platform
import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import charts, effects, engine, forecast, growth, intake, lags, pages, persona, slider
from benchmarks.peers.asking import default_environments

ROWS = "1e6,1e7"


def main() -> int:
    """Run the named parts; the ratio beside a figure is to the first line of its table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "parts", nargs="*", help="engine, growth, charts, intake, pages, slider, persona, forecast, lags, effects"
    )
    parser.add_argument("--rows", default=ROWS)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--peers", type=Path, default=default_environments())
    asked = parser.parse_args()
    with ExitStack() as ending:
        folder = asked.keep or Path(ending.enter_context(tempfile.TemporaryDirectory()))
        sizes = [int(float(size)) for size in asked.rows.split(",")]
        parts: dict[str, Callable[[], object]] = {
            "engine": lambda: engine.run(sizes, folder, asked.peers),
            "growth": lambda: growth.run(folder, sizes),
            "charts": charts.run,
            "intake": intake.run,
            "pages": pages.run,
            "slider": slider.run,
            "persona": persona.run,
            "forecast": forecast.run,
            "lags": lags.run,
            "effects": effects.run,
        }
        if unknown := set(asked.parts) - set(parts):
            parser.error(f"there is no part called {', '.join(sorted(unknown))}: choose among {', '.join(parts)}")
        machine = f"{platform.platform()}  Python {platform.python_version()}  {os.cpu_count()} cores"
        print(f"{datetime.now(UTC):%Y-%m-%d}  {machine}")
        for name in asked.parts or parts:
            parts[name]()
    return 0


if __name__ == "__main__":
    sys.exit(main())
