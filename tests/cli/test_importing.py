"""`bsc import` of folders, archives and standard input: one action, one undo."""

import gzip
import io
import json
import os
import pty
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from bsc.cli import main
from tests.cli.command_line import CommandLine, small_company

HEADER = "day,channel,audience,impressions,clicks,cost\n"


def day(number: int, month: int = 11) -> str:
    return f"2026-{month:02}-{number:02},search,Newcomer,1000,10,5\n"


@pytest.fixture
def bsc(tmp_path: Path) -> CommandLine:
    return small_company(tmp_path)


def month_of_files(folder: Path) -> Path:
    """Return a folder of 28 daily files, some in folders of their own, some packed, and one that is no table."""
    for number in range(1, 29):
        place = folder / f"2026-11-{number:02}.csv"
        if number % 7 == 0:
            place = folder / "week" / f"{number:02}.csv.gz"
        place.parent.mkdir(parents=True, exist_ok=True)
        text = (HEADER + day(number)).encode()
        place.write_bytes(gzip.compress(text) if place.suffix == ".gz" else text)
    (folder / "notes.docx").write_bytes(b"PK\x03\x04")
    return folder


def clicks(bsc: CommandLine) -> str:
    return bsc.says("actuals", "--kpi", "clicks", "--format", "csv")


def report(bsc: CommandLine, *arguments: object) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(bsc.says("import", *arguments, "--format", "json"))
    return found


def test_a_folder_is_one_action_and_one_undo(bsc: CommandLine, tmp_path: Path) -> None:
    before = clicks(bsc)
    came = report(bsc, month_of_files(tmp_path / "november"), "--dataset", "ads")
    assert sum(receipt["rows"] for receipt in came["receipts"]) == 28
    assert "ads,2026-11-01,280" in clicks(bsc).replace("clicks,", "ads,")
    listed = json.loads(bsc.says("imports", "--format", "json"))
    assert [line["action"] for line in listed].count(came["action"]) == 28
    assert "28 imports" in bsc.says("undo", "--action", came["action"])
    assert clicks(bsc) == before
    assert "already" in bsc.refuses("undo", "--action", came["action"])


def test_what_a_folder_holds_beside_is_named(bsc: CommandLine, tmp_path: Path) -> None:
    result = bsc("import", month_of_files(tmp_path / "november"), "--dataset", "ads")
    assert result.exit_code == 0
    assert "notes.docx" in result.stderr


def test_one_bad_file_of_many_stops_all_of_them(bsc: CommandLine, tmp_path: Path) -> None:
    before = bsc.says("imports", "--format", "json")
    folder = month_of_files(tmp_path / "november")
    (folder / "zz.csv").write_text("<html><body>Sign in</body></html>\n", encoding="utf-8")
    assert "zz.csv" in bsc.refuses("import", folder, "--dataset", "ads")
    assert bsc.says("imports", "--format", "json") == before


def test_bad_files_can_be_left_out_and_are_said(bsc: CommandLine, tmp_path: Path) -> None:
    folder = month_of_files(tmp_path / "november")
    (folder / "zz.csv").write_text("<html><body>Sign in</body></html>\n", encoding="utf-8")
    (folder / "zz.zip").write_bytes(b"PK\x03\x04cut")
    result = bsc("import", folder, "--dataset", "ads", "--skip-refused", "--format", "json")
    assert result.exit_code == 1
    came = json.loads(result.stdout)
    assert len(came["receipts"]) == 28
    assert sorted(each["file"] for each in came["refused"]) == ["zz.csv", "zz.zip"]
    assert all(each["why"] for each in came["refused"])


def test_the_members_of_an_archive_go_in_together(bsc: CommandLine, tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for number in (1, 2):
            archive.writestr(f"{number}.csv", HEADER + day(number))
    (tmp_path / "export.zip").write_bytes(packed.getvalue())
    came = report(bsc, tmp_path / "export.zip", "--dataset", "ads")
    assert [receipt["file"] for receipt in came["receipts"]] == ["export.zip › 1.csv", "export.zip › 2.csv"]


def test_standard_input_is_a_file_with_a_name(bsc: CommandLine) -> None:
    given = (HEADER + day(1)).encode()
    result = CliRunner().invoke(
        main,
        ["--database", str(bsc.database), "import", "-", "--name", "crm.csv", "--dataset", "ads", "--format", "json"],
        input=given,
    )
    assert result.exit_code == 0, result.output
    assert (json.loads(result.stdout)["file"], json.loads(result.stdout)["rows"]) == ("crm.csv", 1)
    assert not list(bsc.folder.rglob("*.sealed"))


def test_a_folder_without_a_table_is_said(bsc: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert "nothing to import" in bsc.refuses("import", tmp_path / "empty", "--dataset", "ads")


def test_inspect_looks_at_every_text_of_an_archive(bsc: CommandLine, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "export.zip", "w") as archive:
        archive.writestr("ads.csv", HEADER + day(1))
        archive.writestr("orders.csv", "order_id,ordered,amount\no1,2026-03-01,75\n")
    looked = json.loads(bsc.says("inspect", tmp_path / "export.zip", "--format", "json"))
    assert [(each["name"], each["tables"][0]["rows"]) for each in looked] == [
        ("export.zip › ads.csv", 1),
        ("export.zip › orders.csv", 1),
    ]


def test_undo_takes_an_import_or_an_action(bsc: CommandLine) -> None:
    assert "name an import, or an action" in bsc.refuses("undo")
    assert "name an import, or an action" in bsc.refuses("undo", "1", "--action", "1")


def large(folder: Path) -> Path:
    """Return a file of 2.4 million rows: an import that lasts long enough to be stopped."""
    path = folder / "large.csv"
    block = "".join(
        f"2026-{month:02}-{number:02},c{each},Newcomer,10,1,1\n"
        for each in range(1000)
        for month in range(1, 13)
        for number in range(1, 21)
    )
    with path.open("w", encoding="utf-8") as file:
        file.write(HEADER)
        for _ in range(10):
            file.write(block)
    return path


def test_ctrl_c_leaves_nothing_and_a_terminal_sees_progress(bsc: CommandLine, tmp_path: Path) -> None:
    before = bsc.says("imports", "--format", "json")
    file = large(tmp_path)
    near, far = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", "from bsc.cli import main; main()", "--database", str(bsc.database), "import", str(file),
         "--dataset", "ads"],
        stdout=subprocess.PIPE, stderr=far, cwd=Path(__file__).resolve().parents[2],
    )  # fmt: skip
    os.close(far)
    seen = b""
    deadline = time.monotonic() + 60
    while b"%" not in seen and time.monotonic() < deadline:
        seen += os.read(near, 4096)
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=60) == 130
    while b"nothing was imported" not in seen:
        seen += os.read(near, 4096)
    os.close(near)
    assert b"Traceback" not in seen
    assert process.stdout is not None
    assert process.stdout.read() == b""
    process.stdout.close()
    assert bsc.says("imports", "--format", "json") == before
    assert [path.name for path in (bsc.folder / "spool").rglob("*") if path.is_file()] == []
