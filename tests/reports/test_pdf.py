"""The board pack as PDF, opened with pypdf."""

import io
import json
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
import typst
from pypdf import PdfReader

from bsc.reports.document import document
from bsc.reports.pdf import FONTS, TEMPLATE, handed, pdf
from bsc.views.pack import Pack, Section

MADE = datetime(2026, 10, 12, 9, 30, tzinfo=UTC)
A4_LANDSCAPE = (842, 595)  # points


@pytest.fixture(scope="module")
def reader(wide_pack: Pack) -> PdfReader:
    return PdfReader(io.BytesIO(pdf(wide_pack, MADE)))


@pytest.fixture(scope="module")
def pages(reader: PdfReader) -> Sequence[str]:
    return [words(page.extract_text()) for page in reader.pages]


def words(text: str) -> str:
    """Return *text* with neither spaces nor hyphens that a line's end may have left: names are wrapped on paper."""
    return re.sub(r"[\s\N{SOFT HYPHEN}\N{ZERO WIDTH SPACE}-]+", "", text)


def titles(reader: PdfReader) -> list[str]:
    """Return the bookmarks of the highest level."""
    return [str(each.title) for each in reader.outline if not isinstance(each, list)]


def test_it_says_what_it_is(reader: PdfReader, wide_pack: Pack) -> None:
    about = reader.metadata
    assert about is not None
    assert about.title == f"{wide_pack.cover.journey}, Sep 2026: board pack"
    assert (about.author, about.creation_date) == ("Journey Scorecard", MADE)


def test_its_pages_are_landscape_a4_and_numbered(reader: PdfReader, pages: Sequence[str]) -> None:
    assert {(round(page.mediabox.width), round(page.mediabox.height)) for page in reader.pages} == {A4_LANDSCAPE}
    for number, page in enumerate(pages, 1):
        assert page.endswith(f"{number}/{len(pages)}")


def test_every_section_has_a_bookmark_and_a_line_in_the_contents(reader: PdfReader, pages: Sequence[str]) -> None:
    assert titles(reader) == [section.heading for section in Section]
    for section in Section:
        assert words(section.heading) in pages[0]


def test_it_is_tagged_in_its_language_for_those_who_listen(reader: PdfReader) -> None:
    root: Any = reader.trailer["/Root"].get_object()
    assert root["/MarkInfo"]["/Marked"].value is True
    assert root["/Lang"] == "en"


def test_it_keeps_to_the_standard_for_accessible_documents(wide_pack: Pack) -> None:
    made = typst.compile(
        str(TEMPLATE),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"pack": json.dumps(_latin(handed(wide_pack)))},
        pdf_standards=["ua-1"],
    )
    assert isinstance(made, bytes)
    assert made.startswith(b"%PDF")


def _latin(part: object) -> object:
    """Return *part* without the letters that only a font of the machine has, which the standard wants to be there."""
    if isinstance(part, dict):
        return {key: _latin(value) for key, value in part.items()}
    if isinstance(part, list):
        return [_latin(each) for each in part]
    return re.sub(r"[\u0600-\u06ff\U0001f000-\U0001ffff]", "x", part) if isinstance(part, str) else part


def test_every_card_of_the_map_stands_in_it_as_the_page_prints_it(pages: Sequence[str], wide_pack: Pack) -> None:
    said = "".join(pages)
    for column in wide_pack.map.columns:
        for card in filter(None, column.cards):
            assert words(card.figure) in said, card.name
            assert words(card.target) in said, card.name


def test_the_cover_has_the_score_and_what_needs_attention_first(pages: Sequence[str], wide_pack: Pack) -> None:
    cover = wide_pack.cover
    for said in (f"{cover.points}of 100", cover.change, cover.sentence, cover.seen, f"Until {cover.until}"):
        assert words(said) in pages[0]


def test_every_score_stands_in_it_with_what_it_is_made_of(reader: PdfReader, wide_pack: Pack) -> None:
    said = "".join(words(page.extract_text()) for page in reader.pages)
    for row in document(wide_pack)["scores"]:
        if row["kind"] == "kpi":
            assert words(f"{row['figure']}{row['target']}{row['red_line']}{row['points']}") in said, row["name"]


def test_names_are_text_whatever_they_hold(pages: Sequence[str]) -> None:
    said = "".join(pages)
    for name in ("<script>alert(1)</script>", "#set page(fill: red) $x$ *fett*", '=HYPERLINK("http://evil.example"'):
        assert words(name) in said


def test_nothing_in_it_can_be_followed_or_run_but_its_own_contents(reader: PdfReader) -> None:
    found = [each.get_object() for page in reader.pages for each in page.get("/Annots", [])]
    assert {str(each["/Subtype"]) for each in found} == {"/Link"}
    assert not [each for each in found if "/URI" in each.get("/A", {})]
    assert "/OpenAction" not in reader.trailer["/Root"]  # type: ignore[operator]


def test_what_is_not_wanted_is_not_printed(wide_pack: Pack) -> None:
    some = replace(wide_pack, sections=(Section.ATTENTION, Section.NOTES))
    assert titles(PdfReader(io.BytesIO(pdf(some)))) == ["What needs attention", "Data notes"]


def test_the_actions_end_with_the_latest_review_and_what_earlier_ones_left_open(pages: Sequence[str]) -> None:
    said = "".join(pages)
    latest, earlier = said.index(words("=September")), said.index(words("Still open from earlier reviews"))
    assert latest < said.index(words("Nobody’s yet")) < earlier
    for text in ("@August, 4 Sep 2026", "Open, overdue: due 30 Sep 2026.", "<b>Fett</b> & #strong[fett]"):
        assert said.index(words(text)) > earlier
