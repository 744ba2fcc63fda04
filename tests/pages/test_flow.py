"""The flow of a stage on the Stage page, with the sample company."""

from pathlib import Path

from streamlit.testing.v1 import AppTest

from tests.pages.conftest import Visit


def _said(page: AppTest) -> str:
    elements = (*page.subheader, *page.markdown, *page.caption)
    return "\n".join(str(each.value) for each in elements).replace("\\", "")


def test_the_stage_says_what_flows_on_and_how_that_is_counted(visit: Visit, sample_database: Path) -> None:
    said = _said(visit(sample_database, "stage.py", stage="consideration"))
    assert "Flow to Purchase" in said
    assert "83 Opportunities, 0.45% of New visitors. To New customers: 32.5%; 56 leave" in said
    assert "not one group followed over time" in said


def test_what_a_persona_cannot_be_told_of_says_why(visit: Visit, sample_database: Path) -> None:
    said = _said(visit(sample_database, "stage.py", stage="awareness", persona="owner_manager"))
    assert 'New visitors: "Web analytics" has no dimension `persona`' in said
