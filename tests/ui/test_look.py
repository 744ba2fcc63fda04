import tomllib

import pytest

from bsc.charts.theme import LOOKS
from bsc.model.words import Status
from bsc.ui import places

CONFIG = tomllib.loads((places.FRONT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("mode", ["light", "dark"])
def test_a_status_has_one_colour_in_charts_metrics_and_the_map(status: Status, mode: str) -> None:
    look = LOOKS[status]
    assert CONFIG["theme"][mode][f"{look.theme_color}Color"] == getattr(look, mode)


def test_a_status_is_told_apart_without_colour() -> None:
    assert len({look.glyph for look in LOOKS.values()}) == len(Status)


def test_the_app_listens_to_this_machine_only_and_reports_to_nobody() -> None:
    assert CONFIG["server"]["address"] == "127.0.0.1"
    assert CONFIG["browser"]["gatherUsageStats"] is False
    assert CONFIG["client"]["showErrorDetails"] == "none"


def test_every_font_of_the_theme_is_ours_to_serve() -> None:
    for face in CONFIG["theme"]["fontFaces"]:
        assert (places.STATIC / face["url"].removeprefix("app/static/")).is_file()
    assert (places.STATIC / "fonts" / "OFL.txt").is_file()


def test_white_reads_on_the_accent_and_the_accent_on_the_ground() -> None:
    for mode in ("light", "dark"):
        theme = CONFIG["theme"][mode]
        assert _contrast("#FFFFFF", theme["primaryColor"]) >= 4
        assert _contrast(theme["primaryColor"], theme["backgroundColor"]) >= 4


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("ground", ["backgroundColor", "secondaryBackgroundColor"])
def test_a_caption_reads_although_it_is_drawn_in_three_fifths_of_the_text(mode: str, ground: str) -> None:
    theme = CONFIG["theme"][mode]
    text, behind = _channels(theme["textColor"]), _channels(theme[ground])
    faded = "#" + "".join(f"{round(0.6 * front + 0.4 * back):02X}" for front, back in zip(text, behind, strict=True))
    assert _contrast(faded, theme[ground]) >= 4.5


def _contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21. Source: WCAG 2.2, relative luminance."""
    brighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def _luminance(color: str) -> float:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (v / 255 for v in _channels(color))]
    return sum(part * weight for part, weight in zip(linear, (0.2126, 0.7152, 0.0722), strict=True))


def _channels(color: str) -> list[int]:
    return [int(color[start : start + 2], 16) for start in (1, 3, 5)]
