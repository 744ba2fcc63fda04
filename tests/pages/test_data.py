"""The page Data: files in, what becomes of them, and out again."""

import re
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from bsc import actions
from bsc.store import Store
from tests.pages.conftest import WHO, Visit

ADS = {"id": "ads", "name": "Ads", "time": "day", "dimensions": {"channel": "channel"}}
JULY = b"Day,Channel,Clicks\n2026-07-01,Search,10\n2026-07-02,Social,20\nTotal,,30\n"
AMBIGUOUS = b"Day,Channel,Clicks\n07/01/2026,Search,10\n07/02/2026,Social,20\n"


@pytest.fixture
def database(empty_database: Path) -> Path:
    """Return a database with one dataset that waits for its first file."""
    store = Store.open(empty_database)
    actions.apply_definitions(store, {"version": 1, "datasets": [ADS]}, WHO)
    store.close()
    return empty_database


def words(page: AppTest) -> str:
    said = (*page.markdown, *page.caption, *page.error, *page.warning, *page.info, *page.success)
    return re.sub(r"\\(.)", r"\1", "\n".join(str(each.value) for each in said))


def upload(page: AppTest, *files: tuple[str, bytes]) -> AppTest:
    page.file_uploader[0].set_value([(name, content, "text/csv") for name, content in files])
    return page.run()


def button(page: AppTest, label: str) -> Any:  # noqa: ANN401 -- the testing framework's own element
    return next(each for each in page.button if each.label.startswith(label))


def imported(
    visit: Visit, database: Path, name: str = "july.csv", content: bytes = JULY, shown: str = "Datasets"
) -> AppTest:
    page = upload(visit(database, "data.py", shown=shown), (name, content))
    button(page, "Import").click().run()
    return page


def spooled(database: Path) -> list[Path]:
    return [path for path in (database.parent / "spool").rglob("*") if path.is_file()]


def test_a_file_is_shown_before_it_is_stored(visit: Visit, database: Path) -> None:
    page = upload(visit(database, "data.py"), ("july.csv", JULY))
    assert not page.exception
    assert "Adds 2 rows and replaces nothing." in words(page)
    assert "1 – 2 Jul 2026" in words(page)
    assert list(page.dataframe[1].value["Text"]) == ["Total,,30"]
    assert Store.open(database).imports() == []


def test_the_dataset_whose_columns_match_is_suggested(visit: Visit, database: Path) -> None:
    page = upload(visit(database, "data.py"), ("july.csv", JULY))
    chosen = next(each for each in page.selectbox if each.label == "Goes into")
    assert chosen.value == "ads"


def test_one_click_imports_and_says_what_was_done(visit: Visit, database: Path) -> None:
    page = imported(visit, database)
    assert not page.exception
    assert "july.csv into Ads: 2 rows, 0 replaced, 1 line set apart, 0 rejected" in words(page)
    assert Store.open(database).read('select sum(clicks) from "dataset"."ads"') == [(30,)]
    assert spooled(database) == []


def test_the_uploaders_memory_is_given_back(visit: Visit, database: Path) -> None:
    page = visit(database, "data.py")
    before = page.file_uploader[0].key
    page = upload(page, ("july.csv", JULY))
    assert page.file_uploader[0].key != before
    assert not page.file_uploader[0].value


def test_several_files_wait_side_by_side(visit: Visit, database: Path) -> None:
    page = upload(visit(database, "data.py"), ("july.csv", JULY), ("august.csv", JULY.replace(b"-07-", b"-08-")))
    assert "july.csv" in words(page)
    assert "august.csv" in words(page)
    next(each for each in page.button if each.label == "Discard").click().run()
    assert "july.csv" not in words(page)
    (left,) = spooled(database)
    assert b"Search" not in left.read_bytes()  # what waits is sealed


def test_the_same_bytes_again_change_nothing_and_it_says_so(visit: Visit, database: Path) -> None:
    page = upload(imported(visit, database), ("copy.csv", JULY))
    assert "These bytes were imported already" in words(page)
    assert button(page, "Import").disabled


def test_days_that_come_again_are_replaced_and_it_is_said_beforehand(visit: Visit, database: Path) -> None:
    later = b"Day,Channel,Clicks\n2026-07-02,Social,25\n2026-07-03,Social,5\n"
    page = upload(imported(visit, database), ("later.csv", later))
    assert re.search(r"Replaces 1 row of july.csv imported on \d+ \w{3} \d{4}, adds 1\.", words(page))
    button(page, "Import").click().run()
    assert Store.open(database).read('select sum(clicks) from "dataset"."ads"') == [(40,)]  # 10 + 25 + 5


def test_undo_asks_first_and_brings_back_what_was_there(visit: Visit, database: Path) -> None:
    page = imported(visit, database, shown="Imports")
    button(page, "Undo").click().run()
    assert Store.open(database).shape("ads") is not None
    button(page, "Undo this import").click().run()
    assert Store.open(database).shape("ads") is None
    assert not page.exception


def test_an_ambiguous_day_is_asked_and_the_answer_remembered(visit: Visit, database: Path) -> None:
    page = upload(visit(database, "data.py"), ("ambiguous.csv", AMBIGUOUS))
    assert button(page, "Import").disabled
    page.radio[0].set_value("month first").run()
    button(page, "Import").click().run()
    assert Store.open(database).read('select max(day)::varchar from "dataset"."ads"') == [("2026-07-02",)]
    page = upload(page, ("next.csv", AMBIGUOUS.replace(b"07/", b"08/")))
    assert page.radio[0].value == "month first"
    assert not button(page, "Import").disabled


def test_a_renamed_column_is_found_again(visit: Visit, database: Path) -> None:
    page = upload(
        imported(visit, database), ("german.csv", JULY.replace(b"Clicks", b"Klicks").replace(b"-07-", b"-08-"))
    )
    renamed = next(each for each in page.selectbox if each.label == "clicks")
    renamed.set_value("Klicks").run()
    button(page, "Import").click().run()
    assert Store.open(database).read('select sum(clicks) from "dataset"."ads"') == [(60,)]


def test_a_file_without_the_datasets_time_says_so_until_the_column_is_found(visit: Visit, database: Path) -> None:
    page = upload(visit(database, "data.py"), ("german.csv", JULY.replace(b"Day", b"Tag")))
    next(each for each in page.selectbox if each.label == "Goes into").set_value("ads").run()
    assert "has no column `day`, the time column of the dataset `ads`" in words(page)
    assert button(page, "Import").disabled
    next(each for each in page.selectbox if each.label == "day").set_value("Tag").run()
    button(page, "Import").click().run()
    assert Store.open(database).read('select max(day)::varchar from "dataset"."ads"') == [("2026-07-02",)]


def test_the_tables_of_one_file_are_imported_one_by_one(visit: Visit, database: Path) -> None:
    stacked = (
        b"Day,Channel,Clicks\n2026-07-01,Search,10\n\n\nDay,Channel,Reach\n2026-08-01,Search,7\n2026-08-02,Search,8\n"
    )
    page = upload(visit(database, "data.py"), ("stacked.csv", stacked))
    assert len(page.segmented_control) == 1
    button(page, "Import 1 row").click().run()
    page.segmented_control[0].set_value("2").run()
    button(page, "Import 2 rows").click().run()
    assert not page.exception
    assert Store.open(database).read('select sum(clicks), sum(reach) from "dataset"."ads"') == [(10, 15)]


def test_personal_columns_are_left_out_unless_they_are_asked_for(visit: Visit, database: Path) -> None:
    people = b"Day,Channel,Email,Clicks\n2026-07-01,Search,ann@example.test,1\n"
    page = upload(visit(database, "data.py"), ("people.csv", people))
    assert "left out: personal" in list(page.dataframe[0].value["Read as"])
    page.multiselect[0].set_value(["Email"]).run()
    button(page, "Import").click().run()
    assert Store.open(database).read('select email from "dataset"."ads"') == [("ann@example.test",)]


def test_every_rejected_cell_is_listed(visit: Visit, database: Path) -> None:
    rows = b"".join(b"2026-07-%02d,Search,%s\n" % (day, b"x" if day < 8 else b"1") for day in range(1, 31))
    store = Store.open(database)
    store_dataset = {**ADS, "columns": {"clicks": "integer"}}
    actions.apply_definitions(store, {"version": 1, "datasets": [store_dataset]}, WHO)
    page = upload(visit(database, "data.py"), ("bad.csv", b"Day,Channel,Clicks\n" + rows))
    assert list(page.dataframe[1].value["Line"]) == [2, 3, 4, 5, 6, 7, 8]
    assert set(page.dataframe[1].value["Column"]) == {"Clicks"}
    assert not page.exception


def test_a_new_dataset_is_made_from_the_file(visit: Visit, empty_database: Path) -> None:
    page = upload(visit(empty_database, "data.py"), ("Ads 2026-07.csv", JULY))
    assert next(each for each in page.text_input if each.label == "Name").value == "Ads"
    button(page, "Create the dataset").click().run()
    button(page, "Import").click().run()
    assert not page.exception
    (dataset,) = Store.open(empty_database).scorecard().datasets
    assert (dataset.id, dataset.time, dataset.dimensions) == ("ads", "day", {"channel": "channel"})
    assert Store.open(empty_database).read('select count(*) from "dataset"."ads"') == [(2,)]


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("empty.csv", b"", "empty"),
        ("book.csv", b"PK\x03\x04" + b"\x00" * 40, "cut off"),
        ("doc.csv", b"%PDF-1.7\n%abc", "PDF"),
        ("page.csv", b"<!DOCTYPE html><html><body>Sign in</body></html>", "web page"),
        ("picture.csv", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "picture"),
        ("nul.csv", b"a,b\n1\x00,2\n", "NUL"),
    ],
)
def test_a_file_that_is_no_table_is_refused_in_a_sentence(
    visit: Visit, database: Path, name: str, content: bytes, sentence: str
) -> None:
    page = upload(visit(database, "data.py"), (name, content))
    assert not page.exception
    assert sentence in "\n".join(str(each.value) for each in page.error)
    assert Store.open(database).imports() == []
    button(page, "Discard").click().run()
    assert not page.error
    assert spooled(database) == []


def test_a_header_without_rows_cannot_be_imported(visit: Visit, database: Path) -> None:
    page = upload(visit(database, "data.py"), ("header.csv", b"Day,Channel,Clicks\n"))
    assert not page.exception
    assert button(page, "Import").disabled


def test_what_a_cell_says_is_never_markup(visit: Visit, database: Path) -> None:
    nasty = "<script>alert(1)</script> **x** $y$ :red[z].csv"
    page = upload(visit(database, "data.py"), (nasty, JULY))
    shown = next(str(each.value) for each in page.markdown if "script" in str(each.value))
    assert r"\<script\>" in shown
    assert r"\:red\[z\]" in shown


def test_a_dataset_without_rows_says_the_next_step(visit: Visit, database: Path) -> None:
    assert "Upload its export with the columns `day`, `channel`" in words(visit(database, "data.py"))


def test_only_the_open_tab_is_drawn_and_the_address_names_it(visit: Visit, database: Path) -> None:
    page = imported(visit, database, shown="Lineage")
    assert not [each for each in page.button if each.label == "Back up now"]
    page = visit(database, "data.py", shown="Backup")
    assert button(page, "Back up now")
    assert "shown=Backup" in page.code[-1].value
    assert 'There is no tab "Nothing"' in words(visit(database, "data.py", shown="Nothing"))
