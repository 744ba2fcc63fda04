"""The look of a status: never by colour alone, readable on both grounds."""

import pytest

from bsc.charts.theme import LOOKS
from bsc.model.words import Status

GROUNDS = {"light": "#FFFFFF", "dark": "#10161D"}
READABLE = 4.5  # WCAG 2.2, 1.4.3: contrast of text


def luminance(color: str) -> float:
    """Return the relative luminance of `#rrggbb`, 0–1. Source: WCAG 2.2."""
    channels = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1–21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_every_status_has_a_look() -> None:
    assert set(LOOKS) == set(Status)


def test_no_two_statuses_share_a_glyph() -> None:
    assert len({look.glyph for look in LOOKS.values()}) == len(Status)


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("ground", GROUNDS)
def test_a_status_reads_on_its_ground(status: Status, ground: str) -> None:
    assert contrast(getattr(LOOKS[status], ground), GROUNDS[ground]) >= READABLE
