"""The dataset that is proposed for a file of an unknown kind."""

from dataclasses import dataclass

from bsc.model.words import ColumnType
from bsc.views.new_dataset import proposal


@dataclass(frozen=True)
class Column:
    name: str
    type: ColumnType = ColumnType.TEXT
    personal: bool = False
    examples: tuple[str, ...] = ("a", "b")


DAY = Column("Day", ColumnType.DATE)


def test_id_and_name_come_from_the_file_without_its_dates() -> None:
    found = proposal("Ads export 2026-08.csv", [DAY], {"ads_export"})
    assert (found.id, found.name) == ("ads_export_2", "Ads export")


def test_a_name_of_digits_only_still_gives_an_id() -> None:
    assert proposal("2026-08.csv", [DAY], ()).id == "dataset"
    assert proposal("123.csv", [DAY], ()).id == "n_123"
    assert proposal("数据.csv", [DAY], ()).id.startswith("d_")


def test_the_time_is_the_date_that_is_named_like_a_day() -> None:
    columns = [Column("Updated", ColumnType.TIMESTAMP), Column("Created at", ColumnType.TIMESTAMP), Column("Day")]
    assert proposal("x.csv", columns, ()).time == "Created at"
    assert proposal("x.csv", [Column("Day")], ()).time is None


def test_what_can_be_filtered_by_is_text_that_is_named_so_and_not_personal() -> None:
    columns = [
        DAY,
        Column("Channel"),
        Column("Campaign spend", ColumnType.NUMBER),
        Column("Source name", personal=True),
    ]
    assert proposal("x.csv", columns, ()).dimensions == {"channel": "Channel"}


def test_a_key_is_proposed_only_when_the_rows_begin_with_their_id() -> None:
    assert proposal("x.csv", [Column("Ticket ID"), DAY], ()).key == ("Ticket ID",)
    assert proposal("x.csv", [DAY, Column("Campaign ID")], ()).key == ()
    assert proposal("x.csv", [], ()).key == ()
