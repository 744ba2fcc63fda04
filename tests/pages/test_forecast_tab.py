"""The tab "Forecast" on the sample company, as a script: what is foreseen, why nothing is, and that no page waits."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from bsc.store import Store
from bsc.ui.computing import Questions
from bsc.ui.upload import running
from tests.pages.conftest import Visit

FORESEEN = "customer_retention"
NOT_FORESEEN = "search_click_rate"
SHORT = "linkedin_followers"


def tab(visit: Visit, database: Path, kpi: str) -> AppTest:
    return answered(visit(database, "trends.py", kpi=kpi, tab="Forecast"), database)


def answered(page: AppTest, database: Path) -> AppTest:
    """Return *page* once every forecast is there that it waits for, as its fragments see to it in a browser."""
    for job in Questions.beside(Store.open(database)).all():
        assert job.wait(120)
    return page.run()


def said(page: AppTest) -> str:
    return " ".join(element.value for element in [*page.markdown, *page.caption]).replace("\\", "")


def test_the_error_stands_beside_the_naive_ones_with_how_often_the_bands_held(
    visit: Visit, sample_database: Path
) -> None:
    page = tab(visit, sample_database, FORESEEN)
    assert not page.exception
    cards = {metric.label: metric.value.replace("\\", "") for metric in page.metric}
    assert float(cards["Error (MASE)"]) < float(cards["Naive forecast's error"])
    assert cards["80% band held"].endswith("%")
    assert "nearer than the naive forecast" in said(page)


def test_every_step_of_the_back_test_can_be_looked_at(visit: Visit, sample_database: Path) -> None:
    page = tab(visit, sample_database, FORESEEN)
    for step in range(1, 7):
        page.segmented_control(key="foreseen").set_value(str(step)).run()
        assert not page.exception


def test_where_nothing_is_clearly_better_than_naive_the_methods_tried_are_shown_instead(
    visit: Visit, sample_database: Path
) -> None:
    page = tab(visit, sample_database, NOT_FORESEEN)
    assert "No forecast: on its own history no method was clearly better than the naive one." in said(page).replace(
        "**", ""
    )
    assert page.dataframe[0].value["Used"].tolist() == [""] * 10


def test_a_short_history_says_how_long_it_must_be(visit: Visit, sample_database: Path) -> None:
    assert "18 months in a row with a value are needed, not" in said(tab(visit, sample_database, SHORT))


def test_the_page_does_not_wait_for_a_forecast(
    visit: Visit, sample_database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = tab(visit, sample_database, SHORT)
    monkeypatch.setattr(running, "PATIENCE_S", 0.0)
    page.query_params["kpi"] = FORESEEN
    page.run()
    assert "Computing the forecast …" in said(page)
    assert "nearer than the naive forecast" in said(answered(page, sample_database))
