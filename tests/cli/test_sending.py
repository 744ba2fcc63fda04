"""`bsc import --server`: the same, into a running app."""

import json
import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from bsc.cli import main
from bsc.cli.remote import Server as Remote
from bsc.cli.saying import Said
from bsc.cli.sending import Wanted, send
from bsc.errors import BscError
from tests.api.server import ROOT, Server
from tests.cli.test_importing import large

HEADER = "day,channel,audience,impressions,clicks,cost\n"
AMBIGUOUS = HEADER + "03/04/2026,search,Newcomer,10,1,1\n05/04/2026,social,Newcomer,10,1,1\n"


def bsc(server: Server, *arguments: object, by: str = "ads", given: bytes = b"") -> Result:
    return CliRunner().invoke(
        main,
        ["import", *map(str, arguments), "--server", server.address],
        env={"BSC_TOKEN": server.tokens.get(by, by), "BSC_DATABASE": "/nowhere/at/all.duckdb"},
        input=given,
    )


def came(result: Result) -> dict[str, Any]:
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def ads(folder: Path, number: int, name: str = "ads.csv") -> Path:
    path = folder / name
    path.write_text(f"{HEADER}2026-12-{number:02},search,Newcomer,1000,10,5\n", encoding="utf-8")
    return path


def left(server: Server) -> list[str]:
    return [path.name for path in server.database.parent.rglob("*.sealed")]


def test_a_file_goes_into_the_running_app(server: Server, tmp_path: Path) -> None:
    receipt = came(bsc(server, ads(tmp_path, 1), "--dataset", "ads", "--format", "json"))
    assert (receipt["file"], receipt["rows"]) == ("ads.csv", 1)
    assert server.ask("GET", f"/api/imports/{receipt['import']}").json()["who"] == "token ads"
    assert left(server) == []


def test_people_read_the_same_sentence_as_without_a_server(server: Server, tmp_path: Path) -> None:
    result = bsc(server, ads(tmp_path, 2), "--dataset", "ads")
    assert "ads.csv" in result.stdout
    assert "1 row, 0 replaced" in result.stdout


def test_a_folder_is_one_action_there_too(server: Server, tmp_path: Path) -> None:
    (tmp_path / "week").mkdir()
    ads(tmp_path, 3, "3.csv")
    ads(tmp_path, 4, "week/4.csv")
    report = came(bsc(server, tmp_path, "--dataset", "ads", "--format", "json"))
    assert [receipt["file"] for receipt in report["receipts"]] == ["3.csv", "week/4.csv"]


def test_standard_input_goes_up_without_touching_the_disk_here(server: Server, tmp_path: Path) -> None:
    text = ads(tmp_path, 5).read_bytes()
    receipt = came(bsc(server, "-", "--name", "crm.csv", "--dataset", "ads", "--format", "json", given=text))
    assert (receipt["file"], receipt["rows"]) == ("crm.csv", 1)


def test_a_question_is_asked_and_answered_as_without_a_server(server: Server, tmp_path: Path) -> None:
    path = tmp_path / "ambiguous.csv"
    path.write_text(AMBIGUOUS, encoding="utf-8")
    asked = bsc(server, path, "--dataset", "ads")
    assert asked.exit_code == 2
    assert "--answer" in asked.stderr
    assert left(server) == []
    assert "day first, month first" in asked.stderr
    receipt = came(bsc(server, path, "--dataset", "ads", "--answer", "day=day first", "--format", "json"))
    assert receipt["rows"] == 2


@pytest.mark.parametrize(
    ("dataset", "by", "sentence"),
    [("orders", "ads", "not for dataset"), ("ads", "bsc_0123456789ab_x", "not valid"), ("ads", " ", "needs a token")],
)
def test_what_the_server_refuses_is_a_sentence(
    server: Server, tmp_path: Path, dataset: str, by: str, sentence: str
) -> None:
    result = bsc(server, ads(tmp_path, 6), "--dataset", dataset, by=by)
    assert (result.exit_code, result.stdout) == (2, "")
    assert sentence in result.stderr
    assert left(server) == []


def test_a_file_that_is_no_table_is_named(server: Server, tmp_path: Path) -> None:
    path = tmp_path / "page.csv"
    path.write_text("<html><body>Sign in</body></html>\n", encoding="utf-8")
    result = bsc(server, path, "--dataset", "ads")
    assert result.exit_code == 2
    assert "page.csv" in result.stderr
    assert left(server) == []


def test_a_file_that_went_away_is_said_and_leaves_nothing_there(server: Server, tmp_path: Path) -> None:
    gone = tmp_path / "gone.csv"
    files = Wanted(
        files=[ads(tmp_path, 9), gone], dataset="ads", name="", said=Said({}, {}, (), None), skip_refused=True
    )
    with pytest.raises(BscError, match=r"gone\.csv cannot be read: No such file"):
        send(Remote(server.address, server.tokens["ads"]), files)
    assert left(server) == []


def test_the_token_may_stand_in_a_file(server: Server, tmp_path: Path) -> None:
    (tmp_path / "token").write_text(server.tokens["ads"] + "\n", encoding="utf-8")
    result = bsc(server, ads(tmp_path, 7), "--dataset", "ads", "--token-file", tmp_path / "token", by="wrong")
    assert result.exit_code == 0, result.output


def test_ctrl_c_stops_the_import_there_and_leaves_nothing(server: Server, tmp_path: Path) -> None:
    before = server.ask("GET", "/api/health", by="").json()["data_version"]
    file = large(tmp_path)
    near, far = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", "from bsc.cli import main; main()", "import", str(file), "--dataset", "ads",
         "--server", server.address],
        stdout=subprocess.PIPE, stderr=far, cwd=ROOT, env={**os.environ, "BSC_TOKEN": server.tokens["ads"]},
    )  # fmt: skip
    os.close(far)
    seen = b""
    deadline = time.monotonic() + 60
    while b"reading large.csv" not in seen and time.monotonic() < deadline:
        seen += os.read(near, 4096)
    assert b"sending large.csv" in seen
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=60) == 130
    while b"nothing was imported" not in seen:
        seen += os.read(near, 4096)
    os.close(near)
    assert process.stdout is not None
    assert process.stdout.read() == b""
    process.stdout.close()
    assert server.ask("GET", "/api/health", by="").json()["data_version"] == before
    assert left(server) == []
