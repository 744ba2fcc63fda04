"""The page Data with many files: archives, files of one kind, one action for all that are ready, recognised exports."""

import io
import zipfile
from pathlib import Path

import pytest

from bsc.actions.jobs import Jobs
from bsc.actions.waiting import Waiting
from bsc.store import Store
from bsc.ui.upload import running
from tests.pages.conftest import Visit
from tests.pages.test_data import AMBIGUOUS, JULY, button, database, spooled, upload, words

__all__ = ["database"]  # the fixture of a database with one dataset

GOOGLE_ADS = (
    b"Campaign report\n1 August 2026 - 2 August 2026\n"
    b"Campaign,Day,Currency code,Cost,Impr.,Clicks,Conversions\n"
    b'Brand,2026-08-01,EUR,"1,234.56","12,345",120,3.00\n'
    b"Brand,2026-08-02,EUR,99.90,900,9,0.50\n"
    b'Total: Account, --,EUR,"1,334.46","13,245",129,3.50\n'
)


def daily(days: range) -> list[tuple[str, bytes]]:
    return [(f"ads_{day:02}.csv", b"Day,Channel,Clicks\n2026-07-%02d,Search,10\n" % day) for day in days]


def zipped(**members: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "."), content)
    return packed.getvalue()


def test_the_members_of_an_archive_wait_one_by_one_and_what_is_no_table_is_said(visit: Visit, database: Path) -> None:
    archive = zipped(july__csv=JULY, august__csv=JULY.replace(b"-07-", b"-08-"), logo__png=b"\x89PNG\r\n\x1a\n12345")
    page = upload(visit(database, "data.py"), ("export.zip", archive))
    assert not page.exception
    assert "export.zip › july.csv" in words(page)
    assert "export.zip › august.csv" in words(page)
    assert "No tables, and left aside: export.zip › logo.png: a picture" in words(page)
    button(page, "Import all 2 files").click().run()
    assert Store.open(database).read('select sum(clicks) from "dataset"."ads"') == [(60,)]
    assert spooled(database) == []


def test_the_archive_waits_until_its_last_member_is_gone(visit: Visit, database: Path) -> None:
    archive = zipped(july__csv=JULY, august__csv=JULY.replace(b"-07-", b"-08-"))
    page = upload(visit(database, "data.py"), ("export.zip", archive))
    button(page, "Import 2 rows").click().run()
    assert len(spooled(database)) == 1
    button(page, "Import 2 rows").click().run()
    assert spooled(database) == []


def test_what_is_ready_goes_in_as_one_action_and_one_undo_takes_it_out(visit: Visit, database: Path) -> None:
    page = upload(
        visit(database, "data.py", shown="Imports"),
        ("july.csv", JULY),
        ("august.csv", JULY.replace(b"-07-", b"-08-")),
        ("ambiguous.csv", AMBIGUOUS.replace(b"07/", b"09/")),
    )
    assert "3 files · :green[●] 2 ready with 4 rows · :orange[◆] 1 needs a look" in words(page).replace("**", "")
    button(page, "Import all 2 that are ready").click().run()
    assert not page.exception
    assert "ambiguous.csv" in words(page)
    store = Store.open(database)
    assert len({line.action for line in store.imports()}) == 1
    assert store.read('select count(*) from "dataset"."ads"') == [(4,)]
    button(page, "Undo 2 files").click().run()
    button(page, "Undo all 2 imports").click().run()
    assert store.shape("ads") is None
    assert not page.exception


def test_files_of_one_kind_share_a_card_and_go_in_together(visit: Visit, database: Path) -> None:
    page = upload(visit(database, "data.py", shown="Imports"), *daily(range(1, 8)))
    assert not page.exception
    assert "7 files with the same columns" in words(page)
    assert "ads_01.csv, ads_02.csv, ads_03.csv and 4 more" in words(page)
    assert "1 – 7 Jul 2026" in words(page)
    button(page, "Import 7 files").click().run()
    assert "7 files into Ads: 7 rows, 0 replaced, 0 lines set apart, 0 rejected" in words(page)
    assert Store.open(database).read('select sum(clicks) from "dataset"."ads"') == [(70,)]
    assert button(page, "Undo 7 files")
    assert spooled(database) == []


def test_one_answer_holds_for_all_files_of_a_kind(visit: Visit, database: Path) -> None:
    unclear = [(f"{day}.csv", b"Day,Channel,Clicks\n07/%02d/2026,Search,10\n" % day) for day in range(1, 6)]
    page = upload(visit(database, "data.py"), *unclear)
    assert len(page.radio) == 1
    assert button(page, "Import 0 files").disabled
    page.radio[0].set_value("month first").run()
    button(page, "Import 5 files").click().run()
    found = Store.open(database).read('select min(day)::varchar, max(day)::varchar from "dataset"."ads"')
    assert found == [("2026-07-01", "2026-07-05")]


def test_a_file_among_many_that_is_no_table_keeps_its_own_card(visit: Visit, database: Path) -> None:
    page = upload(visit(database, "data.py"), *daily(range(1, 6)), ("report.csv", b"%PDF-1.7"))
    assert not page.exception
    assert "5 files with the same columns" in words(page)
    assert "PDF" in page.error[0].value


def test_totals_of_the_file_are_shown_as_proof_before_anything_is_stored(visit: Visit, database: Path) -> None:
    page = upload(visit(database, "data.py"), ("july.csv", JULY))
    assert "The kept rows add up to the file's own totals: Clicks" in words(page)
    page = upload(page, ("wrong.csv", JULY.replace(b"Total,,30", b"Total,,31").replace(b"-07-", b"-08-")))
    assert "The kept rows do not add up to the file's own totals" in words(page)
    assert "says 31 Clicks, the kept rows add up to 30" in words(page)
    assert Store.open(database).imports() == []


def test_a_recognised_export_brings_its_dataset_and_kpis_by_one_click(visit: Visit, empty_database: Path) -> None:
    page = upload(visit(empty_database, "data.py"), ("campaigns.csv", GOOGLE_ADS))
    assert not page.exception
    assert "Together" in words(page) or "together they mark" in words(page)
    button(page, "Create Google Ads campaigns with").click().run()
    assert not page.exception
    store = Store.open(empty_database)
    (dataset,) = store.scorecard().datasets
    assert dataset.name == "Google Ads campaigns"
    assert {kpi.dataset for kpi in store.scorecard().kpis} == {dataset.id}
    assert store.shapes()[dataset.id].rows == 2
    assert "1 dataset" in words(page)
    assert "campaigns.csv into Google Ads campaigns: 2 rows" in words(page)


def test_a_kpi_that_is_not_wanted_stays_out(visit: Visit, empty_database: Path) -> None:
    page = upload(visit(empty_database, "data.py"), ("campaigns.csv", GOOGLE_ADS))
    (brought,) = [each for each in page.pills if each.label.startswith("Brings")]
    brought.set_value(["google_ads_clicks"]).run()
    button(page, "Create Google Ads campaigns with 1 KPI and import").click().run()
    assert len(Store.open(empty_database).scorecard().kpis) == 1


def test_what_arrived_in_pieces_waits_like_any_other_file(visit: Visit, database: Path) -> None:
    page = visit(database, "data.py")
    waiting = Waiting.beside(Store.open(database))
    owner = waiting.owner_by(page.session_state["upload.ticket"])
    assert owner
    begun = waiting.begin("large.csv", length=len(JULY), owner=owner)
    waiting.append(begun.id, 0, JULY[:20])
    assert "large.csv" not in words(page.run())
    waiting.append(begun.id, 20, JULY[20:])
    assert "large.csv" in words(page.run())
    button(page, "Import 2 rows").click().run()
    assert Store.open(database).read('select sum(clicks) from "dataset"."ads"') == [(30,)]
    assert not [each for each in page.run().button if each.label == "Discard"]
    assert spooled(database) == []


def test_a_token_is_shown_once_and_can_be_revoked(visit: Visit, database: Path) -> None:
    page = visit(database, "data.py", shown="Automation")
    next(each for each in page.text_input if each.label == "New token for").set_value("Nightly CRM")
    next(each for each in page.multiselect if each.label == "May bring files into").set_value(["ads"])
    button(page, "Make the token").click().run()
    assert not page.exception
    shown = [str(each.value) for each in page.code]
    assert any(each.startswith("bsc_") for each in shown)
    assert any("dataset=ads" in each for each in shown)
    button(page, "I have copied it").click().run()
    assert not any(str(each.value).startswith("bsc_") for each in page.code)
    assert "Ads · made" in words(page)
    button(page, "Revoke").click().run()
    button(page, "Revoke this token").click().run()
    assert not page.exception
    assert "revoked" in words(page)


def test_a_token_without_a_dataset_says_what_is_missing(visit: Visit, database: Path) -> None:
    page = visit(database, "data.py", shown="Automation")
    next(each for each in page.text_input if each.label == "New token for").set_value("Nightly CRM")
    button(page, "Make the token").click().run()
    assert "a token without a dataset opens nothing" in words(page)


def test_a_kpi_names_the_imports_that_its_value_rests_on(visit: Visit, sample_database: Path) -> None:
    page = visit(sample_database, "data.py", period="2026-10", shown="Lineage")
    chosen = next(each for each in page.selectbox if each.label == "KPI")
    chosen.set_value("cost_per_click").run()
    assert not page.exception
    table = next(each.value for each in page.dataframe if "Rows used" in each.value)
    assert list(table["File"]) == ["google_ads_campaigns.csv"]
    assert list(table["Dataset"]) == ["Search ads"]
    assert "Cost per click in Oct 2026:" in words(page)


def test_the_next_export_of_a_known_kind_offers_the_kpis_that_are_not_there(visit: Visit, empty_database: Path) -> None:
    page = upload(visit(empty_database, "data.py"), ("campaigns.csv", GOOGLE_ADS))
    (brought,) = [each for each in page.pills if each.label.startswith("Brings")]
    brought.set_value(["google_ads_clicks"]).run()
    button(page, "Create Google Ads campaigns with 1 KPI and import").click().run()
    page = upload(page, ("september.csv", GOOGLE_ADS.replace(b"2026-08", b"2026-09").replace(b"August", b"September")))
    (offered,) = [each for each in page.pills if each.label.startswith("Those chosen")]
    assert offered.value == []
    offered.set_value(["google_ads_cpc"]).run()
    button(page, "Import 2 rows and add 1 KPI").click().run()
    assert not page.exception
    store = Store.open(empty_database)
    assert {kpi.id for kpi in store.scorecard().kpis} == {"google_ads_clicks", "google_ads_cpc"}
    assert store.shapes()["google_ads"].rows == 4


def test_personal_columns_of_many_files_are_named_and_left_out(visit: Visit, database: Path) -> None:
    people = [
        (f"{day}.csv", b"Day,Channel,Email,Clicks\n2026-07-%02d,Search,a@b.test,1\n" % day) for day in range(1, 6)
    ]
    page = upload(visit(database, "data.py"), *people)
    (kept,) = [each for each in page.multiselect if each.label == "Personal columns are left out. Keep"]
    assert kept.options == ["Email"]
    button(page, "Import 5 files").click().run()
    columns = [column.name for column in Store.open(database).shapes()["ads"].columns]
    assert columns == ["day", "channel", "clicks"]


def test_files_of_one_kind_with_a_renamed_column_are_mapped_once_for_all(visit: Visit, database: Path) -> None:
    page = upload(visit(database, "data.py"), ("july.csv", JULY))
    button(page, "Import 2 rows").click().run()
    german = [(f"{day}.csv", b"Day,Channel,Klicks\n2026-08-%02d,Search,7\n" % day) for day in range(1, 6)]
    page = upload(page, *german)
    next(each for each in page.selectbox if each.label == "clicks").set_value("Klicks").run()
    assert "Adds 5 rows and replaces nothing." in words(page)
    button(page, "Import 5 files").click().run()
    assert Store.open(database).read('select sum(clicks) from "dataset"."ads"') == [(65,)]  # 30 + 5 × 7


def test_an_import_that_is_stopped_leaves_nothing_and_the_file_waits_on(
    visit: Visit, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = upload(visit(database, "data.py"), ("july.csv", JULY))
    store = Store.open(database)
    monkeypatch.setattr(running, "PATIENCE_S", 0.0)
    with store.change():  # somebody else's change goes on: the import waits for its turn
        button(page, "Import 2 rows").click().run()
        assert button(page, "Cancel")
        assert "july.csv" not in words(page).replace("Importing july.csv", "")
        button(page, "Cancel").click().run()
        (job, *_) = Jobs.beside(store).recent()
        assert job.wait(30)
    page.run()
    assert not page.exception
    assert "Importing july.csv: stopped on request – nothing of it was kept" in words(page)
    assert store.imports() == []
    assert button(page, "Import 2 rows")
