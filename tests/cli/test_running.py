"""Definitions in and out, backup and restore, the sample company, and two processes at one database."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from click.testing import CliRunner

from bsc.cli import main
from bsc.store import Store
from tests.cli.command_line import CommandLine, small_company
from tests.views.small_company import SCORECARD

START_S = 120.0


@pytest.fixture
def bsc(tmp_path: Path) -> CommandLine:
    return CommandLine(tmp_path)


def test_export_then_apply_changes_nothing(bsc: CommandLine) -> None:
    bsc.says("apply", bsc.file("scorecard.yaml", SCORECARD))
    written = bsc.folder / "exported.yaml"
    bsc.says("export", written)
    assert bsc.says("export") == written.read_text(encoding="utf-8")
    before = bsc.says("export")
    assert "nothing" in bsc.says("apply", written)
    assert bsc.says("export") == before


def test_notes_travel_as_json_and_stay_out_of_a_file_for_git(bsc: CommandLine) -> None:
    note = (
        "records: {notes: [{uid: n1, about: {kind: journey}, day: 2026-03-02, text: It rains, who: ada,"
        " at: 2026-03-02 08:00:00}]}"
    )
    assert "1 note" in bsc.says("apply", bsc.file("scorecard.yaml", f"{SCORECARD}\n{note}\n"))
    written = bsc.folder / "exported.json"
    bsc.says("export", written)
    assert json.loads(written.read_text(encoding="utf-8"))["records"]["notes"][0]["text"] == "It rains"
    assert bsc.says("export", "--format", "json") == written.read_text(encoding="utf-8")
    assert "nothing" in bsc.says("apply", written)
    assert "It rains" not in bsc.says("export", "--definitions-only")


def test_apply_says_what_it_changed(bsc: CommandLine) -> None:
    bsc.says("apply", bsc.file("scorecard.yaml", SCORECARD))
    assert "1 changed" in bsc.says("apply", bsc.file("new.yaml", SCORECARD.replace("name: Cost,", "name: Ad cost,")))


def test_every_problem_of_a_file_is_listed_and_nothing_taken(bsc: CommandLine) -> None:
    bsc.says("apply", bsc.file("scorecard.yaml", SCORECARD))
    before = bsc.says("export")
    broken = SCORECARD.replace("objective: reach,", "objective: rech,").replace("median(amount)", "medien(amount)")
    refusal = bsc.refuses("apply", bsc.file("broken.yaml", broken))
    assert "did you mean `reach`?" in refusal
    assert "kpis[3].formula" in refusal
    assert bsc.says("export") == before


@pytest.mark.parametrize("content", [b"stages: [", b"a: 1\na: 2\n", b"\xff\xfe\x00\x01", b"- just a list\n"])
def test_what_is_no_scorecard_is_refused(bsc: CommandLine, content: bytes) -> None:
    file = bsc.folder / "odd.yaml"
    file.write_bytes(content)
    assert "Traceback" not in bsc.refuses("apply", file)


def test_an_export_that_cannot_be_written_says_so(bsc: CommandLine) -> None:
    bsc.says("apply", bsc.file("scorecard.yaml", SCORECARD))
    assert "cannot be written" in bsc.refuses("export", bsc.folder / "nowhere" / "scorecard.yaml")


def test_a_backup_brings_everything_back(tmp_path: Path) -> None:
    bsc = small_company(tmp_path)
    before = bsc.says("actuals", "--format", "csv")
    bsc.says("backup", bsc.folder / "copy.duckdb")
    bsc.says("undo", 1)
    assert bsc.says("actuals", "--format", "csv") != before
    bsc.says("restore", bsc.folder / "copy.duckdb")
    assert bsc.says("actuals", "--format", "csv") == before


def test_what_is_no_backup_is_not_restored(tmp_path: Path) -> None:
    bsc = small_company(tmp_path)
    before = bsc.says("export")
    bsc.refuses("restore", bsc.file("letter.txt", "Dear all,"))
    assert bsc.says("export") == before


def test_the_database_may_come_from_the_environment(bsc: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    bsc.says("apply", bsc.file("scorecard.yaml", SCORECARD))
    monkeypatch.setenv("BSC_DATABASE", str(bsc.database))
    assert "order_value" in CliRunner().invoke(main, ["export"]).stdout


def test_the_sample_company_goes_into_an_empty_database_only(bsc: CommandLine) -> None:
    bsc.says("demo")
    journey = json.loads(bsc.says("scores", "--format", "json"))
    assert len(journey["stages"]) == 7
    assert journey["coverage"] > 0.8
    assert "not empty" in bsc.refuses("demo")


def test_the_sample_company_can_be_seen_through_a_smaller_template(bsc: CommandLine) -> None:
    assert "11 files" in bsc.says("demo", "--template", "interest_phase")
    assert "name: Interest phase" in bsc.says("export")
    assert "onbording" in bsc.refuses("demo", "--template", "onbording")


@pytest.mark.parametrize("host", ["192.0.2.1", "2001:db8::1", "no-such-host.invalid"])
def test_an_address_of_another_machine_is_not_called_taken(bsc: CommandLine, host: str) -> None:
    said = bsc.refuses("serve", "--host", host)
    assert f"port 8501 of {host} cannot be listened on" in said
    assert "taken" not in said


def test_a_taken_port_is_said_before_anything_starts(bsc: CommandLine) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert f"port {port} on 127.0.0.1 is taken" in bsc.refuses("serve", "--port", port)
    assert not bsc.database.exists()


def test_who_writes_while_another_process_holds_the_file_is_told_in_one_sentence(bsc: CommandLine) -> None:
    store = Store.open(bsc.database)
    try:
        for arguments in (["apply", str(bsc.file("scorecard.yaml", SCORECARD))], ["scores"]):
            process = subprocess.run(
                [sys.executable, "-c", "from bsc.cli import main; main()", "--database", str(bsc.database), *arguments],
                capture_output=True,
                text=True,
                timeout=180,
                check=False,
            )
            assert (process.returncode, process.stdout) == (2, "")
            assert len(process.stderr.strip().splitlines()) == 1
            assert str(bsc.database) in process.stderr
        assert store.definitions_version() == 0
    finally:
        store.close()


def test_serve_starts_the_app_and_ends_with_its_signal(bsc: CommandLine) -> None:
    port = _free_port()
    server = subprocess.Popen(
        [sys.executable, "-c", "from bsc.cli import main; main()", "serve", "--port", str(port)],
        env={**os.environ, "BSC_DATABASE": str(bsc.database)},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        assert server.stdout is not None
        assert f"http://127.0.0.1:{port}" in server.stdout.readline()
        assert _answers(f"http://127.0.0.1:{port}/", server) == 200
    finally:
        server.send_signal(signal.SIGTERM)
        server.communicate(timeout=30)
    assert "No value" not in bsc.says("export")  # the file is free again


def _answers(address: str, server: "subprocess.Popen[str]") -> int:
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:  # noqa: S310 -- our own server
                return int(answer.status)
        except OSError:
            time.sleep(0.2)
    return 0


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
