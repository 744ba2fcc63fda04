"""`python -m benchmarks [engine] [charts] [intake] [pages]`: everything when none is named."""

import os
import platform
import sys
from datetime import UTC, datetime

from benchmarks import charts, engine, intake, pages

PARTS = {
    "engine": lambda: engine.run(1_000_000),
    "charts": charts.run,
    "intake": intake.run,
    "pages": pages.run,
}


def main(names: list[str]) -> int:
    """Run the parts called *names*; the ratio beside a figure is to the first line of its table."""
    unknown = set(names) - set(PARTS)
    if unknown:
        print(f"there is no part called {', '.join(sorted(unknown))}: choose among {', '.join(PARTS)}")
        return 2
    machine = f"{platform.platform()}  Python {platform.python_version()}  {os.cpu_count()} cores"
    print(f"{datetime.now(UTC):%Y-%m-%d}  {machine}")
    for name in names or PARTS:
        PARTS[name]()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
