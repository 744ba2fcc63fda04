"""What a terminal shows while a long import runs, and what it does not show elsewhere."""

import io

import pytest

from bsc.cli.progress import ProgressLine, line
from bsc.intake.progress import Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("progress", "text"),
    [
        (Progress(step="reading ads.csv"), "reading ads.csv"),
        (Progress(step="reading", done=999), "reading, 999 B"),
        (Progress(step="reading", done=430_000_000, total=1_000_000_000, rows=5_120_000),
         "reading, 43% of 1.0 GB, 5,120,000 rows"),
        (Progress(step="sending", done=3, total=2), "sending, 100% of 2 B"),
        (Progress(step="drawing trend 3 of 4", share=0.75), "drawing trend 3 of 4, 75%"),
    ],
)  # fmt: skip
def test_bytes_and_rows_are_said(progress: Progress, text: str) -> None:
    assert line(progress) == text


def test_the_line_is_written_over_and_cleared_in_the_end() -> None:
    terminal = Terminal()
    shown = ProgressLine(terminal)
    shown(Progress(step="one"))
    shown(Progress(step="too soon after it"))
    shown.clear()
    shown.clear()
    assert terminal.getvalue() == "\r\x1b[Kone\r\x1b[K"


def test_a_file_or_a_scheduler_gets_no_progress() -> None:
    written = io.StringIO()
    shown = ProgressLine(written)
    shown(Progress(step="one"))
    shown.clear()
    assert written.getvalue() == ""
