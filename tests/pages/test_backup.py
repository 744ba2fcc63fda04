"""The page Data: a backup taken while the app holds the database."""

from pathlib import Path

from bsc import actions
from bsc.store import Store
from bsc.ui.backups import FOLDER
from tests.pages.conftest import Visit


def test_a_backup_taken_in_the_app_holds_everything(visit: Visit, template_database: Path, tmp_path: Path) -> None:
    page = visit(template_database, "data.py", shown="Backup")
    page.button(key="back_up").click().run()
    assert not page.exception
    (taken,) = (template_database.parent / FOLDER).glob("*.duckdb")
    assert any(taken.name.replace(".", "\\.") in str(said.value).replace("\\-", "-") for said in page.caption)
    held = Store.open(template_database).scorecard()
    restored = tmp_path / "restored.duckdb"
    actions.restore(taken, restored)
    copy = Store.open(restored)
    assert copy.scorecard() == held
    copy.close()


def test_a_folder_that_cannot_be_written_is_said(visit: Visit, template_database: Path) -> None:
    (template_database.parent / FOLDER).write_text("in the way")
    page = visit(template_database, "data.py", shown="Backup")
    page.button(key="back_up").click().run()
    assert not page.exception
    assert "cannot be written" in page.error[0].value
