"""Files in and out again, from the bytes to the rows that count."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bsc import actions
from bsc.errors import IntakeRefused, NotFound, QuestionsOpen, Refused
from bsc.intake.progress import Progress
from bsc.store import Store

File = Callable[[str, str], Path]

SCORECARD = """
version: 1
datasets:
  - id: ads
    time: day
    dimensions: {channel: channel}
  - id: orders
    time: ordered_at
    key: [order_id]
  - id: payments
    time: orders.ordered_at
    lookups: {orders: order_id}
  - {id: items, time: ordered_at, key: [order_id]}
  - {id: plans}
  - {id: daily_orders, query: "select order_id, ordered_at from orders", time: ordered_at}
"""
JANUARY = "day,channel,clicks\n2026-01-01,search,10\n2026-01-01,social,20\n2026-01-02,search,30\n"


@pytest.fixture
def defined(store: Store) -> Store:
    actions.apply_definitions(store, SCORECARD, "ada")
    return store


def _rows(store: Store, dataset: str) -> list[tuple[Any, ...]]:
    return sorted(store.read(f'select * exclude (_import, _line) from "dataset"."{dataset}"'))  # noqa: S608 -- a test's name


def test_a_file_becomes_rows_a_line_in_the_history_and_a_line_in_the_journal(defined: Store, file: File) -> None:
    receipt = actions.import_file(defined, file("january.csv", JANUARY), "ads", who="ada")
    assert receipt.document() == {
        "import": 1,
        "dataset": "ads",
        "file": "january.csv",
        "rows": 3,
        "replaced": 0,
        "dropped": 0,
        "rejects": 0,
        "period": ["2026-01-01", "2026-01-02"],
        "unchanged": False,
    }
    assert _rows(defined, "ads")[0] == (date(2026, 1, 1), "search", 10)
    (line,) = defined.imports()
    assert (line.file, line.who, line.rows, line.active) == ("january.csv", "ada", 3, True)
    newest = defined.journal(1)[0]
    assert (newest.who, newest.action, newest.subject) == ("ada", "import", "ads")
    assert newest.note == "import 1 of january.csv: 3 rows, 0 replaced"
    shape = defined.shape("ads")
    assert shape is not None
    assert (shape.rows, shape.first_day, shape.last_day) == (3, date(2026, 1, 1), date(2026, 1, 2))


def test_the_preview_says_what_the_import_then_does(defined: Store, file: File) -> None:
    actions.import_file(defined, file("january.csv", JANUARY), "ads", who="ada")
    again = file("again.csv", "day,channel,clicks,cost\n2026-01-02,social,7,1.5\n2026-01-03,social,8,2\n")
    version = defined.data_version()
    preview = actions.inspect_file(defined, again, "ads")
    assert preview.effect is not None
    assert (preview.effect.rows, preview.effect.replaced, preview.effect.adds) == (2, 1, 1)
    assert preview.effect.appeared == ("cost",)
    assert [each.file for each in preview.effect.replaces] == ["january.csv"]
    assert (defined.data_version(), len(defined.imports())) == (version, 1)
    receipt = actions.import_file(defined, again, "ads", who="ada")
    assert (receipt.rows, receipt.replaced) == (2, 1)


def test_a_preview_without_a_dataset_only_looks(defined: Store, file: File) -> None:
    preview = actions.inspect_file(defined, file("january.csv", JANUARY))
    assert (preview.table.rows, preview.effect, preview.dataset) == (3, None, None)


def test_the_same_bytes_twice_change_nothing_and_say_so(defined: Store, file: File) -> None:
    path = file("january.csv", JANUARY)
    actions.import_file(defined, path, "ads", who="ada")
    before = (defined.data_version(), _rows(defined, "ads"), len(defined.journal()))
    assert actions.inspect_file(defined, path, "ads").same_as == 1
    receipt = actions.import_file(defined, file("other name.csv", JANUARY), "ads", who="ben")
    assert (receipt.id, receipt.rows, receipt.replaced, receipt.unchanged) == (1, 0, 0, True)
    assert "the same bytes are import 1 of `ads` already" in str(receipt)
    assert (defined.data_version(), _rows(defined, "ads"), len(defined.journal())) == before


def test_the_same_bytes_come_in_again_once_they_were_undone(defined: Store, file: File) -> None:
    path = file("january.csv", JANUARY)
    actions.import_file(defined, path, "ads", who="ada")
    actions.undo_import(defined, 1, "ada")
    assert defined.shape("ads") is None
    receipt = actions.import_file(defined, path, "ads", who="ada")
    assert (receipt.id, receipt.rows, receipt.unchanged) == (2, 3, False)


def test_an_undo_restores_what_was_there_and_is_not_done_twice(defined: Store, file: File) -> None:
    actions.import_file(defined, file("january.csv", JANUARY), "ads", who="ada")
    before = _rows(defined, "ads")
    actions.import_file(defined, file("b.csv", "day,channel,clicks\n2026-01-01,search,99\n"), "ads", who="ada")
    assert _rows(defined, "ads") != before
    line = actions.undo_import(defined, 2, "ben")
    assert line.undone_at is not None
    assert _rows(defined, "ads") == before
    assert defined.journal(1)[0].note == "import 2 of b.csv: 1 row taken out"
    with pytest.raises(Refused, match=r"import 2 was undone on .* already"):
        actions.undo_import(defined, 2, "ben")
    with pytest.raises(NotFound, match='there is no import "7"'):
        actions.undo_import(defined, 7, "ben")


def test_rows_with_a_key_are_replaced_one_by_one(defined: Store, file: File) -> None:
    header = "order_id,ordered_at,amount\n"
    actions.import_file(
        defined, file("a.csv", f"{header}o1,2026-01-01 10:00,5\no2,2026-01-01 11:00,6\n"), "orders", who="a"
    )
    receipt = actions.import_file(
        defined, file("b.csv", f"{header}o2,2026-01-02 11:00,7\no3,2026-01-03 09:00,8\n"), "orders", who="a"
    )
    assert (receipt.rows, receipt.replaced) == (2, 1)
    assert [(row[0], row[2]) for row in _rows(defined, "orders")] == [("o1", 5), ("o2", 7), ("o3", 8)]


def test_a_dataset_that_looks_its_day_up_knows_its_days(defined: Store, file: File) -> None:
    orders = "order_id,ordered_at\no1,2026-01-01 10:00\no2,2026-02-05 11:00\n"
    actions.import_file(defined, file("orders.csv", orders), "orders", who="a")
    actions.import_file(defined, file("payments.csv", "order_id,amount\no1,5\no1,6\no2,7\n"), "payments", who="a")
    receipt = actions.import_file(defined, file("more.csv", "order_id,amount\no2,70\n"), "payments", who="a")
    assert receipt.replaced == 1
    assert _rows(defined, "payments") == [("o1", 5), ("o1", 6), ("o2", 70)]
    shape = defined.shape("payments")
    assert shape is not None
    assert (shape.first_day, shape.last_day) == (date(2026, 1, 1), date(2026, 2, 5))


def test_a_dataset_with_neither_time_nor_key_is_replaced_whole(defined: Store, file: File) -> None:
    actions.import_file(defined, file("a.csv", "plan,price\nbasic,5\npro,9\n"), "plans", who="a")
    receipt = actions.import_file(defined, file("b.csv", "plan,price\nbasic,6\n"), "plans", who="a")
    assert receipt.replaced == 2
    assert _rows(defined, "plans") == [("basic", 6)]


def test_an_ambiguous_file_is_asked_about_once_and_the_answer_is_remembered(defined: Store, file: File) -> None:
    path = file("ads.csv", "day,channel,clicks\n01/02/2026,search,10\n02/02/2026,search,11\n")
    with pytest.raises(QuestionsOpen) as asked:
        actions.import_file(defined, path, "ads", who="ada")
    (question,) = asked.value.questions
    assert question.column == "day"
    assert actions.inspect_file(defined, path, "ads").questions == (question,)
    assert defined.imports() == []
    month_first = next(choice for choice in question.choices if "month" in choice.split()[0])
    actions.import_file(defined, path, "ads", answers={"day": month_first}, who="ada")
    assert [row[0] for row in _rows(defined, "ads")] == [date(2026, 1, 2), date(2026, 2, 2)]
    later = file("later.csv", "day,channel,clicks\n03/04/2026,search,12\n")
    assert actions.inspect_file(defined, later, "ads").questions == ()
    actions.import_file(defined, later, "ads", who="ada")
    assert [row[0] for row in _rows(defined, "ads")][-1] == date(2026, 3, 4)


def test_renamed_headers_are_remembered(defined: Store, file: File) -> None:
    renames = {"Tag": "day", "Klicks": "clicks", "Kanal": "channel"}
    first = file("a.csv", "Tag,Kanal,Klicks\n2026-01-01,Suche,10\n")
    assert "has no column `day`" in actions.inspect_file(defined, first, "ads").refused
    actions.import_file(defined, first, "ads", rename=renames, who="ada")
    actions.import_file(defined, file("b.csv", "Tag,Kanal,Klicks\n2026-01-02,Suche,11\n"), "ads", who="ada")
    assert _rows(defined, "ads") == [(date(2026, 1, 1), "Suche", 10), (date(2026, 1, 2), "Suche", 11)]


def test_two_columns_cannot_become_one(defined: Store, file: File) -> None:
    path = file("a.csv", "day,clicks,visits\n2026-01-01,1,2\n")
    with pytest.raises(Refused, match=r'column "visits" of a.csv cannot become `clicks`: the file has such a column'):
        actions.import_file(defined, path, "ads", rename={"visits": "clicks"}, who="ada")


def test_a_file_without_rows_is_refused(defined: Store, file: File) -> None:
    path = file("empty.csv", "day,channel,clicks\n")
    assert actions.inspect_file(defined, path, "ads").refused == (
        "empty.csv holds no row that can be kept – nothing to import"
    )
    with pytest.raises(Refused, match="holds no row"):
        actions.import_file(defined, path, "ads", who="ada")


def test_the_same_bytes_read_another_way_are_a_new_import(defined: Store, file: File) -> None:
    path = file("ads.csv", "day,channel,clicks\n2026-01-01,search,10\n")
    actions.import_file(defined, path, "ads", who="ada")
    receipt = actions.import_file(defined, path, "ads", rename={"clicks": "visits"}, who="ada")
    assert (receipt.id, receipt.unchanged, receipt.replaced) == (2, False, 1)


def test_personal_columns_are_left_out_unless_asked_for(defined: Store, file: File) -> None:
    path = file("ads.csv", "day,Email,clicks\n2026-01-01,ann@example.com,10\n")
    actions.import_file(defined, path, "ads", who="ada")
    assert _rows(defined, "ads") == [(date(2026, 1, 1), 10)]
    actions.import_file(defined, path, "ads", keep_personal=["Email"], who="ada")
    assert _rows(defined, "ads") == [(date(2026, 1, 1), 10, "ann@example.com")]


def test_rejects_and_dropped_lines_are_all_kept(defined: Store, file: File) -> None:
    rows = "".join(f"2026-01-01,search,{n}\n" for n in range(40))
    content = f"day,channel,clicks\n{rows}2026-01-02,social,many\nnever,social,3\nTotal,,780\n"
    actions.apply_definitions(
        defined, SCORECARD.replace("time: day", "time: day\n    columns: {clicks: integer, day: date}"), "ada"
    )
    receipt = actions.import_file(defined, file("ads.csv", content), "ads", who="ada")
    assert receipt.dropped == 1
    (dropped,) = defined.dropped(1)
    assert (dropped.line, dropped.text) == (44, "Total,,780")
    rejects = defined.rejects(1)
    assert len(rejects) == receipt.rejects
    assert {(reject.line, reject.text) for reject in rejects} >= {(42, "many"), (43, "never")}
    assert receipt.rows == 41


def test_a_file_that_is_no_table_is_refused_and_leaves_the_store_as_it_was(defined: Store, tmp_path: Path) -> None:
    path = tmp_path / "report.csv"
    path.write_bytes(b"%PDF-1.7\n" + bytes(range(256)) * 20)
    with pytest.raises(IntakeRefused):
        actions.import_file(defined, path, "ads", who="ada")
    assert defined.imports() == []
    assert list(defined.spool.glob("*.parquet")) == []


def test_unknown_and_derived_datasets_are_refused(defined: Store, file: File) -> None:
    path = file("january.csv", JANUARY)
    with pytest.raises(NotFound, match='there is no dataset "add" – did you mean `ads`'):
        actions.import_file(defined, path, "add", who="ada")
    with pytest.raises(Refused, match="`daily_orders` is derived from others by its query – import into those"):
        actions.import_file(defined, path, "daily_orders", who="ada")


def test_a_changed_key_says_anew_which_rows_count(defined: Store, file: File) -> None:
    header = "order_id,ordered_at,line,amount\n"
    rows = "o1,2026-01-01,1,5\no1,2026-01-01,2,6\n"
    receipt = actions.import_file(defined, file("a.csv", header + rows), "items", who="a")
    assert (receipt.rows, receipt.rejects) == (1, 1)
    actions.apply_definitions(
        defined, SCORECARD.replace("ordered_at, key: [order_id]", "ordered_at, key: [order_id, line]"), "ada"
    )
    assert [row[3] for row in _rows(defined, "items")] == [5, 6]
    actions.apply_definitions(defined, SCORECARD, "ada")
    assert [row[3] for row in _rows(defined, "items")] == [6]


def test_rows_outlive_a_dataset_that_is_no_longer_defined(defined: Store, file: File) -> None:
    actions.import_file(defined, file("january.csv", JANUARY), "ads", who="ada")
    actions.apply_definitions(defined, "version: 1\n", "ada")
    actions.undo_import(defined, 1, "ada")
    assert defined.shapes() == {}


STACKED = """# ----------------------------------------
# Reports snapshot
# Start date: 20260801
# End date: 20260804
Nth day,Active users
0000,200
0001,210

# Start date: 20260801
# End date: 20260804
First user channel,New users
Organic,300
Direct,250
"""


def test_a_file_with_several_tables_is_asked_which(defined: Store, file: File) -> None:
    path = file("snapshot.csv", STACKED)
    with pytest.raises(Refused, match=r"snapshot.csv holds 2 tables: 1 .* say which one by its number or name"):
        actions.import_file(defined, path, "plans", who="ada")
    actions.import_file(defined, path, "plans", table=2, who="ada")
    assert [row for row in _rows(defined, "plans") if "Organic" in row] != []
    with pytest.raises(NotFound, match='there is no table "3"'):
        actions.import_file(defined, path, "plans", table="3", who="ada")


def test_a_file_without_days_lies_on_the_first_day_of_the_period_that_it_states(defined: Store, file: File) -> None:
    export = "# Start date: 20260801\n# End date: 20260831\nchannel,clicks\nsearch,100\nsocial,50\n"
    receipt = actions.import_file(defined, file("august.csv", export), "ads", who="ada")
    assert receipt.period == (date(2026, 8, 1), date(2026, 8, 31))
    rows = defined.read('select distinct day from "dataset"."ads"')
    assert rows == [(date(2026, 8, 1),)]
    shape = defined.shape("ads")
    assert shape is not None
    assert shape.last_day == date(2026, 8, 31)


@pytest.mark.parametrize(
    ("dataset", "first", "second"),
    [
        ("ads", "day,clicks\n2026-01-01,1\n2026-01-02,2\n", "day,clicks\n2026-01-02,20\n"),
        ("orders", "order_id,ordered_at\nA,2026-01-01\nB,2026-01-02\n", "order_id,ordered_at\nB,2026-01-03\n"),
        ("plans", "plan,price\nbasic,10\n", "plan,price\nbasic,12\n"),
    ],
)
def test_a_file_that_comes_again_after_another_took_its_place_counts_again(
    defined: Store, file: File, dataset: str, first: str, second: str
) -> None:
    """The same bytes were once called unchanged while the rows of the file in between went on to count."""
    path = file("a.csv", first)
    actions.import_file(defined, path, dataset, who="ada")
    wanted = _rows(defined, dataset)
    actions.import_file(defined, file("b.csv", second), dataset, who="ada")
    assert _rows(defined, dataset) != wanted
    assert actions.inspect_file(defined, path, dataset).same_as is None
    receipt = actions.import_file(defined, path, dataset, who="ada")
    assert (receipt.id, receipt.unchanged) == (3, False)
    assert _rows(defined, dataset) == wanted
    assert actions.inspect_file(defined, path, dataset).same_as == 3
    assert actions.import_file(defined, path, dataset, who="ada").unchanged
    actions.undo_import(defined, 3, "ada")
    assert _rows(defined, dataset) != wanted
    assert not actions.import_file(defined, path, dataset, who="ada").unchanged
    assert _rows(defined, dataset) == wanted


def test_the_same_bytes_are_unchanged_once_the_import_that_took_their_place_is_undone(
    defined: Store, file: File
) -> None:
    path = file("january.csv", JANUARY)
    actions.import_file(defined, path, "ads", who="ada")
    actions.import_file(defined, file("b.csv", "day,channel,clicks\n2026-01-01,search,99\n"), "ads", who="ada")
    actions.undo_import(defined, 2, "ada")
    assert actions.inspect_file(defined, path, "ads").same_as == 1
    receipt = actions.import_file(defined, path, "ads", who="ada")
    assert (receipt.id, receipt.unchanged) == (1, True)


def test_an_import_on_other_days_leaves_the_same_bytes_unchanged(defined: Store, file: File) -> None:
    path = file("january.csv", JANUARY)
    actions.import_file(defined, path, "ads", who="ada")
    actions.import_file(defined, file("b.csv", "day,channel,clicks\n2026-02-01,search,99\n"), "ads", who="ada")
    assert actions.import_file(defined, path, "ads", who="ada").unchanged


def test_a_day_without_rows_in_a_stated_period_is_cleared_again(defined: Store, file: File) -> None:
    """All rows of the first file still count, but not the emptiness of the days that it states."""
    stated = "Campaign report\n2026-01-01 - 2026-01-31\n" + JANUARY
    path = file("january.csv", stated)
    actions.import_file(defined, path, "ads", who="ada")
    wanted = _rows(defined, "ads")
    assert actions.import_file(defined, path, "ads", who="ada").unchanged
    actions.import_file(defined, file("b.csv", "day,channel,clicks\n2026-01-20,search,99\n"), "ads", who="ada")
    assert not actions.import_file(defined, path, "ads", who="ada").unchanged
    assert _rows(defined, "ads") == wanted


def test_what_a_file_in_between_holds_is_known_when_the_waiting_file_is_stored(defined: Store, file: File) -> None:
    """Two first files that were read at once, shares and percentages, were both stored without a question."""
    percent = file("percent.csv", "day,channel,CTR\n2026-01-02,search,12.5\n2026-01-03,search,25.5\n")
    shares = file("shares.csv", "day,channel,CTR\n2026-01-01,search,0.12\n2026-01-04,search,0.25\n")

    def in_between(progress: Progress) -> None:
        if progress.done and not defined.imports():
            actions.import_file(defined, shares, "ads", who="ben")

    with pytest.raises(QuestionsOpen, match="has the unit changed from shares to percent"):
        actions.import_file(defined, percent, "ads", who="ada", watch=in_between)
    assert [line.file for line in defined.imports()] == ["shares.csv"]
    assert [path.name for path in defined.spool.iterdir() if path.is_file()] == []


def test_a_file_in_between_with_the_same_unit_asks_nothing(defined: Store, file: File) -> None:
    between = file("b.csv", "day,channel,clicks\n2026-02-01,search,99\n")
    told: list[int] = []

    def in_between(progress: Progress) -> None:
        told.append(progress.done)
        if progress.done and not defined.imports():
            actions.import_file(defined, between, "ads", who="ben")

    receipt = actions.import_file(defined, file("january.csv", JANUARY), "ads", who="ada", watch=in_between)
    assert (receipt.id, receipt.rows, told) == (2, 3, sorted(told))
    assert len(_rows(defined, "ads")) == 4
