"""The imports by action: what came in together is one line and one undo."""

from datetime import date, datetime, timedelta

from bsc.store import ImportLine
from bsc.views.history import import_actions

MONDAY = datetime(2026, 8, 3, 9, 30)  # noqa: DTZ001 -- the store's times are naive UTC


def imported(number: int, action: int, day: int, *, undone: bool = False, dataset: str = "ads") -> ImportLine:
    at = MONDAY + timedelta(minutes=action)
    return ImportLine(
        id=number,
        dataset=dataset,
        file=f"ads_{day:02}.csv",
        sha256="",
        at=at,
        who="Ann",
        period=(date(2026, 7, day), date(2026, 7, day)),
        rows=10,
        replaced=1,
        dropped=2,
        rejects=0,
        undone_at=at + timedelta(days=1) if undone else None,
        action=action,
    )


def test_a_month_of_files_is_one_line() -> None:
    (found,) = import_actions([imported(number, 5, number) for number in range(31, 0, -1)])
    assert found.files == "ads_01.csv, ads_02.csv and 29 more files"
    assert found.period == (date(2026, 7, 1), date(2026, 7, 31))
    assert (found.total("rows"), found.total("replaced"), found.total("dropped")) == (310, 31, 62)
    assert len(found.active) == 31


def test_the_newest_action_comes_first_however_its_lines_are_mixed() -> None:
    lines = [imported(3, 3, 3), imported(2, 1, 2), imported(1, 1, 1)]
    assert [each.number for each in import_actions(lines)] == [3, 1]
    assert import_actions(lines)[1].files == "ads_01.csv and ads_02.csv"


def test_an_action_is_undone_when_none_of_its_imports_counts() -> None:
    half = import_actions([imported(1, 1, 1, undone=True), imported(2, 1, 2)])[0]
    assert half.undone_at is None
    assert [line.id for line in half.active] == [2]
    whole = import_actions([imported(1, 1, 1, undone=True), imported(2, 1, 2, undone=True)])[0]
    assert whole.undone_at == MONDAY + timedelta(days=1, minutes=1)


def test_the_datasets_of_an_action_are_named_once() -> None:
    lines = [imported(1, 1, 1), imported(2, 1, 2, dataset="mail"), imported(3, 1, 3)]
    assert import_actions(lines)[0].datasets == ("ads", "mail")
