"""The page Journey map: which rows are drawn and whether it is edited stand in the address."""

from pathlib import Path

from streamlit.testing.v1 import AppTest

from tests.pages.conftest import Visit

ALL = [
    *("flow", "goal", "actions", "questions", "touchpoints", "emotion", "pains", "delights"),
    *("financial", "customer", "process", "learning", "score", "opportunities", "owners"),
]
FOLDED = ["actions", "questions", "opportunities", "owners"]


def _chosen(page: AppTest, key: str) -> list[str]:
    return list(page.button_group(key=key).value or ())


def test_all_rows_are_drawn_at_first_and_the_longest_are_folded(visit: Visit, sample_database: Path) -> None:
    page = visit(sample_database)
    assert not page.exception
    assert _chosen(page, "rows") == ALL
    assert _chosen(page, "folded") == FOLDED
    assert not page.toggle(key="edit").value


def test_an_address_names_rows_by_their_ids_or_by_their_names(visit: Visit, sample_database: Path) -> None:
    page = visit(sample_database, rows=["pains", "Emotion"], folded=[""], edit="on")
    assert not page.exception
    assert _chosen(page, "rows") == ["pains", "emotion"]
    assert _chosen(page, "folded") == []
    assert page.toggle(key="edit").value


def test_a_row_that_is_not_there_is_said_and_the_others_are_drawn(visit: Visit, sample_database: Path) -> None:
    page = visit(sample_database, rows=["Weather", "Pains"])
    assert [warning.value for warning in page.warning if 'There is no row "Weather"' in warning.value]
    assert _chosen(page, "rows") == ["pains"]
