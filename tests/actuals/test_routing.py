"""Who answers: the rollup where every rule lets it, the rows everywhere else – and why."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pytest

from bsc import actuals
from bsc.actuals import rollup as rollups
from bsc.model.periods import Grain
from tests.actuals.asked_twice import TODAY, Company, Document, Filters, differing
from tests.actuals.visits import FIRST, VISITS, company_of, document, visits, with_dataset

Make = Callable[..., Company]
JANUARY = "2026-01"
ELEVEN = 10  # a rollup must be so many times smaller: days alone are, days with dimensions are not
COUNTRY = {"channel": "channel", "country": "customers.country"}
LEFT_OUT = r"288 rows lie on about 1\d days: a rollup would hardly be smaller"
OTHERWISE = "the rollup looks customers up otherwise"


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Make]:
    made: list[Company] = []

    def company(found: Document, shrink: int | None = 0) -> Company:
        made.append(company_of(tmp_path, found))
        if shrink is not None:
            made[-1].refresh(shrink=shrink)
        return made[-1]

    yield company
    made[-1].store.close()


def is_right(company: Company, *filters: Filters) -> bool:
    periods = company.periods(FIRST, TODAY, *(grain for grain in Grain if grain is not Grain.DAY))
    return all(differing(company.of_rows(periods, some), company.ask(periods, some)) == [] for some in filters or [{}])


def test_without_a_rollup_the_rows_answer(make: Make) -> None:
    company = make(document(), shrink=None)
    assert company.why("visits", JANUARY) == "no rollup was built yet"
    assert (company.actual("visits", JANUARY).value, company.served("visits", JANUARY)) == (288, "rows")


def test_a_rollup_of_the_formula_answers(make: Make) -> None:
    company = make(document())
    assert company.why("visits", JANUARY, "2026-02", "2026-01-05", "2026") == ""
    assert (company.actual("visits", JANUARY).value, company.served("visits", JANUARY)) == (288, "rollup")
    assert company.served("visits", "2026-01-05") == "rollup"


def test_one_that_was_left_out_says_why(make: Make) -> None:
    company = make(document(), shrink=40)
    assert re.fullmatch(LEFT_OUT, company.why("visits", JANUARY))
    assert company.served("visits", JANUARY) == "rows"


def test_a_formula_that_it_was_not_built_for_is_asked_of_the_rows_and_the_others_are_not(make: Make) -> None:
    company = make(document())
    company.define(document("sum(clicks)"))
    assert company.why("kpi", JANUARY) == "the rollup was built for other formulas"
    assert (company.served("kpi", JANUARY), company.served("visits", JANUARY)) == ("rows", "rollup")
    assert company.actual("kpi", JANUARY).value == 12 * (45 + 45 + 6)


def test_a_condition_that_it_was_not_built_for_is_asked_of_the_rows(make: Make) -> None:
    company = make(document())
    company.define(document("count(*)", where="clicks = 9"))
    assert company.why("kpi", JANUARY) == "the rollup was built for other formulas"
    assert company.actual("kpi", JANUARY).value == 24


def test_a_dimension_with_too_many_values_is_not_told_apart(make: Make) -> None:
    company = make(document(), shrink=ELEVEN)
    mail: Filters = {"channel": ("mail",)}
    assert company.why("visits", JANUARY, filters=mail) == "the rollup does not tell channel apart"
    assert company.actual("visits", JANUARY, mail).value == 96
    assert (company.served("visits", JANUARY, mail), company.served("visits", JANUARY)) == ("rows", "rollup")


def test_a_dimension_that_is_another_column_now_is_not_told_apart(make: Make) -> None:
    company = make(document())
    company.define(with_dataset(document(), dimensions={"channel": "audience"}))
    newcomers: Filters = {"channel": ("newcomer",)}
    assert company.why("visits", JANUARY, filters=newcomers) == "the rollup does not tell channel apart"
    assert company.actual("visits", JANUARY, newcomers).value == 72


def test_several_dimensions_are_told_apart_each_by_its_own_values(make: Make) -> None:
    company = make(document())
    several: Filters = {"persona": ("Old Hand",), "channel": ("mail", "social")}
    assert company.served("visits", JANUARY, several) == "rollup"
    assert company.actual("visits", JANUARY, several).value == 12 * 4
    assert company.actual("visits", JANUARY, {"channel": ("search",)}).value == 12 * 8
    assert company.actual("visits", JANUARY, {"channel": ("newcomer",)}).value is None


def test_a_persona_is_found_by_its_id_and_by_its_name(make: Make) -> None:
    company = make(document("count(distinct customer)"))
    both: Filters = {"persona": ("newcomer",)}
    assert (company.actual("visits", JANUARY, both).value, company.served("visits", JANUARY, both)) == (144, "rollup")
    assert company.actual("visits", JANUARY, {"persona": ("expert",)}).value == 72
    assert (company.actual("kpi", JANUARY, both).value, company.actual("kpi", JANUARY).value) == (7, 7)
    assert is_right(company, both, {"persona": ("expert",)})


def test_a_kpi_that_looks_up_otherwise_now_is_asked_of_the_rows(make: Make) -> None:
    found = document("count(*)", where="customers.country = 'DE'")
    company = make(found)
    assert company.served("kpi", JANUARY) == "rollup"
    company.define(with_dataset(found, lookups={"customers": "payer"}))
    assert company.why("kpi", JANUARY) == OTHERWISE
    assert (company.served("kpi", JANUARY), company.served("visits", JANUARY)) == ("rows", "rollup")
    assert is_right(company)


def test_a_filter_that_looks_up_otherwise_now_is_asked_of_the_rows(make: Make) -> None:
    found = with_dataset(document(), dimensions=COUNTRY)
    company = make(found)
    german: Filters = {"country": ("DE",)}
    assert company.served("visits", JANUARY, german) == "rollup"
    company.define(with_dataset(found, lookups={"customers": "payer"}))
    assert company.why("visits", JANUARY, filters=german) == OTHERWISE
    assert company.actual("visits", JANUARY, german).value == 12 * 10  # payers c1 and c3 of c0 … c4
    assert is_right(company, german, {})


def test_only_the_periods_with_touched_days_come_from_rows(make: Make) -> None:
    company = make(document())
    company.bring("visits", VISITS, visits((5, 1)))
    why = "an import has touched these days since the rollup was made"
    assert company.why("visits", JANUARY) == company.why("visits", "2026-01-06", "2026-01-05") == why
    assert company.why("visits", "2026-01-06", "2026-W03") == ""
    assert [company.served("visits", name) for name in ("2026-01-05", "2026-01-06", "2026-W03", "2026")] == [
        "rows", "rollup", "rollup", "rows",
    ]  # fmt: skip
    assert company.actual("visits", JANUARY).value == 11 * 24 + 1


@pytest.mark.parametrize(
    "formula",
    ["round(avg(cost), 1)", "sum(clicks) % 7", "case when count(*) > 1 then 1 else 0 end", "floor(sum(cost))"],
)
def test_what_is_more_than_arithmetic_is_asked_of_the_rows(make: Make, formula: str) -> None:
    company = make(document(formula))
    assert company.why("kpi", JANUARY) == "the formula is more than arithmetic over numbers"
    assert (company.served("kpi", JANUARY), company.served("visits", JANUARY)) == ("rows", "rollup")


def test_different_values_that_were_counted_ahead_ask_the_rows_nothing(make: Make) -> None:
    company = make(document("count(distinct customer)"), shrink=ELEVEN)
    assert company.store.rollups()[0].tables == ("c1", "k1")
    for name in (JANUARY, "2026-W02", "2026-Q1", "2026"):
        assert (company.actual("kpi", name).value, company.served("kpi", name)) == (7, "rollup")


def test_days_are_not_counted_ahead_and_come_from_rows_where_values_do_not_shrink(make: Make) -> None:
    company = make(document("count(distinct customer)"), shrink=ELEVEN)
    assert company.why("kpi", "2026-01-05").startswith("the rollup has no count distinct(")
    assert (company.actual("kpi", "2026-01-05").value, company.served("kpi", "2026-01-05")) == (7, "rows")


def test_values_that_shrink_answer_days_and_several_filters(make: Make) -> None:
    company = make(document("median(clicks)"))
    several: Filters = {"persona": ("Old Hand",), "channel": ("mail", "social")}
    assert company.served("kpi", "2026-01-05") == "rollup"
    assert company.served("kpi", JANUARY, several) == "rollup"
    assert company.actual("kpi", "2026-01-05").value == 3.5  # 0 to 9 twice, then 0 1 2 3: the twelfth is 3, the next 4
    assert company.actual("kpi", JANUARY, several).value == 2  # of 2, 0, 4, 2: the visits 2, 10, 14, 22


def test_one_dimension_is_counted_ahead_and_several_are_not(make: Make) -> None:
    company = make(document("count(distinct clicks)"))
    search: Filters = {"channel": ("search",)}
    assert company.actual("kpi", JANUARY, search).value == 8  # 0 3 6 9 2 5 8 1
    assert company.served("kpi", JANUARY, search) == "rollup"
    queries = company.store.queries
    weeks = company.periods(FIRST, TODAY, Grain.WEEK)
    company.ask(weeks, search, forget=False)
    assert company.store.queries == queries  # all that was counted is in memory
    company.ask(weeks, {"channel": ("search", "mail")}, forget=False)
    assert company.store.queries > queries
    assert company.actual("kpi", JANUARY, {"channel": ("nothing",)}).value is None
    assert is_right(company, search, {"channel": ("search", "mail")}, {"channel": ("mail",), "persona": ("expert",)})


def test_a_calendar_that_changes_leaves_aside_what_was_counted_by_the_other(make: Make) -> None:
    company = make(document("count(distinct customer)"), shrink=ELEVEN)
    company.change(journey={"fiscal_year_starts": 4, "week_starts": "sunday"})
    assert (company.actual("kpi", "2025").value, company.served("kpi", "2025")) == (7, "rows")
    assert company.actual("kpi", "2026-W02").value == 7
    assert (company.actual("visits", "2025").value, company.served("visits", "2025")) == (288, "rollup")
    assert is_right(company)
    assert company.refresh(shrink=ELEVEN).built == 1
    assert (company.actual("kpi", "2025").value, company.served("kpi", "2025")) == (7, "rollup")


@pytest.mark.parametrize(("place", "name", "value"), [(duckdb, "__version__", "9.9.9"), (rollups, "FORMAT", 99)])
def test_what_another_database_or_another_format_wrote_is_not_read(
    make: Make, monkeypatch: pytest.MonkeyPatch, place: object, name: str, value: object
) -> None:
    company = make(document())
    monkeypatch.setattr(place, name, value)
    assert company.why("visits", JANUARY) == "no rollup was built yet"
    done = company.refresh()
    assert (done.dropped, done.built) == (1, 1)
    assert company.served("visits", JANUARY) == "rollup"


def test_each_time_column_has_a_rollup_of_its_own(make: Make) -> None:
    company = make(document("count(*)", time="done"))
    assert {each.day for each in company.store.rollups()} == {'"row"."day"', '"row"."done"'}
    assert company.actual("kpi", "2026-01-01").value == 4
    assert company.actual("kpi", "2026-01-17").value == 4
    assert company.served("kpi", "2026-01-17") == "rollup"
    assert company.actual("visits", "2026-01-17").value is None


@pytest.mark.parametrize("spelling", ["Day", "visits.day"])
def test_another_spelling_of_the_same_time_is_the_same_rollup(make: Make, spelling: str) -> None:
    company = make(document("sum(clicks)", time=spelling))
    assert len(company.store.rollups()) == 1
    assert not company.refresh().anything
    assert [company.served(kpi, JANUARY) for kpi in ("visits", "kpi")] == ["rollup", "rollup"]


def test_time_through_a_lookup_is_that_of_the_row_it_finds(make: Make) -> None:
    company = make(document("count(*)", time="customers.joined"))
    assert company.actual("kpi", "2026-01-02").value == 12 * 4  # of customer c1: the visits 1, 8, 15, 22
    assert company.served("kpi", "2026-01-02") == "rollup"
    company.bring("customers", {"customer": "text", "country": "text", "joined": "date"}, [("c1", "DE", FIRST)])
    assert company.why("kpi", "2026-01-02") == "no rollup was built yet"
    assert company.actual("kpi", "2026-01-02").value is None
    assert is_right(company)


def test_a_derived_dataset_has_a_rollup_until_rows_behind_it_change(make: Make) -> None:
    found = document("sum(n)", dataset="per_day")
    query = "select day, channel, count(*) as n from visits group by day, channel"
    found["datasets"].append({"id": "per_day", "time": "day", "query": query, "dimensions": {"channel": "channel"}})
    company = make(found)
    mail: Filters = {"channel": ("mail",)}
    assert (company.actual("kpi", JANUARY, mail).value, company.served("kpi", JANUARY, mail)) == (96, "rollup")
    company.bring("visits", VISITS, visits((5, 3)))
    assert (company.actual("kpi", JANUARY, mail).value, company.served("kpi", JANUARY, mail)) == (89, "rows")


@pytest.mark.parametrize("shrink", [0, ELEVEN])
def test_a_rollup_that_vanishes_under_a_reader_is_answered_from_rows(make: Make, shrink: int) -> None:
    company = make(document("count(distinct customer)"), shrink=shrink)
    late = Late(company)
    company.bring("visits", VISITS, visits(*((day, 1) for day in range(1, 13))))
    assert company.store.rollups() == ()
    period = company.period(JANUARY)
    scorecard, shapes = company.store.scorecard(), company.store.shapes()
    asked = actuals.compute(late, scorecard, scorecard.kpis, [period], filters={}, today=TODAY, shapes=shapes)
    assert [(asked[kpi, period].value, asked[kpi, period].served) for kpi in ("visits", "kpi")] == [
        (12, "rows"), (1, "rows"),
    ]  # fmt: skip
    why = actuals.why_rows(late, scorecard, company.kpi("kpi"), [period], filters={}, shapes=shapes)
    assert why == ("no rollup was built yet" if shrink else "")
    assert actuals.dimensions(late, scorecard, shapes)["channel"] == ("search",)


class Late:
    """A reader of the company's store that has looked for rollups a moment ago."""

    def __init__(self, company: Company) -> None:
        store = company.store
        known = store.rollups()
        self.read, self.arrays, self.unique_keys, self.versions = (
            store.read, store.arrays, store.unique_keys, store.versions,
        )  # fmt: skip
        self.rollups = lambda: known
        self.whole = self
