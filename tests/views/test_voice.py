"""The customer's voice: what stands beside a touchpoint, masked, searched without a way around the mask."""

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest

from bsc import actions
from bsc.actuals import Order
from bsc.errors import NotFound
from bsc.model.view import View
from bsc.store import Store
from bsc.views.voice import ON_A_PAGE, Wanted, csv_of, voice
from bsc.views.workspace import Workspace
from tests.views.small_company import imported

TODAY = date(2026, 6, 10)
MAY = View(period="2026-05")
SCORECARD = """
version: 1
stages: [{id: interest, name: Interest}]
personas: [{id: newcomer, name: Newcomer}, {id: expert, name: Expert}]
datasets:
  - {id: answers, name: Answers, time: day, dimensions: {persona: who, channel: channel}}
  - {id: diary, name: Diary, time: day}
  - {id: later, name: Later, time: day}
touchpoints:
  - id: form
    name: Form
    stage: interest
    comments: [{dataset: answers, text: said, rating: stars, where: {place: form}}, {dataset: diary, text: note}]
  - {id: experts, name: Experts, stage: interest, persona: expert, comments: [{dataset: answers, text: said}]}
  - {id: experts_diary, name: Diary, stage: interest, persona: expert, comments: [{dataset: diary, text: note}]}
  - {id: unread, name: Unread, stage: interest, comments: [{dataset: later, text: said}]}
  - {id: silent, name: Silent, stage: interest}
"""
ANSWERS = [
    ("2026-04-02", "newcomer", "Email", "form", "4", "Fine in April"),
    ("2026-05-03", "newcomer", "Email", "form", "2", "Too long. Write to k.quast@example.test"),
    ("2026-05-31", "expert", "Direct", "form", "1", "=HYPERLINK(1) too long, call 0171 1234567"),
    ("2026-05-12", "expert", "Direct", "form", "4.5", "Good, thanks to Ms Weber"),
    ("2026-05-20", "expert", "Direct", "webinar", "", "Deep"),
    ("2026-06-01", "newcomer", "Email", "form", "3", "June"),
]


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    folder = tmp_path_factory.mktemp("voice")
    store = Store.open(folder / "company.duckdb")
    actions.apply_definitions(store, SCORECARD, "test")
    imported(store, folder, "answers", _csv(("day", "who", "channel", "place", "stars", "said"), ANSWERS))
    many = [(f"2026-05-{day:02d}", f"Note {day} of many words here") for day in range(1, 26)]
    imported(store, folder, "diary", _csv(("day", "note"), many))
    yield Workspace(store, TODAY)
    store.close()


def _csv(header: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    written = io.StringIO()
    csv.writer(written).writerows([header, *rows])
    return written.getvalue()


def _texts(workspace: Workspace, touchpoint: str, view: View = MAY, wanted: Wanted | None = None) -> list[str]:
    return [each.text for each in voice(workspace, view, touchpoint, wanted).comments]


def test_the_comments_of_the_period_are_shown_newest_first_and_masked(workspace: Workspace) -> None:
    assert _texts(workspace, "form") == [
        "=HYPERLINK(1) too long, call [phone]",
        "Good, thanks to Ms [name]",
        "Too long. Write to [e-mail]",
    ]


def test_each_says_when_by_whom_and_how_it_rates(workspace: Workspace) -> None:
    last = voice(workspace, MAY, "form").comments[1]
    assert (last.rating, last.day, last.persona) == ("4.5", date(2026, 5, 12), "Expert")


def test_they_are_counted_and_rated(workspace: Workspace) -> None:
    told = voice(workspace, MAY, "form")
    assert (told.found, told.period, told.sources) == (3, "May 2026", ("Answers · form", "Diary"))
    assert told.rated is not None
    assert told.rated.words == "mean rating 2.5 (3 ratings, 1 to 4.5)"  # (2 + 1 + 4.5) / 3


def test_the_lowest_rating_comes_first_when_that_is_asked_for(workspace: Workspace) -> None:
    told = voice(workspace, MAY, "form", Wanted(order=Order.LOWEST))
    assert [each.rating for each in told.comments] == ["1", "2", "4.5"]


def test_those_from_before_the_period_can_be_added_but_not_those_after_it(workspace: Workspace) -> None:
    told = voice(workspace, MAY, "form", Wanted(earlier=True))
    assert (told.found, told.comments[-1].text) == (4, "Fine in April")


def test_a_search_finds_every_word_whatever_its_case(workspace: Workspace) -> None:
    found = voice(workspace, MAY, "form", Wanted(search="LONG too"))
    assert found.found == 2
    assert found.rated is not None
    assert found.rated.count == 3  # of the period, not of the search


@pytest.mark.parametrize("search", ["quast", "k.quast@example.test", "0171", "1234567", "weber", "%", "_"])
def test_a_search_cannot_look_behind_the_mask(workspace: Workspace, search: str) -> None:
    told = voice(workspace, MAY, "form", Wanted(search=search))
    assert (told.found, told.nothing) == (0, "No comment holds these words")


def test_an_empty_period_says_when_somebody_wrote_last(workspace: Workspace) -> None:
    told = voice(workspace, View(period="2026-07"), "form")
    assert told.nothing == "No comment in Jul 2026; the newest before is of 1 Jun 2026"
    assert voice(workspace, View(period="2026-03"), "form").nothing == "No comment in Mar 2026"


def test_pages_follow_each_other(workspace: Workspace) -> None:
    first = voice(workspace, MAY, "form", Wanted(source=1))
    third = voice(workspace, MAY, "form", Wanted(source=1, page=3))
    assert (first.found, first.pages, len(first.comments)) == (25, 3, ON_A_PAGE)
    assert [each.text[:6] for each in third.comments] == ["Note 5", "Note 4", "Note 3", "Note 2", "Note 1"]
    searched = Wanted(source=1, page=3, search="many")
    assert voice(workspace, MAY, "form", searched).comments == third.comments


def test_a_source_without_ratings_offers_no_order_by_them(workspace: Workspace) -> None:
    assert voice(workspace, MAY, "form").can_rate
    assert not voice(workspace, MAY, "form", Wanted(source=1)).can_rate


def test_a_touchpoint_of_one_persona_shows_what_that_persona_wrote(workspace: Workspace) -> None:
    told = voice(workspace, MAY, "experts")
    assert {each.persona for each in told.comments} == {"Expert"}
    assert told.notes == ("Only what Expert wrote: the touchpoint is theirs",)


def test_where_rows_do_not_tell_the_persona_that_is_said(workspace: Workspace) -> None:
    told = voice(workspace, MAY, "experts_diary")
    assert told.found == 25
    assert told.notes == ("Of all customers: “Diary” does not say which persona wrote",)


def test_the_persona_and_the_filters_of_the_view_count(workspace: Workspace) -> None:
    assert _texts(workspace, "form", View(period="2026-05", persona="newcomer")) == ["Too long. Write to [e-mail]"]
    assert len(_texts(workspace, "form", View(period="2026-05", filters={"channel": ("Direct",)}))) == 2


def test_a_filter_that_the_rows_cannot_answer_is_said_and_nothing_is_shown(workspace: Workspace) -> None:
    told = voice(workspace, View(period="2026-05", persona="expert"), "form", Wanted(source=1))
    assert told.comments == ()
    assert told.problem == '"Diary" has no dimension `persona` – it cannot answer this filter'


def test_a_source_without_rows_and_a_touchpoint_without_a_source_say_so(workspace: Workspace) -> None:
    assert voice(workspace, MAY, "unread").problem == 'nothing was imported into "Later" yet – import its export'
    assert voice(workspace, MAY, "silent").sources == ()


def test_an_unknown_touchpoint_names_the_nearest_one(workspace: Workspace) -> None:
    with pytest.raises(NotFound, match="did you mean `silent`"):
        voice(workspace, MAY, "silnet")


def test_the_file_holds_every_page_masked_and_runs_nothing_in_a_spreadsheet(workspace: Workspace) -> None:
    rows = list(csv.reader(io.StringIO(csv_of(workspace, MAY, "form", Wanted(page=7)).removeprefix("\ufeff"))))
    assert rows[0] == ["Day", "Persona", "Rating", "Comment", "Tagged to"]
    assert rows[1] == ["2026-05-31", "Expert", "1", "'=HYPERLINK(1) too long, call [phone]", ""]
    assert len(rows) == 4


def test_what_was_shown_once_is_kept_for_everybody(workspace: Workspace) -> None:
    first = voice(workspace, MAY, "form")
    assert voice(Workspace(workspace.store, TODAY), MAY, "form") is first


def test_a_comment_that_is_cut_does_not_end_in_half_an_address(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "company.duckdb")
    actions.apply_definitions(store, SCORECARD, "test")
    long = "word " * 797 + "karla.quast77@example.test"  # 4,011 characters: the address lies across the cut
    imported(store, tmp_path, "diary", _csv(("day", "note"), [("2026-05-01", long), ("2026-05-02", "short")]))
    told = voice(Workspace(store, TODAY), MAY, "form", Wanted(source=1))
    store.close()
    assert "karla" not in told.comments[1].text
    assert told.comments[1].text.endswith(" …")
