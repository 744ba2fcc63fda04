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
