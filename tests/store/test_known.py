"""What is remembered between two changes: only what a change touched is asked of the file again."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from bsc.model.reading import scorecard_from
from bsc.model.review import Review
from bsc.model.subject import Subject, SubjectKind
from bsc.store import Stamp, Store
from bsc.store.backups import copy_out, put_in
from bsc.store.ledger import write_definitions
from bsc.store.remarks import insert_note, put_review
from tests.store.bench import Bench

FIRST = date(2026, 1, 1)
TYPES = {"day": "date", "campaign": "text", "clicks": "integer"}
ADS: dict[str, Any] = {"id": "ads", "time": "day"}
ORDERS: dict[str, Any] = {"id": "orders", "time": "day", "key": ["order"]}
ORDER_TYPES = {"order": "text", "day": "date", "paid": "date"}
PAYMENTS: dict[str, Any] = {"id": "payments", "time": "orders.day", "lookups": {"orders": "order"}}
PAYMENT_TYPES = {"order": "text", "amount": "integer"}


def day(number: int) -> date:
    return FIRST + timedelta(days=number - 1)


def define(bench: Bench, *datasets: dict[str, Any]) -> None:
    with bench.store.change() as cursor:
        write_definitions(cursor, Stamp("ada"), scorecard_from({"version": 1, "datasets": list(datasets)}), "")


def put(bench: Bench, *reviews: Review) -> None:
    with bench.store.change() as cursor:
        for each in reviews:
            put_review(cursor, Stamp("ada"), each)


@pytest.fixture
def held(bench: Bench) -> Bench:
    define(bench, ADS, ORDERS, PAYMENTS)
    bench.bring(bench.incoming(ADS, TYPES, [(day(1), "a", 1), (day(2), "a", 1)]))
    bench.bring(bench.incoming(ORDERS, ORDER_TYPES, [("o1", day(3), day(8)), ("o2", day(4), day(9))]))
    bench.bring(bench.incoming(PAYMENTS, PAYMENT_TYPES, [("o1", 5), ("o2", 6)]))
    return bench


def spans(bench: Bench) -> dict[str, tuple[int, date | None, date | None]]:
    return {name: (shape.rows, shape.first_day, shape.last_day) for name, shape in bench.store.shapes().items()}


def test_an_import_counts_its_own_dataset_anew_and_no_other(held: Bench) -> None:
    before = held.store.shapes()
    held.bring(held.incoming(ADS, TYPES, [(day(5), "a", 1)]))
    after = held.store.shapes()
    assert spans(held)["ads"] == (3, day(1), day(5))
    assert after["orders"] is before["orders"]
    assert after["payments"] is before["payments"]


def test_a_dataset_that_looks_its_day_up_is_counted_anew_with_what_it_looks_up(held: Bench) -> None:
    before = held.store.shapes()
    held.bring(held.incoming(ORDERS, ORDER_TYPES, [("o2", day(20), day(20))]))
    assert spans(held)["payments"] == (2, day(3), day(20))
    assert held.store.shapes()["ads"] is before["ads"]
    held.undo(4, "orders")
    assert spans(held)["payments"] == (2, day(3), day(4))


def test_an_undo_takes_a_dataset_away_and_leaves_the_others_as_they_were(held: Bench) -> None:
    before = held.store.shapes()
    held.undo(1, "ads")
    assert spans(held) == {"orders": (2, day(3), day(4)), "payments": (2, day(3), day(4))}
    assert held.store.shapes()["orders"] is before["orders"]


def test_a_new_time_column_gives_a_dataset_and_those_that_look_it_up_other_days(held: Bench) -> None:
    before = held.store.shapes()
    define(held, ADS, {**ORDERS, "time": "paid"}, {**PAYMENTS, "time": "orders.paid"})
    assert spans(held)["orders"] == spans(held)["payments"] == (2, day(8), day(9))
    assert held.store.shapes()["ads"] is before["ads"]


def test_a_dataset_whose_key_changed_is_looked_up_by_it_at_once(held: Bench) -> None:
    define(held, ADS, {**ORDERS, "key": ["order", "day"]}, PAYMENTS)
    assert spans(held)["payments"] == (2, None, None)


def test_a_row_that_finds_two_rows_is_counted_once(held: Bench) -> None:
    due = {**PAYMENTS, "lookups": {"orders": "due"}}
    define(held, ADS, {**ORDERS, "key": ["paid"]}, due)
    held.bring(held.incoming(ORDERS, ORDER_TYPES, [("o3", day(6), day(8))]))
    held.bring(held.incoming(due, {"due": "date", "amount": "integer"}, [(day(8), 5)]))
    assert spans(held)["payments"] == (1, day(3), day(6))


def test_a_small_write_takes_no_review_apart_that_was_known_before(held: Bench) -> None:
    first, second = (Review(id=name, name=name, held=day(number)) for name, number in (("may", 2), ("june", 1)))
    put(held, first, second)
    june, may = held.store.reviews()
    assert (june, may) == (second, first)
    with held.store.change() as cursor:
        insert_note(cursor, Stamp("ada"), Subject.of(SubjectKind.DATASET, "ads"), day(3), "Rain")
    assert all(one is other for one, other in zip(held.store.reviews(), (june, may), strict=True))
    changed = first.model_copy(update={"held": day(1), "notes": "Rain"})
    put(held, changed)
    assert held.store.reviews() == (changed, second)
    assert held.store.reviews()[1] is june


def test_a_restored_file_shows_its_own_reviews(held: Bench, tmp_path: Path) -> None:
    first = Review(id="may", name="May", held=day(2))
    put(held, first)
    copy_out(held.store, tmp_path / "kept.duckdb")
    put(held, first.model_copy(update={"notes": "Later"}))
    path = held.store.path
    held.store.close()
    put_in(tmp_path / "kept.duckdb", path)
    found = Store.open(path)
    assert found.reviews() == (first,)
    found.close()


def test_the_key_columns_are_those_by_which_the_rows_are_replaced_now(held: Bench) -> None:
    assert dict(held.store.unique_keys()) == {"orders": ("order",)}
    define(held, ADS, {**ORDERS, "key": ["day", "order"]}, PAYMENTS)
    assert dict(held.store.unique_keys()) == {"orders": ("order",)}
    held.bring(held.incoming({**ORDERS, "key": ["day", "order"]}, ORDER_TYPES, [("o1", day(3), day(8))]))
    assert dict(held.store.unique_keys()) == {"orders": ("day", "order")}
