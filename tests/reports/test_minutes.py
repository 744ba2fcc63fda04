"""The minutes of a review as files: what people wrote is text in each of them, never markup."""

import io
import re
from dataclasses import replace
from datetime import date

import pytest
from pypdf import PdfReader

from bsc.model.review import DecisionState
from bsc.model.words import Perspective, Status
from bsc.reports.minutes import ENDINGS, Ending, markdown, minutes_file, minutes_name
from bsc.views.minutes import DecisionWords, ItemsOfKind, ItemWords, KpiSeen, Minutes, ScoreSeen
from tests.reports.test_html import Page
from tests.reports.test_pdf import words

HOSTILE = """<script>alert(1)</script> **bold** #panic("x") [a](javascript:alert(1)) $1 | {{ 7*7 }}"""
MINUTES = Minutes(
    review="july",
    name="Review of Jul 2026",
    kind="Review of the scorecard",
    journey="Customer journey",
    held="7 Aug 2026",
    period="Jul 2026",
    seen="All customers",
    attendees=("Olga Meyer", "Ben"),
    closed="Closed by Olga Meyer, 7 Aug 2026, 11:30 UTC",
    headline="Nothing is off track.",
    standing=f"Data to {date(2026, 7, 31)}",
    scores=(ScoreSeen(name="Journey", points="64", coverage="100%", status=Status.AT_RISK),),
    kpis=(
        KpiSeen(
            name="Click-through rate",
            stage="Interest",
            perspective=Perspective.CUSTOMER,
            value="2.0%",
            target="5.0%",
            red_line="3.0%",
            points="12",
            status=Status.OFF_TRACK,
            changed="Below its limits.",
        ),
    ),
    agenda=(
        ItemsOfKind(
            heading="Signals since last time",
            items=(ItemWords(title="Click-through rate", sentence="2.0%.", note="Two\nlines", done=True),),
        ),
    ),
    notes="1. Not a list\n# Not a heading",
    decisions=(
        DecisionWords(
            id="decision_1",
            text="Shorten the form",
            owner="Web team",
            due="1 Sep 2026",
            state=DecisionState.OPEN,
            became="Open, due 1 Sep 2026.",
            initiative=None,
            action="",
        ),
    ),
)
ITEM = ItemWords(title=HOSTILE, sentence=HOSTILE, note=HOSTILE, done=False)
ATTACKED = replace(
    MINUTES,
    name=HOSTILE,
    attendees=(HOSTILE,),
    notes=HOSTILE,
    agenda=(ItemsOfKind(heading="Signals", items=(ITEM,)),),
    decisions=(replace(MINUTES.decisions[0], text=HOSTILE, owner=HOSTILE, became=HOSTILE),),
    kpis=(replace(MINUTES.kpis[0], name=HOSTILE, changed=HOSTILE),),
)
SAID = (
    "Shorten the form",
    "Web team",
    "Click-through rate",
    "2.0%",
    "5.0%",
    "64",
    "Olga Meyer",
    "Nothing is off track.",
)


def _pdf(minutes: Minutes) -> str:
    return words("".join(page.extract_text() for page in PdfReader(io.BytesIO(minutes_file(minutes, "pdf"))).pages))


def test_every_format_says_what_was_seen_and_decided() -> None:
    page, plain, printed = Page(minutes_file(MINUTES, "html").decode()), markdown(MINUTES), _pdf(MINUTES)
    for said in SAID:
        assert said in page.said
        assert said in plain
        assert words(said) in printed


def test_what_people_wrote_is_no_markup_in_html() -> None:
    calm, attacked = (Page(minutes_file(each, "html").decode()) for each in (MINUTES, ATTACKED))
    assert {tag for tag, _ in attacked.tags} <= {tag for tag, _ in calm.tags}
    assert "script" not in {tag for tag, _ in attacked.tags}
    assert attacked.said.count("alert(1)</script> **bold**") == 12  # eleven places, and the title above the page
    assert "49" not in attacked.said


def test_html_needs_nothing_from_elsewhere_and_closes_every_tag() -> None:
    written = minutes_file(MINUTES, "html").decode()
    page = Page(written)
    assert page.open == []
    assert not [attrs for _, attrs in page.tags if attrs.get("src") or attrs.get("href")]
    assert "http" not in written.replace("data:font", "")


def test_what_people_wrote_is_no_markup_in_markdown() -> None:
    written = markdown(ATTACKED)
    assert "<script>" not in written
    assert not re.search(r"(?<!\\)\]\(", written)
    assert "**bold**" not in written
    assert r"\*\*bold\*\*" in written
    rows = [line for line in written.splitlines() if line.startswith("| \\<script")]
    assert [row.replace(r"\|", "").count("|") for row in rows] == [8]  # seven columns


def test_a_note_that_looks_like_a_list_or_a_heading_is_neither() -> None:
    assert "1\\. Not a list  \n\\# Not a heading" in markdown(MINUTES)


def test_what_people_wrote_is_no_markup_in_the_pdf() -> None:
    assert words('#panic("x")') in _pdf(ATTACKED)


def test_minutes_of_an_open_review_say_that_it_goes_on() -> None:
    draft = replace(MINUTES, closed="")
    assert "Draft: the review goes on still." in Page(minutes_file(draft, "html").decode()).said
    assert "Draft" in markdown(draft)
    assert words("Draft: the review goes on still.") in _pdf(draft)


@pytest.mark.parametrize("ending", ENDINGS)
def test_empty_minutes_are_a_file_all_the_same(ending: Ending) -> None:
    empty = replace(MINUTES, scores=(), kpis=(), agenda=(), decisions=(), notes="", attendees=(), headline="")
    assert minutes_file(empty, ending)


def test_the_file_is_named_after_the_review_in_plain_letters() -> None:
    assert minutes_name(replace(MINUTES, name="Rückblick /../ Q3"), "pdf") == "minutes-ruckblick-q3.pdf"
    assert minutes_name(replace(MINUTES, name="改善"), "md") == "minutes.md"
