"""Customers' own words on a page: as they were written, searched, page by page; what is missing says what would do."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from bsc import actions
from bsc.store import Store
from tests.pages.conftest import WHO

HERE = Path(__file__).parent
SCORECARD = """
version: 1
stages: [{id: interest, name: Interest}]
datasets:
  - {id: answers, name: Answers, time: day}
touchpoints:
  - {id: form, name: Form, stage: interest, comments: [{dataset: answers, text: said, rating: stars}]}
  - {id: silent, name: Silent, stage: interest}
"""
HOSTILE = "# <script>alert(1)</script> **bold** [x](javascript:1) $a$ :red[no]"
Read = Callable[..., AppTest]


@pytest.fixture
def read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Read]:
    store = Store.open(tmp_path / "voice.duckdb")
    actions.apply_definitions(store, SCORECARD, WHO)
    rows = [f'2026-05-{day:02d},{day % 5 + 1},"Day {day} of May"' for day in range(1, 13)]
    file = tmp_path / "answers.csv"
    file.write_text("\n".join(["day,stars,said", *rows, f'2026-04-30,1,"{HOSTILE}"']), encoding="utf-8")
    actions.import_file(store, file, "answers", who=WHO)
    monkeypatch.setenv("BSC_DATABASE", str(tmp_path / "voice.duckdb"))

    def page(touchpoint: str = "form", period: str = "2026-05") -> AppTest:
        monkeypatch.setenv("TOUCHPOINT", touchpoint)
        monkeypatch.setenv("PERIOD", period)
        return AppTest.from_file(str(HERE / "voice_of.py"), default_timeout=60).run()

    yield page
    st.cache_resource.clear()
    store.close()


def _words(page: AppTest) -> str:
    return "\n".join(str(each.value) for each in (*page.markdown, *page.caption)).replace("\\", "")


def test_comments_are_counted_and_stand_ten_on_a_page_newest_first(read: Read) -> None:
    page = read()
    assert not page.exception
    assert "12 comments · mean rating 2.9 (12 ratings, 1 to 5)." in _words(page)  # (2·(2 + 3 + 4 + 5 + 1) + 2 + 3) / 12
    assert _words(page).index("Day 12 of May") < _words(page).index("Day 3 of May")
    assert "Day 2 of May" not in _words(page)


def test_a_search_and_an_order_are_taken_up(read: Read) -> None:
    page = read()
    page.text_input[0].set_value("day 1").run()
    assert "4 comments found" in _words(page)  # 1, 10, 11, 12
    page.text_input[0].set_value("").run()
    page.selectbox[0].set_value(page.selectbox[0].options[1]).run()
    shown = [each.value for each in page.markdown if "of May" in str(each.value)]
    assert "Rating 1" in str(shown[0])
    page.text_input[0].set_value("nothing like it").run()
    assert "No comment holds these words." in _words(page)


def test_older_ones_come_when_they_are_asked_for_and_show_what_was_written_as_it_is(read: Read) -> None:
    page = read(period="2026-04")
    shown = str(page.markdown[1].value)
    assert r"\# \<script\>alert\(1\)\</script\> \*\*bold\*\*" in shown
    assert r"\$a\$ \:red\[no\]" in shown
    empty = read(period="2026-06")
    assert "the newest before is of 12 May 2026: switch on “Also before Jun 2026”" in _words(empty)
    empty.toggle[0].set_value(True).run()
    assert "13 comments" in _words(empty)


def test_a_touchpoint_without_a_source_says_what_would_do(read: Read) -> None:
    page = read("silent")
    assert not page.exception
    assert "name its column in the touchpoint’s form" in _words(page)
    assert [each.label for each in page.button] == ["Import an export"]


def test_a_comment_is_tagged_to_another_touchpoint_and_read_there(read: Read) -> None:
    page = read()
    page = next(each for each in page.button if each.label == "Tag").click().run()
    page = page.multiselect[0].select("silent").run()
    assert not page.exception
    assert "Tagged: Silent" in _words(page)
    there = read("silent")
    assert "Tagged to it, from Answers" in _words(there)
    assert "1 comment, 1 tagged" in _words(there)
    assert "Day 12 of May" in _words(there)
    page = read("form")
    page = page.selectbox(key="voice_tagged").select("untagged").run()
    assert "11 comments" in _words(page)
    assert "Day 12 of May" not in _words(page)


def test_a_tag_is_taken_away_where_it_was_given(read: Read) -> None:
    page = next(each for each in read().button if each.label == "Tag").click().run()
    page = page.multiselect[0].select("silent").run()
    page = page.multiselect[0].unselect("silent").run()
    assert not page.exception
    assert "Tagged: Silent" not in _words(page)
