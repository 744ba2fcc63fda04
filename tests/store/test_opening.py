"""Opening a database: its fence, its migrations, and what is said when it cannot be opened."""

import os
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest

from bsc.errors import StoreBusy, StoreTooNew, StoreUnusable
from bsc.model.definitions import Scorecard
from bsc.store import Store
from bsc.store.database import STEPS, migrate


def _another_process_holds(path: Path) -> subprocess.Popen[bytes]:
    script = "import sys; from bsc.store import Store; Store.open(sys.argv[1]); print(flush=True); sys.stdin.read()"
    holder = subprocess.Popen([sys.executable, "-c", script, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert holder.stdout is not None
    holder.stdout.readline()
    return holder


def test_a_new_store_is_empty(store: Store) -> None:
    assert store.scorecard() == Scorecard()
    assert (store.data_version(), store.definitions_version()) == (0, 0)
    assert store.imports() == []
    assert store.shapes() == {}
    assert store.as_of() is None


def test_a_file_is_opened_once_in_a_process(store: Store) -> None:
    again = Store.open(store.path.parent / "." / store.path.name)
    assert again is store


def test_a_closed_store_says_so_and_can_be_opened_again(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "bsc.duckdb")
    store.close()
    with pytest.raises(StoreUnusable, match="was closed – open it again"):
        store.imports()
    again = Store.open(tmp_path / "bsc.duckdb")
    assert again.imports() == []
    again.close()


def test_a_file_that_another_process_holds_is_busy_and_its_pid_is_told(tmp_path: Path) -> None:
    holder = _another_process_holds(tmp_path / "bsc.duckdb")
    with pytest.raises(StoreBusy, match=rf"in use by another process \(pid {holder.pid}\): stop it, or use its pages"):
        Store.open(tmp_path / "bsc.duckdb")
    holder.communicate(timeout=20)
    Store.open(tmp_path / "bsc.duckdb").close()


def test_a_newer_schema_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "bsc.duckdb")
    with store.change() as cursor:
        cursor.execute("insert into ledger.schema_steps values (99, now()::timestamp)")
    store.close()
    with pytest.raises(StoreTooNew, match=r"written by a newer version .* \(schema 99, this one knows \d+\)"):
        Store.open(tmp_path / "bsc.duckdb")
    with duckdb.connect(str(tmp_path / "bsc.duckdb")) as connection:
        assert connection.execute("select max(step) from ledger.schema_steps").fetchall() == [(99,)]


def test_the_first_schema_is_brought_to_the_newest_with_its_rows(tmp_path: Path) -> None:
    path = tmp_path / "bsc.duckdb"
    with duckdb.connect(str(path)) as connection:
        migrate(connection, path, STEPS[:1])
        connection.execute("insert into ledger.settings values ('as_of', '2026-11-19')")
    store = Store.open(path)
    assert store.setting("as_of") == "2026-11-19"
    assert store.read("select step from ledger.schema_steps order by step") == [(n,) for n in range(1, len(STEPS) + 1)]
    assert store.mapping("unknown", "ads").answers == {}
    store.close()


def test_an_import_of_an_earlier_schema_is_an_action_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "bsc.duckdb"
    with duckdb.connect(str(path)) as connection:
        migrate(connection, path, STEPS[:2])
        for number in (1, 2):
            connection.execute(
                "insert into ledger.imports select ?, 'ads', 'a.csv', '1', 'f', '', now()::timestamp, 'ada', "
                "null, null, null, null, 1, 0, 0, 0, now()::timestamp, 'ada'",
                [number],
            )
        connection.execute("insert into ledger.import_columns values (1, 0, 'cost', 'Cost', 'number', true)")
    store = Store.open(path)
    assert store.read("select id, action from ledger.imports order by id") == [(1, 1), (2, 2)]
    assert store.read("select name, note, low, high from ledger.import_columns") == [("cost", None, None, None)]
    store.close()


def test_a_file_of_the_third_schema_gets_a_place_for_rollups_and_notes_and_keeps_its_rows(tmp_path: Path) -> None:
    path = tmp_path / "bsc.duckdb"
    with duckdb.connect(str(path)) as connection:
        migrate(connection, path, STEPS[:3])
        connection.execute('create table "rows".ads as select 1 as _import, 1 as _line, true as _live, 7 as clicks')
    store = Store.open(path)
    assert store.read("select max(step) from ledger.schema_steps") == [(len(STEPS),)]
    assert store.read('select clicks from "rows".ads') == [(7,)]
    assert store.read("select * from ledger.rollups") == store.read("select * from ledger.rollup_days") == []
    with store.change() as cursor:
        cursor.execute("create table rollup.r1 as select 1 as n")
    assert store.read("select n from rollup.r1") == [(1,)]
    store.close()


def test_a_step_that_fails_leaves_the_schema_before_it(tmp_path: Path) -> None:
    path = tmp_path / "bsc.duckdb"
    with duckdb.connect(str(path)) as connection:
        migrate(connection, path, STEPS[:1])
        with pytest.raises(duckdb.CatalogException):
            migrate(connection, path, (STEPS[0], STEPS[0]))
        connection.execute("rollback")
        assert connection.execute("select max(step) from ledger.schema_steps").fetchall() == [(1,)]


@pytest.mark.parametrize(
    "content", [b"day,clicks\n2026-01-01,5\n" * 500, b"\x00" * 20_000, b"PK\x03\x04" + b"x" * 9000]
)
def test_a_file_that_is_no_database_is_refused_and_left_as_it_is(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "bsc.duckdb"
    path.write_bytes(content)
    with pytest.raises(StoreUnusable, match="is not a database of Journey Scorecard – choose another file"):
        Store.open(path)
    assert path.read_bytes() == content


def test_a_database_of_somebody_else_is_refused(tmp_path: Path) -> None:
    with duckdb.connect(str(tmp_path / "theirs.duckdb")) as connection:
        connection.execute("create table t as select 1 as x")
    with pytest.raises(StoreUnusable, match="is a DuckDB database, but not one of Journey Scorecard"):
        Store.open(tmp_path / "theirs.duckdb")


def test_a_truncated_database_is_damaged(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "bsc.duckdb")
    store.close()
    whole = (tmp_path / "bsc.duckdb").read_bytes()
    (tmp_path / "bsc.duckdb").write_bytes(whole[:13_000])
    with pytest.raises(StoreUnusable, match="is damaged – restore a backup with `bsc restore`"):
        Store.open(tmp_path / "bsc.duckdb")


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(StoreUnusable, match=r"cannot be written: .* – check the path and its permissions"):
        Store.open(tmp_path / "file" / "bsc.duckdb")


@pytest.mark.parametrize(
    "sql",
    [
        "select * from read_csv('{outside}')",
        "select * from read_text('/etc/hostname')",
        "select * from read_parquet('{spool}/../outside.csv')",
        "copy (select 1) to '{outside}.copy'",
        "attach '{outside}.duckdb' as other",
        "export database '{outside}.dir'",
        "install httpfs",
        "set memory_limit = '1GB'",
        "set enable_external_access = true",
        "set allowed_directories = ['/']",
        "set lock_configuration = false",
        "reset lock_configuration",
        "pragma enable_external_access",
    ],
)
def test_a_query_reaches_no_file_outside_of_the_spool_and_no_setting(store: Store, tmp_path: Path, sql: str) -> None:
    outside = tmp_path / "outside.csv"
    outside.write_text("a\n1\n")
    with pytest.raises(duckdb.Error):
        store.read(sql.format(outside=outside, spool=store.spool))
    assert sorted(path.name for path in tmp_path.iterdir() if path.name.startswith("outside")) == ["outside.csv"]


def test_what_intake_writes_into_the_spool_can_be_read(store: Store) -> None:
    (store.spool / "typed.csv").write_text("clicks\n5\n")
    assert store.read("select clicks from read_csv(?)", [str(store.spool / "typed.csv")]) == [(5,)]


def test_files_that_were_left_in_the_spool_go_after_a_day(tmp_path: Path) -> None:
    spool = tmp_path / "spool"
    spool.mkdir()
    old, new = spool / "old.parquet", spool / "new.parquet"
    for file in (old, new):
        file.write_text("")
    os.utime(old, (time.time() - 90_000,) * 2)
    Store.open(tmp_path / "bsc.duckdb").close()
    assert [path.name for path in spool.iterdir()] == ["new.parquet"]


def test_every_read_is_counted(store: Store) -> None:
    before = store.queries
    store.read("select 1")
    store.read("select ?", [2])
    store.data_version()
    store.scorecard()
    assert store.queries - before == 2
