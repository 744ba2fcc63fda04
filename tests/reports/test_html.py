"""The board pack as HTML, opened with the parser of the standard library."""

import itertools
import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from bsc.model.words import Status
from bsc.reports.html import html
from bsc.reports.printing import breakable
from bsc.views.journey_map import JourneyMap
from bsc.views.pack import Pack, Section
from tests.reports import wide_company

_VOID = {"meta", "br", "link", "img", "input", "hr"}


class Page(HTMLParser):
    """The tags of a page with their attributes, its text, and whether every tag that opens is closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in _VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style":
            self.text.append(data)

    @property
    def said(self) -> str:
        return re.sub(r"\s+", " ", " ".join(self.text))


@pytest.fixture(scope="module")
def written(wide_pack: Pack) -> str:
    return html(wide_pack).decode()


@pytest.fixture(scope="module")
def page(written: str) -> Page:
    return Page(written)


def cards(drawn: JourneyMap) -> Iterator[tuple[str, str, Status]]:
    for column in drawn.columns:
        yield from ((card.name, card.figure, card.status) for card in column.cards if card)


def test_every_tag_that_opens_is_closed(page: Page) -> None:
    assert page.open == []


def test_names_are_text_whatever_they_hold(page: Page, written: str) -> None:
    assert "<script>alert(1)</script>" in page.said
    assert [tag for tag, _ in page.tags if tag in {"script", "iframe", "object", "embed", "b" * 9}] == []
    assert "<script" not in written.replace("&lt;script", "")
    for name in wide_company.STAGES:
        assert name in page.said


def test_nothing_comes_from_elsewhere_and_nothing_runs(page: Page, written: str) -> None:
    assert not [name for _, attributes in page.tags for name in attributes if name.startswith("on")]
    links = [str(value) for _, found in page.tags for name, value in found.items() if name in {"src", "href"}]
    assert all(link.startswith("#") for link in links)
    addresses = set(re.findall(r"url\((?!data:)[^)]*\)|@import[^;]*", written))
    assert addresses == set()
    policy = next(found["content"] for tag, found in page.tags if found.get("http-equiv") == "Content-Security-Policy")
    assert str(policy).startswith("default-src 'none'")


def test_every_card_of_the_map_stands_in_it_as_the_page_prints_it(page: Page, wide_pack: Pack) -> None:
    found = list(cards(wide_pack.map))
    assert len(found) == 48
    for name, figure, status in found:
        assert re.search(rf"{re.escape(name)} ?{re.escape(figure)}.{{0,40}}? {status}", page.said), name


def test_scores_stand_in_it_as_the_page_prints_them(page: Page, wide_pack: Pack) -> None:
    assert f"{wide_pack.cover.points} of 100" in page.said
    for column in wide_pack.map.columns:
        assert column.score.points is not None
        assert f"{column.name} {column.score.points:.0f}" in page.said


def test_every_section_can_be_gone_to(page: Page) -> None:
    ids = {str(found["id"]) for _, found in page.tags if "id" in found}
    links = {str(found["href"]).removeprefix("#") for tag, found in page.tags if tag == "a"}
    assert {str(each) for each in Section} <= links
    assert links <= ids


def test_headings_go_down_one_level_at_a_time(page: Page) -> None:
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_every_trend_has_words_for_those_who_do_not_see_it(page: Page, wide_pack: Pack) -> None:
    shown = [found for tag, found in page.tags if tag == "svg" and found.get("role") == "img"]
    assert len(shown) == len(wide_pack.trends) + 2  # and the emotions of two groups of stages
    for trend in wide_pack.trends:
        assert trend.sentences[0] in page.said


def test_colour_is_never_the_only_sign_of_a_status(written: str) -> None:
    for piece in re.findall(r'<span class="status"[^>]*>.*?</span> ([^<]*)</span>', written):
        assert piece in {*map(str, Status)}


def test_very_long_words_may_be_broken_and_code_keeps_its_letters() -> None:
    made = breakable({"name": "a" * 20, "formula": "b" * 20, "drawing": "c" * 20, "rows": [{"name": "short"}]})
    assert made["name"].count("\N{SOFT HYPHEN}") == 2
    assert made["formula"].replace("\N{ZERO WIDTH SPACE}", "") == "b" * 20
    assert (made["drawing"], made["rows"]) == ("c" * 20, [{"name": "short"}])


def test_the_actions_end_with_the_latest_review_and_what_earlier_ones_left_open(wide_pack: Pack) -> None:
    said = " ".join("".join(Page(html(replace(wide_pack, sections=(Section.ACTIONS,))).decode()).text).split())
    latest, earlier = said.index("=September"), said.index("Still open from earlier reviews")
    assert latest < said.index("Review of the scorecard · 9 Oct 2026 · Sep 2026 · All customers · Closed") < earlier
    for text in ("@August, 4 Sep 2026", "-Eigner", "‼ overdue", "Open, overdue: due 30 Sep 2026.", "<b>Fett</b>"):
        assert text in said[earlier:]
    assert b"Still open" not in html(replace(wide_pack, reviewed=None))
