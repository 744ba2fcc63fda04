"""What a file does not say is asked, and what a dataset's definition says is taken; the period comes from its place."""

import json
from datetime import date

import duckdb
import pytest

from bsc.errors import BscError, QuestionsOpen
from bsc.intake import Hints
from bsc.model.words import ColumnType
from tests.intake.conftest import See

BY_CHANNEL = "channel,visitors\nDirect,10\nEmail,5\n"


def test_a_point_before_three_digits_is_asked(see: See) -> None:
    content = "day,amount\n2026-08-01,12.345\n2026-08-02,1.234\n"
    seen = see(content)
    assert seen.asked == ["amount"]
    assert seen.inspection.questions[0].choices == ("thousands", "decimal")
    assert see(content, answers={"amount": "thousands"}).values("amount") == [12345, 1234]
    assert see(content, answers={"amount": "decimal"}).values("amount") == [12.345, 1.234]


def test_an_unanswered_column_is_text_and_has_no_sum(see: See) -> None:
    seen = see("day,amount\n2026-08-01,12.345\n")
    assert (seen.values("amount"), dict(seen.table.sums)) == (["12.345"], {})


@pytest.mark.parametrize(
    "content",
    [
        'day,n,price\n2026-08-01,12.345,"1,50"\n',
        "day;n\n2026-08-01;12.345\n",
        "Tag,Klicks\n2026-08-01,12.345\n",
        "jour,clics\n2026-08-01,12.345\n",
    ],
    ids=["another column", "semicolons", "German words", "French words"],
)
def test_other_evidence_in_the_file_decides_for_thousands(see: See, content: str) -> None:
    seen = see(content)
    assert (seen.asked, list(seen.rows[0].values())[1]) == ([], 12345)


def test_a_comma_in_an_english_file_is_between_thousands(see: See) -> None:
    assert see('day,amount\n2026-08-01,"2,500"\n2026-08-02,15000\n').values("amount") == [2500, 15000]


def test_a_declared_type_does_not_answer_a_question(see: See) -> None:
    number = Hints(column_types={"amount": ColumnType.NUMBER, "day": ColumnType.DATE})
    assert see("day,amount\n03/04/2026,1.234\n", hints=number).asked == ["day", "amount"]


def test_one_answer_holds_for_days_of_the_same_style(see: See) -> None:
    content = "created,closed\n03/04/2026,05/06/2026\n"
    assert see(content).asked == ["created"]
    row = see(content, answers={"created": "day first"}).rows[0]
    assert (row["created"], row["closed"]) == (date(2026, 4, 3), date(2026, 6, 5))


def test_what_the_cells_prove_is_stronger_than_an_old_answer(see: See) -> None:
    assert see("day\n03/25/2026\n", answers={"day": "day first"}).values("day") == [date(2026, 3, 25)]


@pytest.mark.parametrize(
    ("name", "period"),
    [
        ("channels 2026-08.csv", (date(2026, 8, 1), date(2026, 8, 31))),
        ("channels_20260801-20260815.csv", (date(2026, 8, 1), date(2026, 8, 15))),
        ("channels 2026-08-01 to 2026-08-15.csv", (date(2026, 8, 1), date(2026, 8, 15))),
        ("channels-2026-Q3.csv", (date(2026, 7, 1), date(2026, 9, 30))),
    ],
)
def test_a_file_without_a_day_takes_its_period_from_its_name(see: See, name: str, period: tuple[date, date]) -> None:
    seen = see(BY_CHANNEL, name)
    assert (seen.asked, seen.table.period, seen.table.time) == ([], period, "period_start")
    assert seen.values("period_start") == [period[0]] * 2


def test_one_day_in_a_name_may_be_that_of_the_export_and_is_asked(see: See) -> None:
    assert see(BY_CHANNEL, "channels-2026-08-31.csv").asked == ["period"]


@pytest.mark.parametrize(
    ("answer", "period"),
    [
        ("2026-08", (date(2026, 8, 1), date(2026, 8, 31))),
        ("2026-08-01..2026-08-15", (date(2026, 8, 1), date(2026, 8, 15))),
        ("2026-Q1", (date(2026, 1, 1), date(2026, 3, 31))),
    ],
)
def test_the_period_can_be_answered(see: See, answer: str, period: tuple[date, date]) -> None:
    assert see(BY_CHANNEL, answers={"period": answer}).table.period == period


def test_a_period_that_is_none_is_said(see: See) -> None:
    with pytest.raises(BscError, match='period "august" is not one'):
        see(BY_CHANNEL, answers={"period": "august"})


@pytest.mark.parametrize(
    "preamble",
    [
        "# Start date: 20260801\n# End date: 20260831\n",
        "# 20260801-20260831\n",
        "Report\n1 August 2026 - 31 August 2026\n",
        'Report\n"1. August 2026 - 31. August 2026"\n',
        "Report\nAug 1 – 31, 2026\n",
        'Report\n"August 1, 2026 - August 31, 2026"\n',
        "Report\nAugust 2026\n",
        "# Date de début : 20260801\n# Date de fin : 20260831\n",
    ],
)
def test_the_period_above_the_table_is_understood(see: See, preamble: str) -> None:
    seen = see(preamble + BY_CHANNEL)
    assert (seen.asked, seen.table.period) == ([], (date(2026, 8, 1), date(2026, 8, 31)))
    assert seen.table.sums == {"visitors": 15}


def test_a_dataset_that_is_only_looked_up_needs_no_period(see: See) -> None:
    assert see("id,plan\n1,a\n", hints=Hints(timeless=True)).asked == []


def test_a_dataset_that_is_only_looked_up_gets_no_period_column(see: See) -> None:
    assert see("id,plan\n1,a\n", "customers 2026-08.csv", Hints(timeless=True)).rows == [
        {"id": 1, "plan": "a", "_line": 2}
    ]


def test_an_english_tag_is_no_german_day(see: See) -> None:
    assert see('tag,amount,day\na,"1,234",2026-08-01\n').values("amount") == [1234]


def test_the_time_column_of_the_dataset_is_taken(see: See) -> None:
    content = "created,closed\n2026-08-01,2026-08-20\n"
    assert see(content).table.time == "created"
    assert see(content, hints=Hints(time="closed")).table.period == (date(2026, 8, 20), date(2026, 8, 20))


def test_months_and_weeks_cover_their_last_day(see: See) -> None:
    assert see("month,n\n2026-08,5\n").table.period == (date(2026, 8, 1), date(2026, 8, 31))
    assert see("week,n\n2026-W33,5\n").table.period == (date(2026, 8, 10), date(2026, 8, 16))


def test_renamed_columns_are_stored_under_the_dataset_s_names(see: See) -> None:
    hints = Hints(rename={"Kosten": "cost", "tag": "day"}, column_types={"cost": ColumnType.NUMBER})
    seen = see("Tag;Kosten\n01.08.2026;5\n", hints=hints)
    assert seen.rows == [{"day": date(2026, 8, 1), "cost": 5.0, "_line": 2}]
    assert [column.name for column in seen.table.columns] == ["Tag", "Kosten"]


@pytest.mark.parametrize(
    ("header", "cell"),
    [
        ("First Name", "Pat"),
        ("E-Mail-Adresse", "x"),
        ("Billing Street", "Main St 1"),
        ("Phone", "12345"),
        ("IP Address", "10.0.0.1"),
        ("contact", "pat@example.test"),
        ("where", "192.168.1.20"),
        ("reach me", "+49 151 2345678"),
    ],
)
def test_persons_are_recognised_by_header_or_content(see: See, header: str, cell: str) -> None:
    content = f"day,{header}\n2026-08-01,{cell}\n"
    column = see(content).table.column(header)
    assert column is not None
    assert column.personal
    assert column.stored not in see(content).rows[0]
    assert see(content, hints=Hints(keep_personal=frozenset({header}))).rows[0].keys() >= {column.stored}


@pytest.mark.parametrize("header", ["Campaign name", "Name", "Emails sent", "Product name", "Web address", "Shipping"])
def test_things_are_no_persons(see: See, header: str) -> None:
    column = see(f"day,{header}\n2026-08-01,5\n").table.column(header)
    assert column is not None
    assert not column.personal


def test_the_same_table_comes_out_of_the_database(see: See) -> None:
    table = see("day,created,n,share,won,name\n2026-08-01,2026-08-01 10:00,1,5%,true,a\n").table
    with duckdb.connect() as connection:
        rows = connection.execute("select * from read_parquet(?)", [str(table.typed)])
        types = [str(column[1]) for column in rows.description]
    assert types == ["DATE", "TIMESTAMP", "BIGINT", "DOUBLE", "BOOLEAN", "VARCHAR", "BIGINT"]


def test_an_open_question_without_choices_reads_as_a_sentence(see: See) -> None:
    message = str(QuestionsOpen(see(BY_CHANNEL).inspection.questions))
    assert message.endswith("Write 2026-08, 2026-Q3 or 2026-08-01..2026-08-31")


def test_the_document_of_a_file_is_stable(see: See) -> None:
    document = see("day,n\n2026-08-01,5\n2026-08-02,x\n2026-08-03,6\nTotal,11\n", "ads.csv").inspection.document()
    assert json.loads(json.dumps(document)) == {
        "encoding": "UTF-8",
        "delimiter": ",",
        "system": "",
        "questions": [],
        "tables": [
            {
                "name": "ads",
                "rows": 3,
                "period": ["2026-08-01", "2026-08-03"],
                "time": "day",
                "columns": [
                    {"name": "day", "stored": "day", "type": "date", "personal": False, "note": ""},
                    {"name": "n", "stored": "n", "type": "integer", "personal": False, "note": ""},
                ],
                "sums": {"n": 11.0},
                "dropped": [{"line": 5, "reason": "a total", "text": "Total,11"}],
                "rejects": [{"line": 3, "column": "n", "text": "x", "reason": "is not a number like 1,234.56"}],
                "notes": [],
                "recognition": None,
                "proofs": [{"line": 5, "label": "Total", "column": "n", "stated": 11, "kept": 11, "agrees": True}],
            }
        ],
    }
