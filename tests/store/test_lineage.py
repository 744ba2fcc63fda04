"""Which imports the rows come from, which days they cover, and what units their columns have."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from bsc.model.definitions import Scorecard
from bsc.model.reading import scorecard_from
from bsc.store import ChangedUnit, Incoming, RememberedMapping, Scale, Stamp, Store
from bsc.store.ledger import write_definitions, write_mapping
from tests.store.bench import Bench

FIRST = date(2026, 1, 1)
TYPES = {"day": "date", "campaign": "text", "clicks": "integer"}
ADS: dict[str, Any] = {"id": "ads", "time": "day"}
ORDERS: dict[str, Any] = {"id": "orders", "time": "day", "key": ["order"]}
PAYMENTS: dict[str, Any] = {"id": "payments", "time": "orders.day", "lookups": {"orders": "order"}}


def day(number: int) -> date:
    return FIRST + timedelta(days=number - 1)


@pytest.fixture
def defined(bench: Bench) -> Bench:
    scorecard: Scorecard = scorecard_from({"version": 1, "datasets": [ADS, ORDERS, PAYMENTS, {"id": "plans"}]})
    with bench.store.change() as cursor:
        write_definitions(cursor, Stamp("ada"), scorecard, "")
    return bench


def used(store: Store, dataset: str, *days: date) -> list[tuple[int, int]]:
    return [(line.id, rows) for line, rows in store.imports_of(dataset, *days)]


def test_the_imports_behind_a_period_are_those_whose_rows_count_in_it(defined: Bench) -> None:
    defined.bring(defined.incoming(ADS, TYPES, [(day(1), "a", 1), (day(2), "a", 1), (day(3), "a", 1)]))
    defined.bring(defined.incoming(ADS, TYPES, [(day(3), "a", 2), (day(3), "b", 2), (day(4), "a", 2)]))
    assert used(defined.store, "ads") == [(2, 3), (1, 2)]
    assert used(defined.store, "ads", day(1), day(2)) == [(1, 2)]
    assert used(defined.store, "ads", day(2), day(3)) == [(2, 2), (1, 1)]
    defined.undo(2, "ads")
    assert used(defined.store, "ads", day(3), day(3)) == [(1, 1)]
    assert used(defined.store, "nothing") == []


def test_rows_that_look_their_day_up_are_traced_by_that_day(defined: Bench) -> None:
    defined.bring(defined.incoming(ORDERS, {"order": "text", "day": "date"}, [("o1", day(1)), ("o2", day(9))]))
    payments = [("o1", 5), ("o2", 6), ("o2", 7)]
    number, _ = defined.bring(defined.incoming(PAYMENTS, {"order": "text", "amount": "integer"}, payments))
    assert used(defined.store, "payments", day(9), day(9)) == [(number, 2)]
    assert defined.store.covered_days("payments", day(1), day(31)) == {day(1): 1, day(9): 2}


def test_a_dataset_without_days_has_all_its_rows_in_every_period(defined: Bench) -> None:
    number, _ = defined.bring(defined.incoming({"id": "plans"}, {"plan": "text"}, [("basic",), ("pro",)]))
    assert used(defined.store, "plans", day(1), day(1)) == [(number, 2)]
    assert defined.store.covered_days("plans", day(1), day(31)) == {}


def test_covered_days_count_their_rows_and_a_stated_day_without_rows_is_covered(defined: Bench) -> None:
    rows = [(day(1), "a", 1), (day(1), "b", 1), (day(4), "a", 1)]
    defined.bring(defined.incoming(ADS, TYPES, rows, (day(1), day(5))))
    defined.bring(defined.incoming(ADS, TYPES, [(day(9), "a", 1)]))
    assert defined.store.covered_days("ads", day(1), day(9)) == {
        day(1): 2, day(2): 0, day(3): 0, day(4): 1, day(5): 0, day(9): 1,
    }  # fmt: skip
    assert list(defined.store.covered_days("ads", day(3), day(4))) == [day(3), day(4)]


def priced(bench: Bench, scale: Scale, number: int, kind: str = "number") -> Incoming:
    incoming = bench.incoming(ADS, {"day": "date", "cost": kind}, [(day(number), number)])
    return replace(incoming, filled={"day": True, "cost": True}, scales={"cost": scale})


def test_the_scale_of_a_column_is_its_newest_unit_and_the_range_of_the_imports_with_it(bench: Bench) -> None:
    for number, scale in enumerate([Scale("USD", 1, 900), Scale("EUR", 2, 50), Scale("EUR", 3, 70)], start=1):
        bench.bring(priced(bench, scale, number))
    assert bench.store.scales("ads")["cost"] == Scale("EUR", 2, 70)
    bench.undo(3, "ads")
    assert bench.store.scales("ads")["cost"] == Scale("EUR", 2, 50)
    assert bench.store.scales("another") == {}


def test_a_unit_that_changes_is_pointed_out_with_both(bench: Bench) -> None:
    bench.bring(priced(bench, Scale("EUR", 2, 50), 1))
    assert bench.foresee(priced(bench, Scale("USD", 2, 50), 2)).units == (ChangedUnit("Cost", "EUR", "USD"),)
    assert [str(each) for each in bench.foresee(priced(bench, Scale("", 2, 50), 2)).units] == ["Cost: EUR → no unit"]
    assert bench.foresee(priced(bench, Scale("EUR", 900, 5000), 2)).units == ()


def test_shares_that_become_percentages_are_pointed_out_although_nothing_names_them(bench: Bench) -> None:
    bench.bring(priced(bench, Scale("", 0.02, 0.4), 1))
    assert [str(each) for each in bench.foresee(priced(bench, Scale("", 3, 47), 2)).units] == [
        "Cost: 0.02 to 0.4 → 3 to 47"
    ]
    assert bench.foresee(priced(bench, Scale("percent", 0.03, 0.47), 2)).units == ()


def test_what_is_not_said_about_a_column_is_looked_up_in_the_file(bench: Bench) -> None:
    bench.bring(
        bench.incoming(
            ADS, {"day": "date", "cost": "number", "note": "text"}, [(day(1), 2.5, None), (day(2), -1.0, None)]
        )
    )
    assert bench.store.scales("ads")["cost"] == Scale("", -1.0, 2.5)
    assert "note" not in bench.store.scales("ads")


def kept(store: Store, headers: tuple[str, ...], said: RememberedMapping, dataset: str = "ads") -> None:
    with store.change() as cursor:
        write_mapping(cursor, Stamp("ada"), (" ".join(headers), dataset), said, headers)


def test_a_mapping_is_found_by_its_headers_else_by_the_most_similar_ones(store: Store) -> None:
    german = RememberedMapping({"Tag": "day", "Klicks": "clicks"}, {"Kosten": "EUR"}, frozenset({"Mail"}))
    kept(store, ("Tag", "Klicks", "Kosten", "Mail"), german)
    kept(store, ("Fecha", "Clics"), RememberedMapping({"Fecha": "day"}))
    assert store.mapping("Tag Klicks Kosten Mail", "ads") == german
    assert store.mapping("?", "ads", ("Tag", "Klicks", "Kosten", "Mail", "Umsatz")) == german
    assert store.mapping("?", "ads", ("Tag", "Klicks", "Mail")).answers == {}
    assert store.mapping("?", "ads", ("Tag", "Umsatz")) == RememberedMapping()
    assert store.mapping("?", "orders", ("Tag", "Klicks", "Kosten", "Mail")) == RememberedMapping()
    assert store.mapping("?", "ads") == RememberedMapping()
