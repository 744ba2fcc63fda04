"""A server that is killed in the middle: what waited is unreadable, and swept by the next one."""

import signal
from pathlib import Path

from tests.api.server import Server, running

PEOPLE = b"name,mail\nAnna Berg,anna@example.org\n" * 1000


def sealed(server: Server) -> list[Path]:
    return list(server.database.parent.rglob("*.sealed"))


def test_what_waited_when_the_server_was_killed_is_sealed_and_then_swept(tmp_path: Path) -> None:
    with running(tmp_path) as server:
        headers = {"Upload-Length": str(2 * len(PEOPLE)), "Content-Type": "application/offset+octet-stream"}
        begun = server.ask("POST", "/api/uploads", headers=headers, data=PEOPLE)
        assert begun.headers["Upload-Offset"] == str(len(PEOPLE))
        server.process.send_signal(signal.SIGKILL)
        server.process.wait()
    [left] = sealed(server)
    assert b"anna" not in left.read_bytes()
    with running(tmp_path, server.tokens) as again:
        assert again.ask("HEAD", begun.headers["Location"]).status_code == 404
        assert sealed(again) == []


def test_a_server_that_is_told_to_end_stops_the_import_that_runs_and_cleans_up(tmp_path: Path) -> None:
    with running(tmp_path) as server:
        rows = "".join(
            f"2026-{month:02}-{day:02},c{each},Newcomer,10,1,1\n"
            for each in range(6000) for month in range(1, 13) for day in range(1, 11)
        )  # fmt: skip
        begun = server.ask(
            "POST", "/api/imports?dataset=ads&name=ads.csv", headers={"Prefer": "respond-async"},
            data=("day,channel,audience,impressions,clicks,cost\n" + rows).encode(),
        )  # fmt: skip
        assert begun.status_code == 202
        server.process.send_signal(signal.SIGTERM)
        server.process.wait(timeout=60)
        assert "Traceback" not in server.log.read_text(encoding="utf-8")
    assert [path.name for path in (tmp_path / "spool").rglob("*") if path.is_file()] == []
    with running(tmp_path, server.tokens) as again:
        assert again.ask("GET", "/api/imports/1").status_code == 404
