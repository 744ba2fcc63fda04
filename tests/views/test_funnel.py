"""Through the funnel: numbers by hand, in a real database."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bsc import actions
from bsc.errors import BscError, NotFound
from bsc.model.view import View
from bsc.model.words import Status
from bsc.store import Store
from bsc.views.funnel import Funnel, assumption, funnel, sentence
from bsc.views.workspace import Workspace
from tests.views.small_company import TODAY, imported

AUGUST = View(period="2026-08")
SCORECARD = """
version: 1
stages: [{id: interest, name: Interest}, {id: buy, name: Buy}, {id: stay, name: Stay}]
datasets: [{id: months, time: day, key: [day]}]
objectives:
  - {id: reach, name: Reach more, stage: interest, perspective: customer}
  - {id: sell, name: Sell more, stage: buy, perspective: financial}
  - {id: keep, name: Keep them, stage: stay, perspective: customer}
kpis:
  - {id: visits, name: Visits, objective: reach, dataset: months, formula: sum(visits)}
  - {id: leads, name: Leads, objective: reach, dataset: months, formula: sum(leads),
     targets: [{start: 2026-01-01, target: 90, red_line: 60}]}
  - {id: spend, name: Spend, objective: reach, dataset: months, formula: sum(cost), unit: currency, better: lower}
  - {id: price, name: Price, objective: sell, dataset: months, formula: sum(revenue) / sum(orders), unit: currency}
  - {id: orders, name: Orders, objective: sell, dataset: months, formula: sum(orders),
     targets: [{start: 2026-01-01, target: 40, red_line: 20}]}
  - {id: revenue, name: Revenue, objective: sell, dataset: months, formula: sum(revenue), unit: currency,
     targets: [{start: 2026-01-01, target: 3000, red_line: 2000}]}
  - {id: stayed, name: Stayed, objective: keep, dataset: months, formula: sum(stayed)}
funnel:
  - {stage: interest, kpi: leads}
  - {stage: buy, kpi: orders}
  - {stage: stay, kpi: stayed}
"""
MONTHS = (
    "day,visits,leads,orders,revenue,cost,stayed\n2026-08-10,1000,80,20,2000,500,20\n2026-07-10,900,0,3,300,500,6\n"
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(tmp_path / "company.duckdb")
    actions.apply_definitions(opened, SCORECARD, "test")
    imported(opened, tmp_path, "months", MONTHS)
    yield opened
    opened.close()


@pytest.fixture
def august(store: Store) -> Funnel:
    return funnel(Workspace(store, TODAY), AUGUST)


def test_a_step_is_a_count_with_its_share_of_the_one_before(august: Funnel) -> None:
    assert [(step.name, step.reading.value, step.rate) for step in august.steps] == [
        ("Leads", 80, None),
        ("Orders", 20, 0.25),
        ("Stayed", 20, 1),
    ]
    assert august.movable == (1, 2)


def test_one_point_more_is_carried_on_to_later_counts_to_money_and_to_the_scores(august: Funnel) -> None:
    effect = august.with_rate(1, 0.5, "revenue")  # 40 of 80: twice as many, who stay as often and pay as much
    assert [reached.value for reached in effect.counts] == [80, 40, 40]
    assert effect.money is not None
    assert (effect.money.value, effect.money.difference) == (4000, 2000)
    assert [reached.status for reached in effect.counts] == [Status.AT_RISK, Status.ON_TRACK, Status.NO_TARGET]
    assert (effect.money.before.status, effect.money.status) == (Status.AT_RISK, Status.ON_TRACK)
    buying = [effect.before.find("stage", "buy"), effect.after.find("stage", "buy")]
    assert [node.score if node else None for node in buying] == [50, 100]


def test_what_is_not_in_the_funnel_keeps_its_value(august: Funnel) -> None:
    after = {node.id: node for node in august.with_rate(1, 0.5).after.kpis()}
    assert after["price"].judgement is not None
    assert after["price"].judgement.value == 100
    assert after["leads"].score == pytest.approx(500 / 6)  # 80, between 60 and 90


def test_money_that_comes_before_the_step_stays_as_it_is_and_is_said_to(august: Funnel) -> None:
    effect = august.with_rate(2, 0.5, "revenue")
    assert effect.money is not None
    assert effect.money.difference == 0
    assert "Revenue is counted per Orders, before this step, and stays as it is." in assumption(august, 2, "revenue")
    assert sentence(august, effect).endswith("−10 Stayed and Revenue as it is.")


def test_money_is_what_adds_up_and_income_comes_before_cost(august: Funnel) -> None:
    assert [reading.kpi.id for reading in august.money] == ["revenue", "spend"]  # a price per order does not add up
    assert august.counted_per("revenue") == 1
    assert august.counted_per("spend") == 0
    with pytest.raises(NotFound):
        august.with_rate(1, 0.5, "price")


def test_the_assumption_names_the_later_steps_and_what_the_money_is_counted_per(august: Funnel) -> None:
    said = assumption(august, 1, "revenue")
    assert said.startswith("The steps after it (Stayed) keep their rates. Revenue per Orders stays as it is.")
    assert "All counts are of Aug 2026" in said


def test_the_sentence_says_from_where_to_where_and_how_much_more(august: Funnel) -> None:
    said = sentence(august, august.with_rate(1, 0.26, "revenue"))
    assert said == (
        "+1.0 pp from Leads to Orders (25.0% → 26.0%) in Aug 2026: +0.80 Orders, +0.80 Stayed and +€80 Revenue."
    )
    assert "everything stays as it is" in sentence(august, august.with_rate(1, 0.25, "revenue"))


def test_one_point_more_is_told_for_each_step_but_one_where_all_go_on_already(august: Funnel) -> None:
    (orders,) = august.one_point_more("revenue")
    assert (orders.step, orders.rate) == (1, 0.26)


def test_a_slider_reaches_to_four_times_the_rate_and_never_beyond_all(august: Funnel) -> None:
    assert (august.reach(1).high, august.reach(1).step) == (1, 0.001)  # four times a quarter
    steps = (august.steps[0], replace(august.steps[1], rate=0.012), replace(august.steps[2], rate=0))
    slow = replace(august, steps=steps)
    assert (slow.reach(1).high, slow.reach(1).step) == (0.05, 0.00005)
    assert slow.reach(2).high == 1


def test_a_period_without_leads_has_no_rate_to_move(store: Store) -> None:
    july = funnel(Workspace(store, TODAY), View(period="2026-07"))
    assert [step.rate for step in july.steps] == [None, None, 2]
    assert july.movable == (2,)
    assert july.highest(2) == 5  # twice as many as came in, which came from elsewhere: up to 4, as a round number
    assert july.with_rate(1, 0.1).counts[1].value == 0  # a tenth of nobody
    with pytest.raises(BscError, match="no count comes before it"):
        july.with_rate(0, 0.1)


def test_a_count_that_cannot_be_said_keeps_its_score(tmp_path: Path) -> None:
    """Of 50 leads nobody ordered: what 25 orders would bring to those who stay is not known. Once it was left out."""
    stayed = "formula: sum(stayed)}"
    wanted = stayed.replace("}", ",\n     targets: [{start: 2026-01-01, target: 10, red_line: 5}]}")
    store = Store.open(tmp_path / "company.duckdb")
    actions.apply_definitions(store, SCORECARD.replace(stayed, wanted), "test")
    imported(store, tmp_path, "months", "day,visits,leads,orders,revenue,cost,stayed\n2026-08-10,500,50,0,0,100,0\n")
    effect = funnel(Workspace(store, TODAY), AUGUST).with_rate(1, 0.5)
    store.close()
    assert [reached.value for reached in effect.counts] == [50, 25, None]
    stages = [[effect.before.find("stage", stage), effect.after.find("stage", stage)] for stage in ("buy", "stay")]
    assert [[node.score if node else None for node in pair] for pair in stages] == [[0, 31.25], [0, 0]]


def test_a_moved_rate_asks_the_database_nothing(store: Store) -> None:
    seen = funnel(Workspace(store, TODAY), AUGUST)
    before = store.queries
    again = funnel(Workspace(store, TODAY), AUGUST)
    assert again is seen
    assert [again.with_rate(1, percent / 100, "revenue").counts[1].value for percent in (10, 20)] == [8, 16]
    assert store.queries == before


def test_without_a_funnel_there_are_no_steps(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "plain.duckdb")
    actions.apply_definitions(store, SCORECARD.partition("funnel:")[0], "test")
    found = funnel(Workspace(store, date(2026, 9, 11)), AUGUST)
    assert (found.steps, found.movable, found.counted_per("revenue")) == ((), (), None)
    store.close()
