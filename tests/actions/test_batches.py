"""Many files as one import action: all of them or none, one undo, one report."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bsc import actions
from bsc.actions.batches import Order, import_parts
from bsc.errors import Cancelled, NotFound, QuestionsOpen, Refused
from bsc.intake.progress import Progress
from bsc.store import Store

File = Callable[[str, str], Path]

SCORECARD = """
version: 1
datasets:
  - {id: ads, time: day, dimensions: {channel: channel}}
  - {id: orders, time: ordered_at, key: [order_id]}
"""
HEADER = "day,channel,clicks\n"


@pytest.fixture
def defined(store: Store) -> Store:
    actions.apply_definitions(store, SCORECARD, "ada")
    return store


def rows(store: Store, dataset: str) -> list[tuple[Any, ...]]:
    return sorted(store.read(f'select * exclude (_import, _line) from "dataset"."{dataset}"'))  # noqa: S608 -- a test's name


def daily(file: File, days: int, clicks: int = 1) -> list[Order]:
    """One file a day of January, one row each."""
    return [
        Order(part=file(f"{clicks}-{day:02}.csv", f"{HEADER}2026-01-{day:02},search,{clicks}\n"), dataset="ads")
        for day in range(1, days + 1)
    ]


def test_a_month_of_daily_files_is_one_action_with_one_undo(defined: Store, file: File) -> None:
    report = import_parts(defined, daily(file, 31), who="ada")
    assert (report.action, len(report.receipts), report.refused) == (1, 31, ())
    assert {line.action for line in defined.imports()} == {1}
    assert len(rows(defined, "ads")) == 31
    newest = defined.journal(1)[0]
    assert newest.note == "import action 1 of 31 files: 31 rows, 0 replaced"
    undone = actions.undo_action(defined, 1, "ben")
    assert [line.id for line in undone] == list(range(1, 32))
    assert defined.shape("ads") is None
    assert defined.journal(1)[0].note == "import action 1: 31 rows, 31 files taken out"


def test_the_undo_of_an_action_restores_exactly_what_was_there(defined: Store, file: File) -> None:
    import_parts(defined, daily(file, 5), who="ada")
    before = rows(defined, "ads")
    report = import_parts(defined, daily(file, 8, clicks=2), who="ada")
    assert (report.action, sum(each.replaced for each in report.receipts)) == (6, 5)
    assert {row[2] for row in rows(defined, "ads")} == {2}
    actions.undo_action(defined, 6, "ada")
    assert rows(defined, "ads") == before


def test_of_two_files_of_one_day_in_an_action_the_later_counts_and_nothing_is_added_up(
    defined: Store, file: File
) -> None:
    first = file("a.csv", f"{HEADER}2026-01-01,search,1\n2026-01-02,search,2\n")
    second = file("b.csv", f"{HEADER}2026-01-02,search,20\n")
    report = import_parts(defined, [Order(part=first, dataset="ads"), Order(part=second, dataset="ads")], who="ada")
    assert [each.replaced for each in report.receipts] == [0, 1]
    assert rows(defined, "ads") == [(date(2026, 1, 1), "search", 1), (date(2026, 1, 2), "search", 20)]
    assert defined.imports_of("ads") == [(defined.import_line(2), 1), (defined.import_line(1), 1)]


def test_the_same_bytes_twice_in_an_action_or_before_it_come_in_once(defined: Store, file: File) -> None:
    orders = daily(file, 3)
    import_parts(defined, orders[:1], who="ada")
    twin = Order(part=file("twin.csv", f"{HEADER}2026-01-03,search,1\n"), dataset="ads")
    report = import_parts(defined, [*orders, twin], who="ada")
    assert [(each.id, each.unchanged) for each in report.receipts] == [(1, True), (2, False), (3, False), (3, True)]
    assert report.action == 2
    assert str(report) == (
        "2 files into `ads` as import action 2: 2 rows, 0 replaced, 0 lines set apart, 0 rejects; "
        "2 files had been imported already"
    )


def test_files_that_are_all_known_already_change_nothing(defined: Store, file: File) -> None:
    import_parts(defined, daily(file, 2), who="ada")
    before = (defined.data_version(), len(defined.journal()))
    report = import_parts(defined, daily(file, 2), who="ada")
    assert (report.action, {each.unchanged for each in report.receipts}) == (None, {True})
    assert (defined.data_version(), len(defined.journal())) == before


def test_one_file_that_is_refused_keeps_all_of_them_out(defined: Store, file: File) -> None:
    orders = [
        *daily(file, 2),
        Order(part=file("empty.csv", HEADER), dataset="ads"),
    ]
    with pytest.raises(Refused, match=r"empty.csv holds no row that can be kept"):
        import_parts(defined, orders, who="ada")
    assert defined.imports() == []
    assert list(defined.spool.glob("*.parquet")) == []


def test_every_file_that_cannot_be_read_is_named_at_once(defined: Store, file: File) -> None:
    orders = [
        Order(part=file("page.csv", "<html><body>Sign in</body></html>\n"), dataset="ads"),
        *daily(file, 1),
        Order(part=file("nothing.csv", ""), dataset="ads"),
    ]
    with pytest.raises(Refused) as refused:
        import_parts(defined, orders, who="ada")
    first, second = str(refused.value).splitlines()
    assert "page.csv" in first
    assert "nothing.csv" in second


def test_what_is_refused_can_be_left_out_and_is_reported(defined: Store, file: File) -> None:
    orders = [
        *daily(file, 2),
        Order(part=file("page.csv", "<html><body>Sign in</body></html>\n"), dataset="ads"),
        Order(part=file("text.csv", f"{HEADER}2026-01-09,search,unknown*\n"), dataset="ads"),
    ]
    report = import_parts(defined, orders, who="ada", skip_refused=True)
    assert len(report.receipts) == 2
    assert [name for name, _ in report.refused] == ["page.csv", "text.csv"]
    assert 'column "clicks" was integer in earlier files' in report.refused[1][1]
    assert report.document()["refused"][0]["file"] == "page.csv"
    assert str(report).endswith("; 2 files refused")
    assert len(rows(defined, "ads")) == 2


def test_questions_of_many_files_are_asked_once(defined: Store, file: File) -> None:
    orders = [Order(part=file(f"{n}.csv", f"{HEADER}0{n}/02/2026,search,1\n"), dataset="ads") for n in range(1, 4)]
    with pytest.raises(QuestionsOpen) as asked:
        import_parts(defined, orders, who="ada")
    assert [question.column for question in asked.value.questions] == ["day"]
    report = import_parts(defined, orders, who="ada", skip_refused=True)
    assert (report.action, report.receipts, len(report.refused)) == (None, (), 3)


def test_an_answer_to_the_first_file_holds_for_those_after_it(defined: Store, file: File) -> None:
    paths = [file(f"{n}.csv", f"{HEADER}0{n}/02/2026,search,1\n") for n in range(1, 4)]
    with pytest.raises(QuestionsOpen) as asked:
        actions.import_file(defined, paths[0], "ads", who="ada")
    day_first = asked.value.questions[0].choices[0]
    orders = [
        Order(part=path, dataset="ads", answers={"day": day_first} if n == 0 else {}) for n, path in enumerate(paths)
    ]
    import_parts(defined, orders, who="ada")
    assert [row[0] for row in rows(defined, "ads")] == [date(2026, 2, day) for day in (1, 2, 3)]


def test_a_code_of_digits_stays_text_after_a_file_that_shows_it_to_be_text(defined: Store, file: File) -> None:
    header = "order_id,ordered_at,plz\n"
    orders = [
        Order(part=file("a.csv", f"{header}o1,2026-01-01,01067\n"), dataset="orders"),
        Order(part=file("b.csv", f"{header}o2,2026-01-02,50667\n"), dataset="orders"),
    ]
    import_parts(defined, orders, who="ada")
    assert [row[2] for row in rows(defined, "orders")] == ["01067", "50667"]


def test_files_of_different_datasets_come_in_as_one_action(defined: Store, file: File) -> None:
    orders = Order(part=file("orders.csv", "order_id,ordered_at\no1,2026-01-01\n"), dataset="orders")
    import_parts(defined, [*daily(file, 2), orders], who="ada")
    assert defined.journal(1)[0].subject == "ads, orders"
    actions.undo_action(defined, 1, "ada")
    assert defined.shapes() == {}


def test_an_action_is_undone_once_and_what_was_undone_by_itself_stays_out(defined: Store, file: File) -> None:
    import_parts(defined, daily(file, 3), who="ada")
    actions.undo_import(defined, 2, "ada")
    assert [line.id for line in actions.undo_action(defined, 1, "ada")] == [1, 3]
    with pytest.raises(Refused, match="all 3 files of import action 1 were undone already"):
        actions.undo_action(defined, 1, "ada")
    with pytest.raises(NotFound, match='there is no import action "2"'):
        actions.undo_action(defined, 2, "ada")


def test_how_far_it_is_never_runs_backwards_and_ends_at_the_whole(defined: Store, file: File) -> None:
    told: list[Progress] = []
    orders = daily(file, 4)
    import_parts(defined, orders, who="ada", watch=told.append)
    size = sum(order.part.stat().st_size for order in orders if isinstance(order.part, Path))
    assert {each.total for each in told} == {size}
    assert [each.done for each in told] == sorted(each.done for each in told)
    assert (told[-1].done, told[-1].rows) == (size, 4)
    assert any(each.step == "storing 1-04.csv (4 of 4)" for each in told)


@pytest.mark.parametrize("step", ["reading", "storing"])
def test_an_import_that_is_stopped_leaves_nothing(defined: Store, file: File, step: str) -> None:
    def stops(progress: Progress) -> None:
        if progress.step.startswith(f"{step} 1-03.csv"):
            raise Cancelled("enough")

    before = defined.data_version()
    with pytest.raises(Cancelled):
        import_parts(defined, daily(file, 5), who="ada", watch=stops)
    assert (defined.imports(), defined.data_version()) == ([], before)
    assert [path.name for path in defined.spool.iterdir() if path.is_file()] == []
    assert len(import_parts(defined, daily(file, 5), who="ada").receipts) == 5


def test_a_stated_period_of_one_file_is_not_taken_for_the_next(defined: Store, file: File) -> None:
    """An answer that was remembered once put September's rows on August."""
    undated = "channel,clicks\nsearch,100\n"
    path = file("a.csv", undated)
    with pytest.raises(QuestionsOpen):
        actions.import_file(defined, path, "ads", who="ada")
    actions.import_file(defined, path, "ads", answers={"period": "2026-08"}, who="ada")
    with pytest.raises(QuestionsOpen, match="which period does it cover"):
        actions.import_file(defined, file("b.csv", undated.replace("100", "200")), "ads", who="ada")


def test_a_mapping_is_found_again_for_a_file_that_gained_or_lost_a_column(defined: Store, file: File) -> None:
    names = {"Tag": "day", "Kanal": "channel", "Klicks": "clicks"}
    actions.import_file(
        defined, file("a.csv", "Tag,Kanal,Klicks,Kosten\n2026-01-01,Suche,10,1.5\n"), "ads", rename=names, who="ada"
    )
    for name, content in {
        "gained.csv": "Tag,Kanal,Klicks,Kosten,Umsatz\n2026-01-02,Suche,11,1.5,9.5\n",
        "lost.csv": "Tag,Kanal,Klicks\n2026-01-03,Suche,12\n",
    }.items():
        actions.import_file(defined, file(name, content), "ads", who="ada")
    assert [row[2] for row in rows(defined, "ads")] == [10, 11, 12]


def test_a_column_that_has_its_name_already_is_not_renamed_like_another_files(defined: Store, file: File) -> None:
    first = "Tag,channel,visits,spend\n2026-01-01,search,10,1.5\n"
    actions.import_file(defined, file("a.csv", first), "ads", rename={"Tag": "day", "visits": "clicks"}, who="ada")
    second = "Tag,channel,visits,spend,clicks\n2026-01-02,search,50,1.5,7\n"
    actions.import_file(defined, file("b.csv", second), "ads", who="ada")
    assert defined.read('select clicks, visits from "dataset"."ads" order by day') == [(10, None), (7, 50)]


def test_a_folder_of_files_that_overlap_changes_nothing_when_it_comes_again(defined: Store, file: File) -> None:
    """Each day's export holds the last two days: the later file counts, as it did before."""
    orders = [
        Order(
            part=file(f"{day}.csv", f"{HEADER}2026-01-{day:02},search,{day}\n2026-01-{day + 1:02},search,{day}\n"),
            dataset="ads",
        )
        for day in range(1, 5)
    ]
    import_parts(defined, orders[:3], who="ada")
    report = import_parts(defined, orders, who="ada")
    assert [each.unchanged for each in report.receipts] == [True, True, True, False]
    assert [row[2] for row in rows(defined, "ads")] == [1, 2, 3, 4, 4]
    turned = import_parts(defined, orders[::-1], who="ada")
    assert [each.unchanged for each in turned.receipts] == [True, False, False, False]
    assert [row[2] for row in rows(defined, "ads")] == [1, 1, 2, 3, 4]


def test_a_personal_column_that_is_kept_this_once_is_left_out_the_next_time(defined: Store, file: File) -> None:
    def mails(day: int) -> Order:
        content = f"day,Email,clicks\n2026-01-{day:02},ann@example.com,{day}\n"
        return Order(part=file(f"{day}.csv", content), dataset="ads", keep_personal=["Email"] if day == 1 else [])

    import_parts(defined, [mails(1)], who="token x", remember_personal=False)
    import_parts(defined, [mails(2)], who="ada")
    assert defined.read('select clicks, email from "dataset"."ads" order by clicks') == [
        (1, "ann@example.com"),
        (2, None),
    ]


def test_what_a_person_keeps_stays_remembered_when_a_program_imports(defined: Store, file: File) -> None:
    def mails(day: int, keep: list[str]) -> Order:
        content = f"day,Email,clicks\n2026-01-{day:02},ann@example.com,{day}\n"
        return Order(part=file(f"{day}.csv", content), dataset="ads", keep_personal=keep)

    import_parts(defined, [mails(1, ["Email"])], who="ada")
    import_parts(defined, [mails(2, [])], who="token x", remember_personal=False)
    import_parts(defined, [mails(3, [])], who="ada")
    assert {email for (email,) in defined.read('select email from "dataset"."ads"')} == {"ann@example.com"}
