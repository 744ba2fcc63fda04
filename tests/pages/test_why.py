"""The page Why it changed on the sample company, as a script: what is chosen, what is said, what a link opens."""

from collections.abc import Hashable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from bsc.store import Store
from tests.pages.conftest import Visit

PERIOD = "2026-10"


def words(page: AppTest) -> str:
    return "\n".join(str(each.value) for each in (*page.title, *page.markdown, *page.caption)).replace("\\", "")


def table(page: AppTest, column: str = "Part") -> list[dict[Hashable, object]]:
    found = next(each.value for each in page.dataframe if column in each.value.columns)
    rows: list[dict[Hashable, object]] = found.to_dict("records")
    return rows


def test_the_journey_is_explained_by_its_stages_first(visit: Visit, sample_database: Path) -> None:
    page = visit(sample_database, "why.py", period=PERIOD)
    assert not page.exception
    assert "since Sep 2026" in words(page)
    *lines, whole = table(page)
    assert [line["Part"] for line in lines][:2] == ["Awareness", "Interest"]
    assert whole["Together"] == pytest.approx(sum(line["Together"] for line in lines), abs=0.1)  # type: ignore[misc]  # numbers


def test_a_part_is_opened_from_what_stands_beneath_and_left_by_the_trail(visit: Visit, sample_database: Path) -> None:
    page = visit(sample_database, "why.py", period=PERIOD)
    page.button(key="why_down_stage.interest").click().run()
    assert page.session_state["part"] == "stage.interest"
    beneath = next(button for button in page.button if str(button.key).startswith("why_down_objective."))
    beneath.click().run()
    kpi = next(button for button in page.button if str(button.key).startswith("why_down_kpi."))
    kpi.click().run()
    assert not page.exception
    assert "Its value, by segment" in [each.value for each in page.subheader]
    page.button(key="why_up_journey").click().run()
    assert page.session_state["part"] == "journey"


def test_a_link_names_part_comparison_and_dimension_by_id(visit: Visit, sample_database: Path) -> None:
    page = visit(
        sample_database,
        "why.py",
        period=PERIOD,
        part="kpi.leads",
        why_against="year_before",
        why_dimension="persona",
    )
    assert not page.exception
    assert not page.warning
    assert "since Oct 2025" in words(page) or "as in Oct 2025" in words(page)
    assert {row["Segment"] for row in table(page, "Segment")} >= {"Owner-manager"}


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ({"part": "kpi.unheard_of"}, 'There is no part of the scorecard "kpi.unheard_of"'),
        ({"why_against": "tomorrow"}, 'There is no comparison "tomorrow"'),
    ],
)
def test_what_a_link_names_and_nobody_knows_is_said(
    visit: Visit, sample_database: Path, address: dict[str, str], said: str
) -> None:
    page = visit(sample_database, "why.py", **address)
    assert not page.exception
    assert [warning.value.replace("\\", "").startswith(said) for warning in page.warning] == [True]


def test_a_kpi_that_cannot_be_split_says_why(visit: Visit, sample_database: Path) -> None:
    page = visit(sample_database, "why.py", period=PERIOD, part="kpi.first_reply_hours")
    assert not page.exception
    assert "a median is not made of the medians of its segments" in words(page)


def test_without_rows_nothing_is_compared(visit: Visit, template_database: Path) -> None:
    page = visit(template_database, "why.py")
    assert not page.exception
    assert "nothing to compare" in words(page)


def test_a_warm_page_asks_the_database_nothing(visit: Visit, sample_database: Path) -> None:
    page = visit(sample_database, "why.py", period=PERIOD, part="kpi.leads")
    store = Store.open(sample_database)
    before = store.queries
    page.run()
    assert not page.exception
    assert store.queries == before


def test_a_stage_and_the_map_lead_here(visit: Visit, sample_database: Path) -> None:
    page = visit(sample_database, "stage.py", stage="purchase").button(key="stage_why").click().run()
    assert not page.exception
    assert page.title[0].value == "Why it changed"
    assert page.session_state["part"] == "stage.purchase"
    page = visit(sample_database).button(key="map_why").click().run()
    assert page.title[0].value == "Why it changed"
    assert page.session_state["part"] == "journey"
