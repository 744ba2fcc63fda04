"""Comments: customers' own words as they stand in the rows, under the filters, the period and the words asked for."""

from collections.abc import Iterator
from datetime import date, datetime

import pytest

from bsc.actuals import Asked, Order, Told
from bsc.errors import FormulaProblem, NoRowsYet
from bsc.model.definitions import Comments
from tests.actuals.asked_twice import Company, Document
from tests.store.bench import Rows

COLUMNS = {"at": "timestamp", "who": "text", "asked": "text", "stars": "number", "said": "text", "customer": "text"}
ROWS = [
    (datetime.fromisoformat("2026-03-01T09:00"), "newcomer", "form", 2.0, "Too long: 14 fields", "c1"),
    (datetime.fromisoformat("2026-03-31T23:59"), "Newcomer", "form", 1.0, "100% too long", "c2"),
    (datetime.fromisoformat("2026-04-01T00:00"), "expert", "form", 5.0, "Fine, 100 fields would be fine", "c1"),
    (datetime.fromisoformat("2026-04-02T08:00"), "expert", "form", None, "I_gave_up", None),
    (datetime.fromisoformat("2026-04-02T09:00"), "expert", "form", 4.0, "   ", "c1"),
    (datetime.fromisoformat("2026-04-03T09:00"), "newcomer", "form", 3.0, None, "c1"),
    (datetime.fromisoformat("2026-04-04T09:00"), "newcomer", "webinar", 3.0, "Äußerst langsam", "c2"),
]
FORM = Comments(dataset="answers", text="said", rating="stars", where={"asked": "form"})
DEFINED: Document = {
    "version": 1,
    "stages": [{"id": "s", "name": "S"}],
    "personas": [{"id": "newcomer", "name": "Newcomer"}, {"id": "expert", "name": "Expert"}],
    "datasets": [
        {
            "id": "answers",
            "time": "at",
            "dimensions": {"persona": "who", "country": "customers.country"},
            "lookups": {"customers": "customer"},
        },
        {"id": "customers", "key": ["customer"]},
        {"id": "later"},
        {"id": "long", "query": "select said, stars, at from answers where stars < 3", "time": "at"},
    ],
}


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Company]:
    company = Company(tmp_path_factory.mktemp("comments"), DEFINED)
    _bring(company, "answers", COLUMNS, ROWS)
    _bring(company, "customers", {"customer": "text", "country": "text"}, [("c1", "DE"), ("c2", "AT")])
    yield company
    company.store.close()


def _bring(company: Company, dataset: str, types: dict[str, str], rows: Rows) -> None:
    defined = next(each for each in DEFINED["datasets"] if each["id"] == dataset)
    company.bench.bring(company.bench.incoming(defined, types, rows))


def _told(company: Company, comments: Comments = FORM) -> Told:
    return Told(company.store, company.store.scorecard(), company.store.shapes(), comments)


def _texts(told: Told, asked: Asked, order: Order = Order.NEWEST, most: int = 10, after: int = 0) -> list[str]:
    return [each.text for each in told.comments(asked, order, most, after)]


def test_the_newest_comes_first(company: Company) -> None:
    assert _texts(_told(company), Asked()) == [
        "I_gave_up", "Fine, 100 fields would be fine", "100% too long", "Too long: 14 fields",
    ]  # fmt: skip


def test_the_lowest_rating_comes_first_and_none_last(company: Company) -> None:
    assert _texts(_told(company), Asked(), Order.LOWEST) == [
        "100% too long", "Too long: 14 fields", "Fine, 100 fields would be fine", "I_gave_up",
    ]  # fmt: skip


def test_a_period_begins_with_its_first_day_and_ends_before_the_next(company: Company) -> None:
    march = Asked(start=date(2026, 3, 1), end=date(2026, 4, 1))
    assert _texts(_told(company), march) == ["100% too long", "Too long: 14 fields"]
    assert _told(company).tally(march).mean == pytest.approx(1.5)


def test_they_are_counted_and_rated_by_those_that_say_something(company: Company) -> None:
    tally = _told(company).tally(Asked())
    assert (tally.comments, tally.rated) == (4, 3)
    assert tally.mean == pytest.approx((2 + 1 + 5) / 3)
    assert (tally.least, tally.greatest, tally.last_day) == (1, 5, date(2026, 4, 2))


def test_a_persona_is_known_by_its_id_and_by_its_name(company: Company) -> None:
    asked = Asked(filters={"persona": ("newcomer",)}, end=date(2026, 5, 1))
    assert _texts(_told(company), asked) == ["100% too long", "Too long: 14 fields"]
    assert [each.persona for each in _told(company).comments(asked, Order.NEWEST, 10)] == ["Newcomer", "newcomer"]


def test_a_filter_reaches_through_a_lookup(company: Company) -> None:
    assert _texts(_told(company), Asked(filters={"country": ("AT",)})) == ["100% too long"]


def test_a_filter_that_the_rows_cannot_answer_is_refused(company: Company) -> None:
    with pytest.raises(FormulaProblem, match="has no dimension `channel`"):
        _told(company).tally(Asked(filters={"channel": ("Email",)}))


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("TOO long", ["100% too long", "Too long: 14 fields"]),
        ("fields long", ["Too long: 14 fields"]),
        ("100%", ["100% too long"]),
        ("_gave_", ["I_gave_up"]),
        ("%", ["100% too long"]),
        ("\\", []),
        ("' or 1=1 --", []),
        ("äußerst", []),  # it was said after the webinar
    ],
)
def test_every_word_of_a_search_is_looked_for_as_it_stands(company: Company, search: str, found: list[str]) -> None:
    assert _texts(_told(company), Asked(search=search)) == found


def test_a_search_knows_letters_beyond_english(company: Company) -> None:
    webinar = Comments(dataset="answers", text="said", where={"asked": "webinar"})
    assert _texts(_told(company, webinar), Asked(search="ÄUSSERST")) == []
    assert _texts(_told(company, webinar), Asked(search="äuß")) == ["Äußerst langsam"]


def test_pages_follow_each_other_without_a_gap(company: Company) -> None:
    whole = _texts(_told(company), Asked())
    assert [*_texts(_told(company), Asked(), most=2), *_texts(_told(company), Asked(), most=3, after=2)] == whole


def test_comments_may_stand_in_a_derived_dataset(company: Company) -> None:
    told = _told(company, Comments(dataset="long", text="said", rating="stars"))
    assert _texts(told, Asked()) == ["100% too long", "Too long: 14 fields"]
    assert not told.has_personas
    assert told.has_days


def test_text_may_be_looked_up_and_ratings_may_be_words(company: Company) -> None:
    told = _told(
        company, Comments(dataset="answers", text="customers.country", rating="who", where={"asked": "webinar"})
    )
    assert [(each.text, each.rating) for each in told.comments(Asked(), Order.LOWEST, 10)] == [("AT", "newcomer")]
    assert told.tally(Asked()).rated == 0


def test_a_column_that_is_not_there_is_refused_with_the_nearest_one(company: Company) -> None:
    with pytest.raises(FormulaProblem, match=r"has no column `sad`.*did you mean `said`"):
        _told(company, Comments(dataset="answers", text="sad"))


def test_a_dataset_without_rows_says_so(company: Company) -> None:
    with pytest.raises(NoRowsYet, match='nothing was imported into "Later" yet'):
        _told(company, Comments(dataset="later", text="said"))
