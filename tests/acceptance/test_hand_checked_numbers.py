"""`bsc apply`, `bsc import` and `bsc actuals` against numbers that were worked out on paper."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bsc.cli import main

SCORECARD = """
version: 1
stages:
  - {id: interest, name: Interest}
  - {id: purchase, name: Purchase}
datasets:
  - id: ads
    time: day
    dimensions: {channel: channel, persona: audience}
  - id: orders
    time: ordered_at
    key: [order_id]
    dimensions: {channel: channel}
  - id: payments
    time: orders.ordered_at
    key: [payment_id]
    lookups: {orders: order_id}
    dimensions: {channel: orders.channel}
  - id: staff
    time: day
    key: [day]
  - id: first_orders
    query: select customer_id, min(ordered_at) as first_at, count(*) as orders from orders group by customer_id
    time: first_at
objectives:
  - {id: reach, name: Reach people, stage: interest, perspective: customer}
  - {id: sell, name: Sell, stage: purchase, perspective: financial}
kpis:
  - {id: ctr, name: CTR, objective: reach, dataset: ads, formula: sum(clicks) / sum(impressions), unit: percent}
  - {id: clicks, name: Clicks, objective: reach, dataset: ads, formula: sum(clicks)}
  - {id: order_value, name: Median order, objective: sell, dataset: orders, formula: median(amount), unit: currency}
  - {id: won, name: Won, objective: sell, dataset: orders, formula: count(*) filter (where status = 'won')}
  - {id: win_rate, name: Win rate, objective: sell, dataset: orders, unit: percent,
     formula: count(*) filter (where status = 'won') / count(*)}
  - {id: buyers, name: Buyers, objective: sell, dataset: orders, formula: count(distinct customer_id)}
  - {id: days_to_ship, name: Days to ship, objective: sell, dataset: orders, unit: days, better: lower,
     formula: "avg(days_between(ordered_at, shipped_at))"}
  - {id: nights_to_ship, name: Calendar days to ship, objective: sell, dataset: orders, better: lower,
     formula: "sum(date_diff('day', ordered_at, shipped_at))"}
  - {id: paid, name: Paid, objective: sell, dataset: payments, formula: sum(amount), unit: currency,
     where: orders.status = 'won'}
  - {id: heads, name: Heads, objective: sell, dataset: staff, formula: last(headcount)}
  - {id: new_buyers, name: New buyers, objective: sell, dataset: first_orders, formula: count(*)}
"""

ADS = """day,channel,audience,impressions,clicks
2026-01-05,search,newcomer,100,10
2026-01-20,social,expert,30000,900
2026-02-03,search,newcomer,200,8
2026-04-10,social,newcomer,0,0
2026-04-11,search,expert,50,5
"""

ORDERS = """order_id,customer_id,channel,status,amount,ordered_at,shipped_at
o1,c1,search,won,100,2026-01-05 12:00,2026-01-06 00:00
o2,c1,search,lost,300,2026-01-06 09:00,
o3,c2,social,won,200,2026-01-31 23:00,2026-02-01 01:00
o4,c3,search,won,50,2026-02-10 08:00,2026-02-13 08:00
o5,c2,social,lost,70,2026-05-02 10:00,
"""

PAYMENTS = """payment_id,order_id,amount
p1,o1,60
p2,o1,40
p3,o2,300
p4,o3,200
p5,o4,50
p6,o9,999
"""

STAFF = """day,headcount
2026-01-01,10
2026-01-31,12
2026-02-15,11
"""


@pytest.fixture(scope="module")
def bsc(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Result]:
    folder = tmp_path_factory.mktemp("hand_checked")

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(main, ["--database", str(folder / "bsc.duckdb"), *arguments])

    def file(name: str, text: str) -> str:
        path = Path(folder) / name
        path.write_text(text, encoding="utf-8")
        return str(path)

    assert run("apply", file("scorecard.yaml", SCORECARD)).exit_code == 0
    for dataset, text in {"ads": ADS, "orders": ORDERS, "payments": PAYMENTS, "staff": STAFF}.items():
        result = run("import", file(f"{dataset}.csv", text), "--dataset", dataset)
        assert result.exit_code == 0, result.output
    return run


def values(bsc: Callable[..., Result], kpi: str, grain: str, *where: str) -> dict[str, float | None]:
    filters = [part for condition in where for part in ("--where", condition)]
    result = bsc("actuals", "--kpi", kpi, "--grain", grain, *filters, "--format", "csv")
    assert result.exit_code == 0, result.output
    rows = csv.DictReader(io.StringIO(result.stdout))
    return {row["period"]: float(row["value"]) if row["value"] else None for row in rows}


CASES = [
    ("ctr", "day", {"2026-01-05": 0.1, "2026-01-20": 0.03, "2026-02-03": 0.04, "2026-04-11": 0.1}),
    ("ctr", "week", {"2026-01-05": 0.1, "2026-01-19": 0.03, "2026-02-02": 0.04, "2026-04-06": 0.1}),
    ("ctr", "month", {"2026-01-01": 910 / 30100, "2026-02-01": 0.04, "2026-04-01": 0.1}),
    ("ctr", "quarter", {"2026-01-01": 918 / 30300, "2026-04-01": 0.1}),
    ("ctr", "year", {"2026-01-01": 923 / 30350}),
    ("order_value", "month", {"2026-01-01": 200.0, "2026-02-01": 50.0, "2026-05-01": 70.0}),
    ("order_value", "quarter", {"2026-01-01": 150.0, "2026-04-01": 70.0}),
    ("order_value", "year", {"2026-01-01": 100.0}),
    ("won", "day", {"2026-01-05": 1.0, "2026-01-06": 0.0, "2026-01-31": 1.0, "2026-02-10": 1.0, "2026-05-02": 0.0}),
    ("won", "week", {"2026-01-05": 1.0, "2026-01-26": 1.0, "2026-02-09": 1.0, "2026-04-27": 0.0}),
    ("win_rate", "month", {"2026-01-01": 2 / 3, "2026-02-01": 1.0, "2026-05-01": 0.0}),
    ("win_rate", "year", {"2026-01-01": 0.6}),
    ("buyers", "month", {"2026-01-01": 2.0, "2026-02-01": 1.0, "2026-05-01": 1.0}),
    ("buyers", "quarter", {"2026-01-01": 3.0, "2026-04-01": 1.0}),
    ("buyers", "year", {"2026-01-01": 3.0}),
    ("days_to_ship", "month", {"2026-01-01": (0.5 + 2 / 24) / 2, "2026-02-01": 3.0}),
    ("days_to_ship", "quarter", {"2026-01-01": (0.5 + 2 / 24 + 3) / 3}),
    ("nights_to_ship", "month", {"2026-01-01": 2.0, "2026-02-01": 3.0, "2026-05-01": 0.0}),
    ("paid", "month", {"2026-01-01": 300.0, "2026-02-01": 50.0}),
    ("paid", "year", {"2026-01-01": 350.0}),
    ("heads", "month", {"2026-01-01": 12.0, "2026-02-01": 11.0}),
    ("heads", "year", {"2026-01-01": 11.0}),
    ("new_buyers", "month", {"2026-01-01": 2.0, "2026-02-01": 1.0}),
    ("new_buyers", "quarter", {"2026-01-01": 3.0}),
]


@pytest.mark.parametrize(("kpi", "grain", "expected"), CASES, ids=lambda part: part if isinstance(part, str) else "")
def test_a_value_is_the_one_worked_out_on_paper(
    bsc: Callable[..., Result], kpi: str, grain: str, expected: dict[str, float]
) -> None:
    present = {period: value for period, value in values(bsc, kpi, grain).items() if value is not None}
    assert present == pytest.approx(expected, rel=1e-12)


def test_a_filter_changes_the_rows_not_the_arithmetic(bsc: Callable[..., Result]) -> None:
    assert values(bsc, "ctr", "quarter", "channel=search")["2026-01-01"] == pytest.approx(18 / 300)
    assert values(bsc, "ctr", "year", "channel=search", "persona=expert")["2026-01-01"] == pytest.approx(0.1)


def test_a_filter_reaches_a_dimension_through_a_lookup(bsc: Callable[..., Result]) -> None:
    assert values(bsc, "paid", "year", "channel=social")["2026-01-01"] == pytest.approx(200.0)


def test_a_gap_stays_a_gap(bsc: Callable[..., Result]) -> None:
    assert values(bsc, "clicks", "month")["2026-03-01"] is None


def test_no_impressions_give_no_rate(bsc: Callable[..., Result]) -> None:
    assert values(bsc, "ctr", "day")["2026-04-10"] is None


def test_a_filter_that_the_dataset_cannot_answer_gives_no_number(bsc: Callable[..., Result]) -> None:
    assert set(values(bsc, "heads", "month", "channel=search").values()) <= {None}


def test_a_rate_reports_its_parts(bsc: Callable[..., Result]) -> None:
    result = bsc("actuals", "--kpi", "ctr", "--grain", "month", "--format", "csv")
    january = next(csv.DictReader(io.StringIO(result.stdout)))
    assert list(january) == ["kpi", "period", "value", "numerator", "denominator", "rows", "partial"]
    assert (float(january["numerator"]), float(january["denominator"]), january["rows"]) == (910.0, 30100.0, "2")


def test_the_same_bytes_twice_change_nothing(bsc: Callable[..., Result], tmp_path: Path) -> None:
    again = tmp_path / "other_name.csv"
    again.write_text(ADS, encoding="utf-8")
    before = values(bsc, "clicks", "year")
    assert bsc("import", str(again), "--dataset", "ads").exit_code == 0
    assert values(bsc, "clicks", "year") == before


def test_an_overlapping_import_replaces_and_an_undo_restores(bsc: Callable[..., Result], tmp_path: Path) -> None:
    correction = tmp_path / "ads_correction.csv"
    correction.write_text(
        "day,channel,audience,impressions,clicks\n2026-01-05,search,newcomer,100,20\n2026-06-01,search,expert,10,1\n",
        encoding="utf-8",
    )
    before = values(bsc, "clicks", "month")
    receipt = json.loads(bsc("import", str(correction), "--dataset", "ads", "--format", "json").stdout)
    assert (receipt["rows"], receipt["replaced"]) == (2, 1)
    assert values(bsc, "clicks", "month")["2026-01-01"] == 920.0
    assert bsc("undo", str(receipt["import"])).exit_code == 0
    assert values(bsc, "clicks", "month") == before


def test_export_then_apply_changes_nothing(bsc: Callable[..., Result], tmp_path: Path) -> None:
    first, second = tmp_path / "first.yaml", tmp_path / "second.yaml"
    assert bsc("export", str(first)).exit_code == 0
    assert bsc("apply", str(first)).exit_code == 0
    assert bsc("export", str(second)).exit_code == 0
    assert first.read_text() == second.read_text()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("actuals", "--kpi", "ctrr"), "did you mean `ctr`?"),
        (("actuals", "--kpi", "ctr", "--where", "chanel=x"), "did you mean `channel`?"),
        (("undo", "999"), "999"),
        (("scores", "--period", "2026-13"), "2026-13"),
        (("import", "nothing.csv", "--dataset", "ads"), "nothing.csv"),
    ],
)
def test_a_mistake_is_answered_with_a_sentence_and_status_2(
    bsc: Callable[..., Result], arguments: tuple[str, ...], sentence: str
) -> None:
    result = bsc(*arguments)
    assert result.exit_code == 2
    assert sentence in result.stderr
    assert "Traceback" not in result.output
