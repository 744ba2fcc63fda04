"""Which days of a rollup a change touches: every other day still holds what the rows say."""

from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bsc.store import Store, marking, placing
from bsc.store.rollups import Rollup, drop, keep, next_id, settle
from tests.store.bench import Bench

FIRST = date(2026, 1, 1)
TYPES = {"day": "date", "seen": "date", "campaign": "text", "clicks": "integer"}
DATASETS: dict[str, dict[str, Any]] = {
    "keyed": {"id": "ads", "time": "day", "key": ["day", "campaign"]},
    "daily": {"id": "ads", "time": "day"},
    "looked_up": {"id": "ads", "time": "orders.day", "lookups": {"orders": "campaign"}},
    "whole": {"id": "ads"},
}
OWN = '"dataset"."ads" as "row"'
ORDERS: dict[str, Any] = {"id": "orders", "key": ["campaign"]}
ORDER_TYPES = {"campaign": "text", "day": "date"}
THROUGH = f'{OWN} left join "dataset"."orders" as "lookup.orders" on "row"."campaign" = "lookup.orders"."campaign"'
DAY, SEEN, ORDERED = '"row"."day"', '"row"."seen"', '"lookup.orders"."day"'


def day(number: int) -> date:
    return FIRST + timedelta(days=number - 1)


def row(number: int, clicks: int, campaign: str = "a", seen: int | None = None) -> tuple[Any, ...]:
    return day(number), day(seen or number), campaign, clicks


def made(bench: Bench, by: str = DAY, source: str = OWN, reads: tuple[str, ...] = (), derived: str = "") -> int:
    """Build a rollup of clicks by day as the engine would: its table and its line."""
    with bench.store.change() as cursor:
        number = next_id(cursor)
        cursor.execute(
            f'create table rollup."by_day_{number}" as '  # noqa: S608 -- a test's own SQL
            f'with {derived}_all as (select cast({by} as date) as "day", sum("row"."clicks")::bigint as clicks '
            f"from {source} group by 1) from _all"
        )
        tables = (f"by_day_{number}",)
        said: dict[str, Any] = {"fingerprint": "f", "spec": "{}", "day": by, "source": source, "derived": derived}
        return keep(cursor, Rollup(id=number, dataset="ads", reads=reads, tables=tables, cells=1, rows=1, **said))


def touched(store: Store) -> list[date]:
    (rollup,) = store.rollups()
    return sorted(rollup.touched)


def many(first: int, last: int, clicks: int = 1) -> list[tuple[Any, ...]]:
    return [row(number, clicks) for number in range(first, last + 1)]


@pytest.mark.parametrize("by", [DAY, SEEN])
def test_a_file_touches_the_days_of_its_rows_and_of_those_that_they_replace(bench: Bench, by: str) -> None:
    bench.bring(bench.incoming(DATASETS["daily"], TYPES, many(1, 20)))
    made(bench, by)
    bench.bring(bench.incoming(DATASETS["daily"], TYPES, [row(5, 2), row(6, 2), row(21, 2)]))
    assert touched(bench.store) == [day(5), day(6), day(21)]


def test_by_another_day_than_that_of_placing_both_the_old_and_the_new_one_are_touched(bench: Bench) -> None:
    bench.bring(bench.incoming(DATASETS["daily"], TYPES, [*many(1, 20), row(30, 1, seen=9)]))
    made(bench, SEEN)
    bench.bring(bench.incoming(DATASETS["daily"], TYPES, [row(30, 1, seen=12)]))
    assert touched(bench.store) == [day(9), day(12)]


def test_a_stated_period_touches_its_days_without_rows_as_well(bench: Bench) -> None:
    bench.bring(bench.incoming(DATASETS["daily"], TYPES, many(1, 20)))
    made(bench)
    bench.bring(bench.incoming(DATASETS["daily"], TYPES, [row(3, 2)], (day(2), day(4))))
    assert touched(bench.store) == [day(2), day(3), day(4)]
    bench.undo(2, "ads")
    assert touched(bench.store) == [day(2), day(3), day(4)]


def test_a_row_that_moves_to_another_day_under_its_key_touches_both(bench: Bench) -> None:
    keyed = {"id": "ads", "time": "day", "key": ["campaign"]}
    bench.bring(bench.incoming(keyed, TYPES, [row(number, 1, f"c{number}") for number in range(1, 21)]))
    made(bench)
    bench.bring(bench.incoming(keyed, TYPES, [row(9, 1, "c4"), row(15, 1, "new")]))
    assert touched(bench.store) == [day(4), day(9), day(15)]


def test_an_undo_touches_the_days_of_its_rows_and_of_those_that_count_again(bench: Bench) -> None:
    keyed = {"id": "ads", "time": "day", "key": ["campaign"]}
    bench.bring(bench.incoming(keyed, TYPES, [row(number, 1, f"c{number}") for number in range(1, 21)]))
    bench.bring(bench.incoming(keyed, TYPES, [row(9, 1, "c4"), row(15, 1, "new")]))
    made(bench)
    bench.undo(2, "ads")
    assert touched(bench.store) == [day(4), day(9), day(15)]


def test_rows_that_look_their_day_up_touch_the_day_that_they_find(bench: Bench) -> None:
    bench.bring(bench.incoming(ORDERS, ORDER_TYPES, [(f"o{number}", day(number)) for number in range(1, 21)]))
    bench.bring(bench.incoming(DATASETS["looked_up"], TYPES, [row(99, 1, f"o{n}") for n in range(1, 21)]))
    made(bench, ORDERED, THROUGH, reads=("orders",))
    bench.bring(bench.incoming(DATASETS["looked_up"], TYPES, [row(99, 5, "o3"), row(99, 7, "o3"), row(99, 5, "lost")]))
    assert touched(bench.store) == [day(3)]
    bench.undo(3, "ads")
    assert touched(bench.store) == [day(3)]


def test_the_day_of_a_row_may_come_from_a_derived_dataset(bench: Bench) -> None:
    derived = '"derived first" as (select campaign, min(day) as day from "dataset"."orders" group by 1),\n'
    source = f'{OWN} left join "derived first" as "lookup.first" on "row"."campaign" = "lookup.first"."campaign"'
    bench.bring(bench.incoming(ORDERS, ORDER_TYPES, [(f"o{number}", day(number)) for number in range(1, 21)]))
    keyed = {"id": "ads", "key": ["campaign"]}
    bench.bring(bench.incoming(keyed, TYPES, [row(99, 1, f"o{number}") for number in range(1, 21)]))
    made(bench, '"lookup.first"."day"', source, reads=("first", "orders"), derived=derived)
    bench.bring(bench.incoming(keyed, TYPES, [row(99, 5, "o3")]))
    assert touched(bench.store) == [day(3)]
    bench.bring(bench.incoming(ORDERS, ORDER_TYPES, [("o5", day(6))]))
    assert bench.store.rollups() == ()


def test_rows_of_a_dataset_that_is_looked_up_drop_the_rollup_and_its_table(bench: Bench) -> None:
    bench.bring(bench.incoming(ORDERS, ORDER_TYPES, [("a", day(1))]))
    bench.bring(bench.incoming(DATASETS["looked_up"], TYPES, many(1, 20)))
    made(bench, ORDERED, THROUGH, reads=("orders",))
    bench.bring(bench.incoming({"id": "plans"}, {"plan": "text"}, [("basic",)]))
    assert touched(bench.store) == []
    bench.bring(bench.incoming(ORDERS, ORDER_TYPES, [("b", day(2))]))
    assert bench.store.rollups() == ()
    assert bench.store.read("select table_name from information_schema.tables where table_schema = 'rollup'") == []


def test_a_new_file_of_a_dataset_that_is_replaced_whole_drops_its_rollup(bench: Bench) -> None:
    bench.bring(bench.incoming(DATASETS["whole"], TYPES, many(1, 20)))
    made(bench)
    bench.bring(bench.incoming(DATASETS["whole"], TYPES, many(1, 20)))
    assert bench.store.rollups() == ()


def test_a_column_that_widens_or_goes_drops_the_rollup_and_a_new_one_does_not(bench: Bench) -> None:
    bench.bring(bench.incoming(DATASETS["daily"], TYPES, many(1, 20)))
    made(bench)
    bench.bring(bench.incoming(DATASETS["daily"], {**TYPES, "cost": "number"}, [(*row(2, 1), 1.5)]))
    assert touched(bench.store) == [day(2)]
    bench.undo(2, "ads")
    assert bench.store.rollups() == ()
    made(bench)
    bench.bring(bench.incoming(DATASETS["daily"], {**TYPES, "clicks": "number"}, [(day(2), day(2), "a", 1.5)]))
    assert bench.store.rollups() == ()


def test_rows_that_are_placed_otherwise_than_before_drop_the_rollup(bench: Bench) -> None:
    bench.bring(bench.incoming(DATASETS["daily"], TYPES, many(1, 20)))
    made(bench)
    bench.bring(bench.incoming(DATASETS["keyed"], TYPES, [row(2, 1)]))
    assert bench.store.rollups() == ()


def test_with_more_than_a_third_of_its_days_touched_a_rollup_is_dropped(bench: Bench) -> None:
    bench.bring(bench.incoming(DATASETS["daily"], TYPES, many(1, 12)))
    made(bench)
    bench.bring(bench.incoming(DATASETS["daily"], TYPES, many(1, 4)))
    assert len(touched(bench.store)) == 4
    bench.bring(bench.incoming(DATASETS["daily"], TYPES, many(5, 5)))
    assert bench.store.rollups() == ()


def test_with_more_than_a_year_of_days_touched_a_rollup_is_dropped(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert marking.MOST_DAYS == 366
    monkeypatch.setattr(marking, "MOST_DAYS", 3)
    bench.bring(bench.incoming(DATASETS["daily"], TYPES, many(1, 20)))
    made(bench)
    bench.bring(bench.incoming(DATASETS["daily"], TYPES, many(1, 3)))
    assert len(touched(bench.store)) == 3
    bench.bring(bench.incoming(DATASETS["daily"], TYPES, many(4, 4)))
    assert bench.store.rollups() == ()


def test_an_import_that_fails_leaves_no_mark(bench: Bench) -> None:
    bench.bring(bench.incoming(DATASETS["daily"], TYPES, many(1, 20)))
    made(bench)
    before = bench.store.rollups()

    def fails() -> None:
        with bench.store.change() as cursor:
            cursor.execute("insert into ledger.rollup_days values (1, date '2026-01-01')")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fails()
    assert bench.store.read("select * from ledger.rollup_days") == []
    assert bench.store.rollups() == before


def test_many_keys_are_marked_in_portions_with_the_same_outcome(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(placing, "ROWS_AT_ONCE", 2)
    keyed = {"id": "ads", "time": "day", "key": ["campaign"]}
    bench.bring(bench.incoming(keyed, TYPES, [row(number, 1, f"c{number}") for number in range(1, 31)]))
    made(bench)
    bench.bring(bench.incoming(keyed, TYPES, [row(number, 1, f"c{number + 3}") for number in range(1, 7)]))
    assert touched(bench.store) == [day(number) for number in range(1, 10)]


LETTERS = "abcdefghijkl"
numbers = st.integers(1, 6)
rows = st.lists(
    st.builds(row, numbers, st.integers(0, 9), st.sampled_from(LETTERS[:4]), numbers), min_size=1, max_size=5
)
periods = st.none() | st.tuples(numbers, numbers).map(lambda pair: (day(min(pair)), day(max(pair))))
steps = st.lists(
    st.tuples(st.just("import"), rows, periods) | st.tuples(st.just("undo"), st.integers(1, 6), st.none()),
    min_size=2,
    max_size=6,
)


@pytest.mark.parametrize("by", [DAY, SEEN, ORDERED])
@pytest.mark.parametrize("kind", DATASETS)
@settings(max_examples=4)
@given(steps=steps)
def test_whatever_is_imported_and_undone_a_day_without_a_mark_holds_what_the_rows_say(
    kind: str, by: str, steps: list[Any]
) -> None:
    with TemporaryDirectory() as folder:
        store = Store.open(Path(folder) / "bsc.duckdb")
        bench = Bench(store)
        bench.bring(bench.incoming(ORDERS, ORDER_TYPES, [(each, day(n)) for n, each in enumerate(LETTERS, 1)]))
        base = [row(n, 1, LETTERS[n % len(LETTERS)]) for n in range(1, 37)]
        bench.bring(bench.incoming(DATASETS[kind], TYPES, base))
        undone = {1}
        source, reads = (THROUGH, ("orders",)) if by == ORDERED else (OWN, ())
        for what, value, covers in steps:
            if not store.rollups():
                made(bench, by, source, reads)
            if what == "import":
                bench.bring(bench.incoming(DATASETS[kind], TYPES, value, covers))
            elif value not in undone and value <= len(store.imports()):
                undone.add(value)
                bench.undo(value, "ads")
                if len(undone) == len(store.imports()):
                    break
            assert _kept(store) == _said(store, by, source)
        store.close()


def _kept(store: Store) -> dict[date, int] | None:
    for rollup in store.rollups():
        lines = store.read(f'select "day", clicks from rollup."{rollup.tables[0]}" where "day" is not null')  # noqa: S608 -- a test's own name
        return {when: clicks for when, clicks in lines if when not in rollup.touched}
    return None


def _said(store: Store, by: str, source: str) -> dict[date, int] | None:
    for rollup in store.rollups():
        sql = (
            f'select cast({by} as date) as d, sum("row"."clicks")::bigint from {source} where d is not null group by 1'  # noqa: S608 -- a test's own SQL
        )
        return {when: clicks for when, clicks in store.read(sql) if when not in rollup.touched}
    return None


def test_what_was_built_anew_is_no_longer_touched_and_knows_its_size(bench: Bench) -> None:
    bench.bring(bench.incoming(DATASETS["daily"], TYPES, many(1, 20)))
    number = made(bench)
    bench.bring(bench.incoming(DATASETS["daily"], TYPES, many(5, 5)))
    with bench.store.change() as cursor:
        settle(cursor, number, cells=20, rows=21)
    (rollup,) = bench.store.rollups()
    assert (rollup.cells, rollup.rows, rollup.touched) == (20, 21, frozenset())


def test_a_dropped_rollup_leaves_nothing_and_its_number_is_not_given_again(bench: Bench) -> None:
    bench.bring(bench.incoming(DATASETS["daily"], TYPES, many(1, 20)))
    number = made(bench)
    with bench.store.change() as cursor:
        drop(cursor, number)
    assert bench.store.rollups() == ()
    assert bench.store.read("select table_name from information_schema.tables where table_schema = 'rollup'") == []
    assert made(bench) == number + 1


def test_a_rollup_is_there_again_after_a_restart_with_its_touched_days(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "kept.duckdb")
    bench = Bench(store)
    bench.bring(bench.incoming(DATASETS["daily"], TYPES, many(1, 20)))
    made(bench, reads=("orders",))
    bench.bring(bench.incoming(DATASETS["daily"], TYPES, many(5, 5)))
    before = store.rollups()
    store.close()
    again = Store.open(tmp_path / "kept.duckdb")
    assert again.rollups() == before
    assert before[0].touched == {day(5)}
    again.close()
