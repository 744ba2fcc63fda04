"""Copies of the whole store, and putting them back."""

from datetime import date
from pathlib import Path

import pytest

from bsc.errors import Refused, StoreBusy, StoreTooNew, StoreUnusable
from bsc.store import Store
from bsc.store.backups import copy_out, put_in
from tests.store.bench import Bench

ADS = {"id": "ads", "time": "day"}
TYPES = {"day": "date", "clicks": "integer"}


def _with_rows(path: Path, clicks: int) -> Store:
    store = Store.open(path)
    bench = Bench(store)
    bench.bring(bench.incoming(ADS, TYPES, [(date(2026, 1, 1), clicks)]))
    return store


def test_a_backup_is_taken_while_the_store_is_in_use_and_opens_as_a_store(tmp_path: Path) -> None:
    store = _with_rows(tmp_path / "bsc.duckdb", 5)
    copy_out(store, tmp_path / "kept" / "copy.duckdb")
    store.close()
    copy = Store.open(tmp_path / "kept" / "copy.duckdb")
    assert copy.read('select clicks from "dataset"."ads"') == [(5,)]
    assert copy.imports()[0].file == "file1.csv"
    copy.close()


def test_a_backup_leaves_nothing_in_the_spool_and_replaces_no_file(tmp_path: Path) -> None:
    store = _with_rows(tmp_path / "bsc.duckdb", 5)
    (tmp_path / "copy.duckdb").write_text("something of mine")
    with pytest.raises(Refused, match="is there already – name another file"):
        copy_out(store, tmp_path / "copy.duckdb")
    with pytest.raises(Refused, match="is the database itself"):
        copy_out(store, store.path)
    copy_out(store, tmp_path / "other.duckdb")
    assert [file.name for file in store.spool.iterdir() if file.name.startswith("backup")] == []
    store.close()


def test_a_restore_puts_the_backup_in_place_and_keeps_the_file_that_was_there(tmp_path: Path) -> None:
    store = _with_rows(tmp_path / "bsc.duckdb", 5)
    copy_out(store, tmp_path / "copy.duckdb")
    bench = Bench(store)
    bench.files = 1
    bench.bring(bench.incoming(ADS, TYPES, [(date(2026, 1, 1), 7)]))
    store.close()
    kept = put_in(tmp_path / "copy.duckdb", tmp_path / "bsc.duckdb")
    assert kept is not None
    for path, clicks in ((tmp_path / "bsc.duckdb", 5), (kept, 7), (tmp_path / "copy.duckdb", 5)):
        found = Store.open(path)
        assert found.read('select clicks from "dataset"."ads"') == [(clicks,)]
        found.close()


def test_a_restore_into_an_empty_place_keeps_nothing(tmp_path: Path) -> None:
    _with_rows(tmp_path / "copy.duckdb", 5).close()
    assert put_in(tmp_path / "copy.duckdb", tmp_path / "new" / "bsc.duckdb") is None
    restored = Store.open(tmp_path / "new" / "bsc.duckdb")
    assert restored.read('select clicks from "dataset"."ads"') == [(5,)]
    restored.close()


def test_a_damaged_database_can_be_restored(tmp_path: Path) -> None:
    _with_rows(tmp_path / "copy.duckdb", 5).close()
    (tmp_path / "bsc.duckdb").write_bytes(b"x" * 20_000)
    (tmp_path / "bsc.duckdb.wal").write_bytes(b"y" * 100)
    kept = put_in(tmp_path / "copy.duckdb", tmp_path / "bsc.duckdb")
    assert kept is not None
    assert kept.read_bytes() == b"x" * 20_000
    restored = Store.open(tmp_path / "bsc.duckdb")
    assert restored.read('select clicks from "dataset"."ads"') == [(5,)]
    restored.close()


def test_a_backup_that_is_no_good_changes_nothing(tmp_path: Path) -> None:
    _with_rows(tmp_path / "bsc.duckdb", 5).close()
    before = (tmp_path / "bsc.duckdb").read_bytes()
    (tmp_path / "text.duckdb").write_text("not a database")
    (tmp_path / "torn.duckdb").write_bytes(before[:30_000])
    newer = _with_rows(tmp_path / "newer.duckdb", 6)
    with newer.change() as cursor:
        cursor.execute("insert into ledger.schema_steps values (99, now()::timestamp)")
    newer.close()
    for name, error, said in (
        ("missing.duckdb", StoreUnusable, "there is no file"),
        ("text.duckdb", StoreUnusable, r"text.duckdb is not a database of Journey Scorecard"),
        ("torn.duckdb", StoreUnusable, r"torn.duckdb is damaged"),
        ("newer.duckdb", StoreTooNew, r"newer.duckdb was written by a newer version"),
    ):
        with pytest.raises(error, match=said):
            put_in(tmp_path / name, tmp_path / "bsc.duckdb")
    assert (tmp_path / "bsc.duckdb").read_bytes() == before
    assert [file.name for file in tmp_path.iterdir() if "restor" in file.name] == []


def test_a_backup_with_a_damaged_block_is_found_out_before_it_replaces_anything(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "copy.duckdb")
    bench = Bench(store)
    bench.bring(bench.incoming({"id": "ads"}, {"word": "text"}, [(f"{n:0500d}",) for n in range(600)]))
    store.close()
    whole = bytearray((tmp_path / "copy.duckdb").read_bytes())
    place = whole.find(b"0" * 200)
    whole[place : place + 200] = b"z" * 200
    (tmp_path / "copy.duckdb").write_bytes(whole)
    with pytest.raises(StoreUnusable, match=r"copy.duckdb is damaged"):
        put_in(tmp_path / "copy.duckdb", tmp_path / "bsc.duckdb")
    assert not (tmp_path / "bsc.duckdb").exists()


def test_a_database_in_use_is_not_restored_over(tmp_path: Path) -> None:
    store = _with_rows(tmp_path / "bsc.duckdb", 5)
    copy_out(store, tmp_path / "copy.duckdb")
    with pytest.raises(StoreBusy, match="in use by this process – stop the app, then restore"):
        put_in(tmp_path / "copy.duckdb", tmp_path / "bsc.duckdb")
    store.close()
