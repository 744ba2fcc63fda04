"""Which rows count, against a model in plain Python."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bsc.store import Store, placing
from tests.store.bench import Bench

FIRST = date(2026, 1, 1)
TYPES = {"day": "date", "campaign": "text", "clicks": "integer"}
DATASETS: dict[str, dict[str, Any]] = {
    "keyed": {"id": "ads", "time": "day", "key": ["day", "campaign"]},
    "daily": {"id": "ads", "time": "day"},
    "looked_up": {"id": "ads", "time": "orders.day", "lookups": {"orders": "campaign"}},
    "whole": {"id": "ads"},
}

days = st.integers(0, 4).map(lambda number: FIRST + timedelta(days=number))
rows = st.lists(
    st.tuples(st.none() | days, st.sampled_from(["a", "b", None]), st.integers(0, 9)), min_size=1, max_size=6
)
periods = st.none() | st.tuples(days, days).map(lambda pair: (min(pair), max(pair)))
steps = st.lists(
    st.tuples(st.just("import"), rows, periods) | st.tuples(st.just("undo"), st.integers(0, 7), st.none()),
    min_size=1,
    max_size=7,
)


@dataclass
class File:
    """One import as the model knows it."""

    rows: list[tuple[date | None, str | None, int]]
    covers: tuple[date, date] | None
    active: bool = True
    number: int = 0


@dataclass
class Model:
    """The rule, said in plain Python: per unit, the newest file that holds or covers it; of a key, its last row."""

    kind: str
    files: list[File] = field(default_factory=list)

    def unit(self, row: tuple[date | None, str | None, int]) -> object:
        day, campaign, _ = row
        if self.kind == "keyed":
            return None if day is None and campaign is None else (day, campaign)
        return {"daily": day, "looked_up": campaign, "whole": "all"}[self.kind]

    def holds(self, file: File, unit: object) -> bool:
        if self.kind == "daily" and file.covers and isinstance(unit, date) and file.covers[0] <= unit <= file.covers[1]:
            return True
        return any(self.unit(row) == unit for row in file.rows)

    def counting(self) -> list[tuple[date | None, str | None, int]]:
        active = [file for file in self.files if file.active]
        found = []
        for unit in {self.unit(row) for file in active for row in file.rows} - {None}:
            newest = next(file for file in reversed(active) if self.holds(file, unit))
            of_unit = [row for row in newest.rows if self.unit(row) == unit]
            found += of_unit[-1:] if self.kind == "keyed" else of_unit
        return sorted(found, key=repr)


@pytest.mark.parametrize("kind", DATASETS)
@settings(max_examples=8, deadline=None)
@given(steps=steps)
def test_imports_replace_and_undo_in_any_order_restores_exactly_what_was_there(kind: str, steps: list[Any]) -> None:
    model = Model(kind)
    with TemporaryDirectory() as folder:
        store = Store.open(Path(folder) / "bsc.duckdb")
        bench = Bench(store)
        for what, value, covers in steps:
            before = model.counting()
            if what == "import":
                incoming = bench.incoming(DATASETS[kind], TYPES, value, covers)
                foreseen = bench.foresee(incoming)
                number, done = bench.bring(incoming)
                model.files.append(File(value, covers, number=number))
                assert done == foreseen
                assert len(model.counting()) == len(before) - done.replaced + done.rows
            elif value < len(model.files) and model.files[value].active:
                model.files[value].active = False
                bench.undo(model.files[value].number, "ads")
            assert bench.rows("ads") == model.counting()
        store.close()


def test_a_second_file_of_the_same_days_replaces_them_and_never_adds(bench: Bench) -> None:
    first = [(FIRST, "a", 1), (FIRST, "b", 2), (FIRST + timedelta(days=1), "a", 3)]
    bench.bring(bench.incoming(DATASETS["daily"], TYPES, first))
    _, done = bench.bring(bench.incoming(DATASETS["daily"], TYPES, [(FIRST, "a", 10)]))
    assert bench.rows("ads") == [(FIRST, "a", 10), (FIRST + timedelta(days=1), "a", 3)]
    assert (done.rows, done.replaced, done.adds) == (1, 2, 0)
    assert [(each.id, each.rows) for each in done.replaces] == [(1, 2)]


def test_a_stated_period_replaces_the_days_that_have_no_row_any_more(bench: Bench) -> None:
    bench.bring(bench.incoming(DATASETS["daily"], TYPES, [(FIRST, "a", 1), (FIRST + timedelta(days=9), "a", 2)]))
    covers = (FIRST, FIRST + timedelta(days=30))
    bench.bring(bench.incoming(DATASETS["daily"], TYPES, [(FIRST, "a", 5)], covers))
    assert bench.rows("ads") == [(FIRST, "a", 5)]
    assert (shape := bench.store.shape("ads")) is not None
    assert shape.last_day == date(2026, 1, 31)
    bench.undo(2, "ads")
    assert bench.rows("ads") == [(FIRST, "a", 1), (FIRST + timedelta(days=9), "a", 2)]


def test_of_two_rows_with_one_key_in_a_file_the_later_counts_and_the_earlier_is_a_reject(bench: Bench) -> None:
    twice = [(FIRST, "a", 1), (FIRST, "b", 2), (FIRST, "a", 3)]
    _, done = bench.bring(bench.incoming(DATASETS["keyed"], TYPES, twice))
    assert bench.rows("ads") == [(FIRST, "a", 3), (FIRST, "b", 2)]
    assert (done.rows, done.adds) == (2, 2)
    (reject,) = bench.store.rejects(1)
    assert (reject.line, reject.text) == (2, "2026-01-01, a")
    assert reject.reason == "the same key comes again in line 4, which counts"


def test_a_row_without_a_day_is_a_reject_of_a_dataset_that_is_replaced_by_days(bench: Bench) -> None:
    _, done = bench.bring(bench.incoming(DATASETS["daily"], TYPES, [(None, "a", 1), (FIRST, "a", 2)]))
    assert bench.rows("ads") == [(FIRST, "a", 2)]
    assert done.rows == 1
    (reject,) = bench.store.rejects(1)
    assert (reject.line, reject.column) == (2, "day")
    assert "lies on no day" in reject.reason


def test_a_row_with_a_part_of_its_key_is_kept_and_one_without_any_is_a_reject(bench: Bench) -> None:
    rows = [(FIRST, None, 1), (FIRST, None, 2), (None, None, 3)]
    bench.bring(bench.incoming(DATASETS["keyed"], TYPES, rows))
    assert bench.rows("ads") == [(FIRST, None, 2)]
    assert [reject.line for reject in bench.store.rejects(1)] == [2, 4]


def test_an_undo_takes_the_rows_out_of_the_file_itself(bench: Bench) -> None:
    bench.bring(bench.incoming(DATASETS["daily"], TYPES, [(FIRST, "secret", 1)]))
    bench.undo(1, "ads")
    assert bench.store.read('select count(*) from "rows"."ads"') == [(0,)]
    assert bench.store.shape("ads") is None


@pytest.mark.parametrize("kind", ["keyed", "looked_up"])
def test_units_that_are_many_are_looked_at_in_portions_with_the_same_outcome(
    bench: Bench, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(placing, "ROWS_AT_ONCE", 3)
    old = [(FIRST + timedelta(days=number), f"c{number}", 1) for number in range(12)]
    new = [(FIRST + timedelta(days=number), f"c{number}", 2) for number in range(6, 18)]
    bench.bring(bench.incoming(DATASETS[kind], TYPES, old))
    twice = [*new, new[0], new[5]]
    _, done = bench.bring(bench.incoming(DATASETS[kind], TYPES, twice))
    keyed = kind == "keyed"
    assert (done.rows, done.replaced, done.rejected) == (12 if keyed else 14, 6, 2 if keyed else 0)
    assert done.adds == 6
    assert bench.rows("ads") == sorted(old[:6] + (new if keyed else twice), key=repr)
    bench.undo(2, "ads")
    assert bench.rows("ads") == sorted(old, key=repr)
