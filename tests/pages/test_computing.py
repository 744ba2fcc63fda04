"""A question to many rows: the page says how far it is, it can be stopped, and its answer is shown when it is there."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from bsc.actions.jobs import Jobs
from bsc.errors import Cancelled
from bsc.store import Store
from bsc.ui import computing
from bsc.ui.upload import running
from tests.pages import slow_question


@pytest.fixture
def asking(monkeypatch: pytest.MonkeyPatch, sample_database: Path) -> Iterator[AppTest]:
    """Open a page whose question takes until the test lets it be answered."""
    monkeypatch.setenv("BSC_DATABASE", str(sample_database))
    monkeypatch.setattr(computing, "MANY_ROWS", 1)
    monkeypatch.setattr(running, "PATIENCE_S", 0.02)
    slow_question.answered.clear()
    slow_question.refused.clear()
    yield AppTest.from_function(slow_question.page, default_timeout=60)
    slow_question.answered.set()
    st.cache_resource.clear()
    Store.open(sample_database).close()


def said(page: AppTest) -> str:
    return "\n".join(str(each.value) for each in (*page.markdown, *page.caption))


def test_a_long_question_is_said_with_its_rows_and_answered_in_the_end(asking: AppTest, sample_database: Path) -> None:
    page = asking.run()
    rows = sum(shape.rows for shape in Store.open(sample_database).shapes().values())
    assert f"Computing from {rows:,} rows" in said(page)
    assert "42" not in said(page)
    slow_question.answered.set()
    assert "the answer is 42" in said(page.run())
    assert not page.exception


def test_a_stopped_question_stays_stopped_until_it_is_asked_again(asking: AppTest) -> None:
    page = asking.run()
    page.button(key="answer.stop").click().run()
    assert "Stopped." in said(page)
    assert "Stopped." in said(page.run())
    page.button(key="answer.again").click().run()
    assert "Computing from" in said(page)
    slow_question.answered.set()
    assert "the answer is 42" in said(page.run())


def test_what_a_long_question_fails_with_is_the_page_s_own(asking: AppTest, sample_database: Path) -> None:
    page = asking.run()
    (job,) = computing.Questions.beside(Store.open(sample_database)).all()
    slow_question.refused.set()
    assert job.wait(30)
    assert [each.value for each in page.run().error] == ["this cannot be computed"]


def test_a_question_to_few_rows_is_answered_at_once(asking: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(computing, "MANY_ROWS", 10**9)
    slow_question.answered.set()
    assert "the answer is 42" in said(asking.run())


def test_a_question_that_goes_on_is_stopped_with_the_store(asking: AppTest, sample_database: Path) -> None:
    asking.run()
    store = Store.open(sample_database)
    (job,) = computing.Questions.beside(store).all()
    Jobs.beside(store).close()
    assert isinstance(job.error, Cancelled)
