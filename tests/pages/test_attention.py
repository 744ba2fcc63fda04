"""The journey map: the headline and the list of what needs attention."""

import re
from pathlib import Path

from streamlit.testing.v1 import AppTest

from tests.pages.conftest import Visit


def _said(page: AppTest) -> str:
    return re.sub(r"\\(.)", r"\1", "\n".join(str(each.value) for each in page.markdown))


def test_the_map_begins_with_the_kpi_that_needs_attention_first(visit: Visit, sample_database: Path) -> None:
    page = visit(sample_database)
    assert ":red[▼] Contact form completion (Interest): 38.6% against a target of 60.0%" in _said(page)
    (closed,) = page.expander
    assert re.fullmatch(r"\d+ need attention · \d+ changed for the better", closed.label)
    assert "Lead to opportunity" not in _said(page)  # a closed list draws nothing


def test_the_open_list_says_why_each_line_ranks_where_it_does(visit: Visit, sample_database: Path) -> None:
    page = visit(sample_database)
    page.session_state["attention"] = True
    page.run()
    assert not page.exception
    said = _said(page)
    assert "2. :red[▼] **Lead to opportunity (Consideration)**: 20.9 d against a target of 15.0 d" in said
    assert "Off track and changed; among these by what it costs the journey: 1.5 points" in said
    assert "Public reviews" not in said
    page.toggle(key="attention_all").set_value(True).run()
    assert "Public reviews" in _said(page)


def test_a_line_opens_what_to_look_at_and_the_stage(visit: Visit, sample_database: Path) -> None:
    page = visit(sample_database)
    page.session_state["attention"] = True
    page.run()
    page.button(key="look_off track_webinar_follow_up").click().run()
    assert not page.exception
    assert page.title[0].value == "Trends & targets"


def test_without_a_file_each_dataset_is_asked_for_once(visit: Visit, template_database: Path) -> None:
    """18 datasets have KPIs of their own; two KPIs are computed from a derived dataset."""
    page = visit(template_database)
    assert "Nothing can be scored: 56 of 56 KPIs have no data." in _said(page)
    assert [each.label for each in page.expander] == ["20 need attention"]
