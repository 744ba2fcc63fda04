"""Charts to take away: a closed control costs nothing, an open one offers the chart as it is seen."""

from pathlib import Path

import pytest

from bsc.ui import vega
from tests.pages.conftest import Visit

CHARTS = (
    ("why.py", {"part": "kpi.cost_per_click"}, "why_only"),
    ("why.py", {"part": "stage.interest"}, "why_parts"),
    ("trends.py", {"kpi": "cost_per_click", "tab": "By segment"}, "segments"),
    ("trends.py", {"kpi": "customer_retention", "tab": "Forecast"}, "forecast_backtest"),
    ("strategy_map.py", {"arrow": "publish_on_time~be_found"}, "arrow.scatter"),
)


@pytest.mark.parametrize(("script", "address", "key"), CHARTS, ids=[key for *_, key in CHARTS])
def test_every_chart_can_be_taken_away_and_costs_nothing_before(
    visit: Visit, sample_database: Path, script: str, address: dict[str, str], key: str
) -> None:
    page = visit(sample_database, script, **address)
    keys = {button.key for button in page.download_button}
    assert not [each for each in keys if each and each.startswith("picture.")]
    page.session_state[f"picture.{key}"] = True
    page.run()
    assert not page.exception
    labels = {button.key: button.label for button in page.download_button}
    assert labels[f"picture.{key}.png"] == "Download as PNG"
    assert labels[f"picture.{key}.svg"] == "Download as SVG"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Cost per click: by causes", "cost-per-click-by-causes"),
        ("../../etc/passwd", "etc-passwd"),
        ("=1+1", "1-1"),
        ("…", "chart"),
    ],
)
def test_a_file_is_called_by_letters_and_digits_alone(title: str, name: str) -> None:
    assert vega.file_name(title) == name
