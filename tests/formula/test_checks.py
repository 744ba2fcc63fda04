"""What is known of the datasets is checked: columns, types, lookups, derived queries; what is not known yet is not."""

from typing import Any

import pytest

from bsc.errors import FormulaProblem
from bsc.formula import Catalogue, check_dataset, check_kpi, check_touchpoint, parse_query
from bsc.formula.query_writing import QueryWriter
from bsc.formula.sources import columns_of
from bsc.model.definitions import Comments, Touchpoint
from bsc.model.words import ColumnType
from tests.formula.company import scorecard, shapes
from tests.formula.strings import GOOD, GOOD_QUERIES


def problems(formula: str = "count(*)", **kpi: Any) -> list[FormulaProblem]:  # noqa: ANN401 -- a KPI's plain document
    company = scorecard(formula=formula, **kpi)
    return check_kpi(company.kpis[0], company, shapes())


def of_dataset(*datasets: dict[str, Any]) -> list[FormulaProblem]:
    company = scorecard(*datasets)
    return check_dataset(company.datasets[-1], company, shapes())


@pytest.mark.parametrize("formula", GOOD)
def test_a_good_formula_fits_the_columns_that_are_there(formula: str) -> None:
    assert problems(formula) == []


@pytest.mark.parametrize(
    ("formula", "position", "words"),
    [
        ("sum(clicksx)", 4, "did you mean `clicks`?"),
        ("sum(country)", 4, "did you mean `customers.country`?"),
        ("count(custmers.country)", 6, "did you mean `customers`?"),
        ("count(customers.land)", 6, "`customers` has no column `land`"),
        ("sum(status)", 4, "needs a number and has a text (`status`)"),
        ("avg(ordered_at)", 4, "days_between"),
        ("sum(shipped_at - ordered_at)", 4, "days_between"),
        ("count(*) filter (where clicks)", 23, "needs a condition and has an integer (`clicks`)"),
        ("count(*) filter (where status = 1)", 32, "sets a text against an integer"),
        ("count(*) filter (where amount = '1')", 32, "sets a number against a text"),
        ("count(*) filter (where ordered_at > '31.12.2026')", 36, "write it like 2026-01-31"),
        ("count(*) filter (where status = null)", 23, "write x is null"),
        ("count(*) filter (where amount in ('a', 'b'))", 34, "sets a number against a text"),
        ("sum(case when paid then amount else status end)", 36, "sets a number against a text"),
        ("count(*) filter (where lower(amount) = 'a')", 29, "needs a text and has a number (`amount`)"),
        ("count(*) filter (where year(status) = 2026)", 28, "needs a date or time and has a text (`status`)"),
        ("avg(date_diff('dya', ordered_at, shipped_at))", 14, "did you mean `day`?"),
        ("avg(date_diff(status, ordered_at, shipped_at))", 14, "needs a unit first"),
        ("count(*) filter (where left(status, clicks) = 'a')", 36, "a whole number written out"),
        ("count(*) filter (where left(status, 5000) = 'a')", 36, "at most 1000"),
        ("quantile(amount, 90)", 17, "write quantile(x, 0.9)"),
        ("max(status)", 0, "gives a text, and a KPI is a number"),
        ("max(ordered_at)", 0, "gives a timestamp, and a KPI is a number"),
        ("sum(amount) > 5", 0, "gives a boolean, and a KPI is a number"),
        ('count(*) filter (where status = "won")', 32, "a text stands in single quotes: 'won'"),
    ],
)
def test_what_does_not_fit_the_columns_is_said_with_its_place(formula: str, position: int, words: str) -> None:
    (problem,) = problems(formula)
    assert words in str(problem)
    assert (problem.position, problem.key) == (position, "formula")


def test_condition_and_time_are_checked_under_their_own_keys_all_at_once() -> None:
    found = problems("sum(clicksx)", where="statuss = 'won'", time="shiped_at")
    assert [problem.key for problem in found] == ["time", "where"]
    found = problems("sum(clicksx)", where="statuss = 'won'", time="shipped_at")
    assert [(problem.key, "did you mean" in str(problem)) for problem in found] == [("where", True), ("formula", True)]


def test_a_formula_and_a_condition_that_are_none_are_both_said() -> None:
    assert [problem.key for problem in problems("sum(", where="status =")] == ["formula", "where"]


def test_a_time_column_is_a_date_or_a_time() -> None:
    (problem,) = problems(time="status")
    assert "the time column `status` is a text" in str(problem)


def test_a_time_column_may_be_another_datasets_through_a_lookup() -> None:
    assert problems(time="customers.signed_up_at") == []


def test_a_dataset_without_rows_is_not_judged_by_its_columns() -> None:
    assert problems("sum(whatever) / count(*)", dataset="leads", where="anything = 'x'") == []


def test_a_dataset_without_rows_still_needs_a_formula() -> None:
    assert len(problems("sum(whatever", dataset="leads")) == 1


def test_a_dataset_without_a_time_column_can_only_be_looked_up() -> None:
    (problem,) = problems(dataset="customers")
    assert '"Customers" has no time column' in str(problem)


def test_a_column_is_found_by_its_header_too() -> None:
    assert problems('sum("Amount spent (GBP)")', where='"Amount spent (GBP)" > 0') == []


@pytest.mark.parametrize("query", GOOD_QUERIES)
def test_a_good_query_fits_the_columns_that_are_there(query: str) -> None:
    assert of_dataset({"id": "derived", "query": query}) == []


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("select * from duckdb_tables", "there is no dataset `duckdb_tables`"),
        ("select * from oders", "did you mean `orders`?"),
        ("select statuss from orders", "did you mean `status`?"),
        ("select o.status from orders", "no source `o`"),
        ("select status, amount from orders group by status", "`amount` is neither grouped nor aggregated"),
        ("select status, count(*) as n from orders", "`status` is neither grouped nor aggregated"),
        ("select count(*) from orders", "has no name"),
        ("select amount as a, refund as a from orders", "two columns of the query are called `a`"),
        ("select customer_id from orders join customers on orders.customer_id = customers.customer_id", "stands in"),
        ("select * from orders join orders using (order_id)", "two sources are called `orders`"),
        ("select amount as a from orders union all select status from orders", "give different columns"),
        ("select amount as a from orders union all select amount, refund from orders", "give different columns"),
        ("select null as a from orders", "has no type"),
        ("select amount as a from orders order by 3", "names no column"),
        ("select distinct status from orders order by amount", "does not show"),
        ("select status as s from orders where sum(amount) > 1", "looks at one row at a time"),
        ("with a as (select * from orders), a as (select * from orders) select * from a", "names two queries"),
        ("select o.status from orders o join customers c on o.amount = c.customer_id", "sets a number against a text"),
        ("select o.status from orders o join customers c using (amount)", "has no column `amount`"),
        ("select * from derived", "derived from itself: derived → derived"),
    ],
)
def test_a_query_that_does_not_fit_says_what_would(query: str, words: str) -> None:
    (problem,) = of_dataset({"id": "derived", "query": query})
    assert words in str(problem)
    assert problem.key == "query"


def test_derived_datasets_do_not_go_in_circles() -> None:
    (problem,) = of_dataset({"id": "one", "query": "select * from two"}, {"id": "two", "query": "select * from one"})
    assert "two → one → two" in str(problem)


def test_a_query_over_datasets_without_rows_is_checked_as_far_as_it_goes() -> None:
    assert of_dataset({"id": "derived", "query": "select id, min(created_at) as first_at from leads group by id"}) == []
    assert (
        len(of_dataset({"id": "derived", "query": "select id, min(created_at) as first_at from leads group by x"})) == 1
    )


def test_a_derived_datasets_columns_and_types_are_what_its_query_gives() -> None:
    query = """select customer_id, min(ordered_at) as first_at, count(*) as n, sum(amount) as "Total (EUR)"
               from orders group by 1"""
    found = Catalogue(scorecard({"id": "firsts", "query": query}), shapes()).shape("firsts")
    assert found is not None
    assert {column.name: column.type for column in found.columns} == {
        "customer_id": ColumnType.TEXT,
        "first_at": ColumnType.TIMESTAMP,
        "n": ColumnType.INTEGER,
        "total_eur": ColumnType.NUMBER,
    }


def test_a_kpi_over_a_derived_dataset_is_checked_against_what_its_query_gives() -> None:
    derived = {
        "id": "firsts",
        "time": "first_at",
        "query": "select min(ordered_at) as first_at, status from orders group by status",
    }
    company = scorecard(derived, dataset="firsts", formula="sum(amount)")
    (problem,) = check_kpi(company.kpis[0], company, shapes())
    assert "`firsts` has no column `amount`" in str(problem)


@pytest.mark.parametrize(
    ("dataset", "key", "words"),
    [
        ({"time": "orderd_at"}, "time", "did you mean `ordered_at`?"),
        ({"dimensions": {"channel": "chanel"}}, "dimensions.channel", "has no column `chanel`"),
        ({"key": ["order_idd"]}, "key[0]", "did you mean `order_id`?"),
        ({"lookups": {"customers": "customer"}}, "lookups.customers", "did you mean `customer_id`?"),
        ({"lookups": {"customers": ["customer_id", "status"]}}, "lookups", "the key of `customers` is customer_id"),
    ],
)
def test_what_a_dataset_names_is_checked_under_its_key(dataset: dict[str, Any], key: str, words: str) -> None:
    query = "select order_id, customer_id, status, ordered_at from orders"
    (problem,) = of_dataset({"id": "derived", "query": query, **dataset})
    assert words in str(problem)
    assert problem.key == key


def test_nested_queries_are_written_once_each() -> None:
    text = (
        "select a0.customer_id from "
        + "(select * from " * 8
        + "orders"
        + "".join(f") as a{n}" for n in range(7, -1, -1))
    )
    read: list[str] = []

    def dataset(relation: Any) -> Any:  # noqa: ANN401 -- as the catalogue answers
        read.append(relation.name)
        return '"orders"', columns_of(shapes()["orders"])

    assert QueryWriter(dataset).write(parse_query(text)).columns
    assert read == ["orders"]


def test_comments_stand_in_columns_that_are_there() -> None:
    company = scorecard()
    dataset = company.kpis[0].dataset
    told = Comments(dataset=dataset, text="statuss", rating="clicks", where={"customers.country": "DE", "place": "x"})
    touchpoint = Touchpoint(id="form", name="Form", stage="s", comments=(told,))
    found = check_touchpoint(touchpoint, company, shapes())
    assert [each.key for each in found] == ["comments[0].text", "comments[0].where.place"]
    assert found[0].cure == "did you mean `status`?"
    assert check_touchpoint(touchpoint, company, {}) == []  # nothing is known before the first import
