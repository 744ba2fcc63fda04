"""Snapshots: what goes into one and what does not, that nothing changes it, and when it is gone."""

import gc
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from bsc import actions
from bsc.actions.freezing import frozen_store
from bsc.actions.shares import NewShare, make_share, revoke_share, rotate_share, share_shown
from bsc.actions.sharing_checks import WantedShare
from bsc.errors import NotAllowed, Refused, StoreUnusable
from bsc.model.access import Person, Role
from bsc.model.sharing import Kind, SharedView
from bsc.store import Stamp, Store
from bsc.store.database import STEPS
from bsc.store.frozen import FrozenStores
from bsc.store.held import held
from bsc.store.snapshots import KEPT, LEFT_OUT, keep, take
from tests.views import small_company

WHO = "ada"
PHRASE = "correct horse battery"


@pytest.fixture
def company(tmp_path: Path) -> Iterator[Store]:
    store = small_company.opened(tmp_path)
    yield store
    store.close()


def frozen(store: Store, name: str = "board", expires_at: datetime | None = None) -> NewShare:
    wanted = WantedShare(
        name=name, shown=SharedView(), kind=Kind.FROZEN, passphrase=PHRASE * (name == "board"), expires_at=expires_at
    )
    return make_share(store, wanted, WHO, today=small_company.TODAY)


def snapshots(store: Store) -> int:
    ((kept,),) = store.read("select count(distinct snapshot) from ledger.snapshot_parts")
    assert store.read("select count(*) from ledger.snapshots") == [(kept,)]
    return int(kept)


def test_of_every_table_it_is_said_whether_a_snapshot_has_it(company: Store) -> None:
    tables = {name for (name,) in company.read("select table_name from duckdb_tables() where schema_name = 'ledger'")}
    assert set(KEPT) | LEFT_OUT == tables
    assert not set(KEPT) & LEFT_OUT


def test_a_snapshot_has_the_rows_that_count_and_nothing_that_is_the_companys_alone(company: Store) -> None:
    folder = company.path.parent
    more = [f"o{number},2026-07-0{number},{number}\n" for number in range(4, 10)]
    text = f"order_id,ordered,amount\no1,2026-07-03,77777\n{''.join(more)}o10,2026-07-09,unreadable-cell\n"
    assert small_company.imported(company, folder, "orders", text).rejects == 1
    undone = small_company.imported(company, folder, "orders", "order_id,ordered,amount\nundone-order,2026-07-03,1\n")
    actions.undo_import(company, undone.id, WHO)
    number = actions.write_note(company, "ctr", date(2026, 8, 1), "a note that was withdrawn", WHO)
    actions.withdraw_note(company, number, WHO)
    actions.write_note(company, "ctr", date(2026, 8, 1), "a note that stays", WHO)
    actions.make_token(company, "nightly", ["ads"], WHO)
    store = frozen_store(company, frozen(company).link)
    assert store.read('select count(*), max(amount) from "dataset"."orders"') == [(10, 77777)]
    assert store.read('select count(*) from "rows"."orders" where not _live') == [(0,)]
    assert [note.text for note in store.notes()] == ["a note that stays"]
    for table in LEFT_OUT - {"schema_steps"}:
        assert store.read(f"select count(*) from ledger.{table}") == [(0,)], table  # noqa: S608 -- names of the test
    bytes_of = store.path.read_bytes()
    for secret in (b"undone-order", b"was withdrawn", b"nightly", b"unreadable-cell", b"correct horse"):
        assert secret not in bytes_of


def test_nothing_changes_what_was_frozen_not_even_sql(company: Store) -> None:
    store = frozen_store(company, frozen(company).link)
    with pytest.raises(Refused, match="is changed by nobody"), store.change():
        pass
    with pytest.raises(duckdb.InvalidInputException, match="read-only"):
        store.read('delete from "rows"."orders"')
    assert store.read('select count(*) from "dataset"."orders"') == [(3,)]


def test_what_a_viewer_may_not_do_with_it_stands_in_the_companys_journal(company: Store) -> None:
    store = frozen_store(company, frozen(company).link)
    viewer = held(store, Person("share link board", Role.VIEWER))
    with pytest.raises(NotAllowed, match="viewers may not"):
        actions.write_note(viewer, "ctr", date(2026, 8, 1), "I was here", "somebody else")
    line = company.journal(1)[0]
    assert (line.who, line.action, line.note) == ("share link board", "refused", "may not change anything")


def test_links_that_show_the_same_share_one_snapshot_and_one_store(company: Store) -> None:
    one, other = frozen(company).link, frozen(company, "team").link
    assert snapshots(company) == 1
    assert frozen_store(company, one) is frozen_store(company, other)
    actions.write_note(company, "ctr", date(2026, 8, 1), "from now on another picture", WHO)
    third = frozen(company, "third").link
    assert snapshots(company) == 2
    assert frozen_store(company, third) is not frozen_store(company, one)


def test_a_snapshot_goes_with_the_last_link_that_needs_it(company: Store) -> None:
    one, _ = frozen(company).link, frozen(company, "team")
    folder = frozen_store(company, one).path.parent
    revoke_share(company, "board", WHO)
    assert (snapshots(company), folder.exists()) == (1, True)
    revoke_share(company, "team", WHO)
    gc.collect()
    assert (snapshots(company), folder.exists()) == (0, False)


def test_who_looks_at_a_link_while_it_is_revoked_reads_to_the_end_of_the_page(company: Store) -> None:
    store = frozen_store(company, frozen(company).link)
    folder = store.path.parent
    revoke_share(company, "board", WHO)
    assert store.read('select count(*) from "dataset"."orders"') == [(3,)]
    del store
    gc.collect()
    assert not folder.exists()
    with pytest.raises(StoreUnusable, match="not kept any more"):
        frozen_store(company, company.shares()[0].link)


def test_a_snapshot_of_an_expired_link_goes_with_the_next_change_of_links(company: Store) -> None:
    soon = datetime.now(UTC) + timedelta(seconds=1.5)
    frozen(company, expires_at=soon)
    assert snapshots(company) == 1
    threading.Event().wait(max((soon - datetime.now(UTC)).total_seconds(), 0))
    actions.write_note(company, "ctr", date(2026, 8, 1), "another picture", WHO)
    frozen(company, "team")
    assert snapshots(company) == 1
    assert [line.link.name for line in company.shares()] == ["team", "board"]


def test_a_rotated_frozen_link_shows_what_it_showed(company: Store) -> None:
    before = frozen(company).link
    after = share_shown(company, rotate_share(company, "board", WHO).token)
    assert after == before


def test_a_snapshot_that_is_not_what_was_kept_is_not_shown(company: Store) -> None:
    link = frozen(company).link
    with company.change() as cursor:
        cursor.execute("update ledger.snapshot_parts set content = content || 'x'::blob where part = 0")
    with pytest.raises(StoreUnusable, match="is damaged – make a new link, or restore a backup"):
        frozen_store(company, link)
    assert [file.name for file in (company.frozen / (link.snapshot or "")).glob("*.duckdb")] == []


def test_a_live_link_has_nothing_frozen(company: Store) -> None:
    live = make_share(company, WantedShare(name="live", shown=SharedView()), WHO, today=small_company.TODAY).link
    with pytest.raises(Refused, match="is live"):
        frozen_store(company, live)


def test_what_an_earlier_process_left_in_the_spool_is_not_shown(tmp_path: Path) -> None:
    company = small_company.opened(tmp_path)
    link = frozen(company).link
    company.close()
    forged = company.frozen / (link.snapshot or "") / "company.duckdb"
    forged.parent.mkdir(parents=True)
    forged.write_text("forged")
    again = Store.open(company.path)
    assert not forged.exists()
    assert frozen_store(again, link).read('select count(*) from "dataset"."orders"') == [(3,)]
    again.close()
    assert not forged.exists()


def test_another_database_in_the_same_folder_takes_nothing_away(company: Store) -> None:
    store = frozen_store(company, frozen(company).link)
    Store.open(company.path.with_name("other.duckdb")).close()
    assert store.path.exists()


def test_an_opened_snapshot_gets_no_upkeep(company: Store) -> None:
    told: list[Store] = []
    no_more = Store.after_opening(told.append)
    frozen_store(company, frozen(company).link)
    no_more()
    assert told == []


def test_a_freeze_that_fails_leaves_nothing(company: Store) -> None:
    with company.change() as cursor:
        cursor.execute("alter table ledger.snapshots drop column bytes")
    with pytest.raises(duckdb.Error, match="bytes"):
        frozen(company)
    assert company.shares() == ()
    assert company.read("select count(*) from ledger.snapshot_parts") == [(0,)]
    assert [file.name for file in company.spool.iterdir() if file.name.startswith("freezing")] == []


def test_what_an_older_version_has_frozen_gets_todays_schema_where_it_is_looked_at(company: Store) -> None:
    file = company.spool / "older.duckdb"
    take(company, file)
    with duckdb.connect(str(file)) as older:
        for (table,) in older.execute("select table_name from duckdb_tables() where schema_name = 'ledger'").fetchall():
            if table in {"wordings", "reviews", "tags", "told", "notifications"}:
                older.execute(f"drop table ledger.{table}")
        older.execute("alter table ledger.notes rename column subject to kpi")
        for column in ("uid", "kind"):
            older.execute(f"alter table ledger.notes drop column {column}")
        older.execute("delete from ledger.schema_steps where step >= 7")
    with company.change() as cursor:
        snapshot = keep(cursor, Stamp(WHO), "of an older version", file)
    store = FrozenStores.beside(company).store(snapshot)
    assert store.read("select max(step) from ledger.schema_steps") == [(len(STEPS),)]
    assert store.read('select count(*) from "dataset"."orders"') == [(3,)]


def test_what_is_frozen_while_files_come_in_is_one_state_and_no_mixture(company: Store) -> None:
    begun = threading.Event()

    def bring_in() -> None:
        for clicks in range(100, 104):
            rows = [f"2026-08-10,{channel},Newcomer,1000,{clicks},1" for channel in ("search", "social")]
            text = "\n".join(["day,channel,audience,impressions,clicks,cost", *rows])
            small_company.imported(company, company.path.parent, "ads", f"{text}\n")
            begun.set()

    with ThreadPoolExecutor(1) as pool:
        importing = pool.submit(bring_in)
        begun.wait(30)
        link = frozen(company).link
        importing.result(60)
    seen = frozen_store(company, link).read("select clicks from dataset.ads where day = date '2026-08-10'")
    assert len(seen) == 2
    assert len(set(seen)) == 1


def test_many_sessions_open_many_links_and_few_files_stay_open(company: Store) -> None:
    links = []
    for number in range(6):
        actions.write_note(company, "ctr", date(2026, 8, 1), f"picture {number}", WHO)
        links.append(frozen(company, f"link {number}").link)

    def looked(turn: int) -> bool:
        store = frozen_store(company, links[turn % 6])
        return len(store.notes()) == turn % 6 + 1 and store.read('select count(*) from "dataset"."ads"') == [(14,)]

    with ThreadPoolExecutor(6) as pool:
        assert all(pool.map(looked, range(60)))
    assert FrozenStores.beside(company).files_open <= 4
