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
