"""How rows come in: what is refused of them, several files in one transaction, and files in several pieces."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest

from bsc.model.words import ColumnType
from bsc.store import Incoming, Stamp, Store
from bsc.store.loading import foreseen, load
from tests.store.bench import Bench

FIRST = date(2026, 1, 1)
TYPES = {"day": "date", "clicks": "integer"}
ADS: dict[str, Any] = {"id": "ads", "time": "day"}
KEYED: dict[str, Any] = {"id": "ads", "time": "day", "key": ["campaign"]}


def together(bench: Bench, *files: Incoming) -> list[int]:
    with bench.store.change() as cursor:
        numbers: list[int] = []
        for incoming in files:
            file = foreseen(cursor, incoming)
            numbers.append(load(cursor, file, Stamp("ada"), action=numbers[0] if numbers else None))
        return numbers


def made(store: Store, name: str, select: str) -> Path:
    path = store.spool / f"{name}.parquet"
    with duckdb.connect() as memory:
        memory.execute(f"copy ({select}) to '{path}' (format parquet)")
    return path


def test_files_in_one_transaction_replace_each_other_as_if_they_came_one_by_one(bench: Bench) -> None:
    numbers = together(
        bench,
        bench.incoming(ADS, TYPES, [(FIRST, 1), (FIRST + timedelta(days=1), 1)]),
        bench.incoming(ADS, TYPES, [(FIRST, 2)]),
        bench.incoming(ADS, TYPES, [(FIRST, 3)]),
    )
    assert bench.rows("ads") == [(FIRST, 3), (FIRST + timedelta(days=1), 1)]
    assert [line.action for line in bench.store.imports()] == [1, 1, 1]
    bench.undo(numbers[2], "ads")
    assert bench.rows("ads") == [(FIRST, 2), (FIRST + timedelta(days=1), 1)]


def test_columns_grow_and_widen_within_one_transaction(bench: Bench) -> None:
    together(
        bench,
        bench.incoming(ADS, {"day": "date", "cost": "integer"}, [(FIRST, 3)]),
        bench.incoming(
            ADS, {"day": "date", "cost": "number", "plan": "text"}, [(FIRST + timedelta(days=1), 2.5, "pro")]
        ),
    )
    assert bench.rows("ads") == [(FIRST, 3.0, None), (FIRST + timedelta(days=1), 2.5, "pro")]
    shape = bench.store.shape("ads")
    assert shape is not None
    assert [column.type for column in shape.columns] == [ColumnType.DATE, ColumnType.NUMBER, ColumnType.TEXT]


@pytest.mark.parametrize("dataset", [ADS, {"id": "ads", "time": "day", "key": ["day", "clicks"]}])
def test_files_larger_than_a_row_group_replace_each_other_in_one_transaction(
    bench: Bench, dataset: dict[str, Any]
) -> None:
    """What a transaction has written but not committed yet is stored in another way than what came before."""
    select = "select i + 2 as _line, date '2026-01-01' + (i % 300)::int as day, i as clicks from range(150_000) as r(i)"
    template = bench.incoming(dataset, TYPES, [(FIRST, 1)])
    first, second = (
        replace(template, typed=made(bench.store, name, select), sha256=name, file=f"{name}.csv") for name in "ab"
    )
    together(bench, first, second)
    assert bench.store.imports()[0].replaced == 150_000
    assert bench.store.read('select count(*), min(_import), sum(clicks)::bigint from "dataset"."ads"') == [
        (150_000, 2, 149_999 * 75_000)
    ]


def test_a_file_in_pieces_is_one_import(bench: Bench) -> None:
    folder = bench.store.spool / "pieces"
    folder.mkdir()
    incoming = bench.incoming(ADS, TYPES, [(FIRST, 1)])
    for number in (1, 2):
        piece = bench.incoming(ADS, TYPES, [(FIRST + timedelta(days=number), number)])
        piece.typed.rename(folder / f"{number:06}.parquet")
    _, done = bench.bring(replace(incoming, typed=folder))
    assert (done.rows, done.period) == (2, (FIRST + timedelta(days=1), FIRST + timedelta(days=2)))
    assert [row[1] for row in bench.rows("ads")] == [1, 2]


def test_every_reject_is_kept_and_a_preview_carries_the_first_thousand(bench: Bench) -> None:
    rows = [(FIRST, "a", number) for number in range(1_202)]
    types = {"day": "date", "campaign": "text", "clicks": "integer"}
    number, done = bench.bring(bench.incoming(KEYED, types, rows))
    assert (done.rows, done.rejected, len(done.rejects)) == (1, 1_201, 1_000)
    rejects = bench.store.rejects(number)
    assert len(rejects) == bench.store.import_line(number).rejects == 1_201
    assert rejects[0].reason == "the same key comes again in line 1203, which counts"
    assert bench.rows("ads") == [(FIRST, "a", 1_201)]


def test_rows_of_one_line_are_told_apart_by_their_key(bench: Bench) -> None:
    """A file with dates across columns gives several rows the line that they were read from."""
    rows = "(values (2, date '2026-01-01', 'a', 1), (2, date '2026-01-02', 'b', 2), (3, date '2026-01-03', 'a', 3))"
    typed = made(bench.store, "long", f"from {rows} as t(_line, day, campaign, clicks)")
    types = {"day": "date", "campaign": "text", "clicks": "integer"}
    bench.bring(replace(bench.incoming(KEYED, types, [(FIRST, "a", 1)]), typed=typed))
    assert sorted(row[2] for row in bench.rows("ads")) == [2, 3]


def test_a_preview_goes_on_while_a_change_runs(bench: Bench) -> None:
    bench.bring(bench.incoming(ADS, TYPES, [(FIRST, 1)]))
    second = bench.incoming(ADS, {**TYPES, "cost": "number"}, [(FIRST, 2, 0.5)])
    third = bench.incoming(ADS, {**TYPES, "visits": "number"}, [(FIRST, 3, 0.5)])
    with bench.store.change() as cursor:
        load(cursor, foreseen(cursor, second), Stamp("ada"))
        meanwhile = bench.foresee(third)
    assert (meanwhile.replaced, meanwhile.appeared) == (1, ("Visits",))
    assert meanwhile.replaces[0].id == 1
    after = bench.foresee(third)
    assert (after.replaces[0].id, after.vanished) == (2, ("Cost",))
