"""A running server as the command line sees it: broken lines are taken up again, refusals are sentences."""

import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import urlsplit

import pytest

from bsc.cli import remote
from bsc.cli.remote import Server as Remote
from bsc.errors import BscError, Cancelled
from bsc.intake.progress import Progress, unwatched
from tests.api.server import Server, free_port
from tests.cli.cutting_line import cutting_line

SENDING = Progress(step="sending")


@pytest.fixture(autouse=True)
def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote, "LONGEST_PAUSE_S", 0.05)


def held(server: Server, upload: str) -> tuple[str, str]:
    answer = server.ask("HEAD", f"/api/uploads/{upload}")
    return answer.headers["Upload-Offset"], answer.headers["Upload-Length"]


def sealed(server: Server) -> int:
    return sum(path.stat().st_size for path in server.database.parent.rglob("*.sealed"))


def test_a_file_goes_up_in_pieces_with_its_progress(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote, "PIECE", 1000)
    seen: list[Progress] = []
    start = Progress(step="sending", done=50, total=2550)
    upload = Remote(server.address, server.tokens["ads"]).send("a.csv", io.BytesIO(b"x" * 2500), seen.append, start)
    assert held(server, upload) == ("2500", "2500")
    assert [(each.done, each.total) for each in seen] == [(1050, 2550), (2050, 2550), (2550, 2550)]


def test_a_line_that_breaks_again_and_again_is_taken_up_where_it_broke(server: Server) -> None:
    content = b"".join(b"%09d\n" % number for number in range(2_000_000))  # 20 MB
    port = urlsplit(server.address).port
    assert port is not None
    with cutting_line(port, [3_000_000, 100, 7_000_000, 5_000_000]) as address:
        upload = Remote(address, server.tokens["ads"]).send("a.csv", io.BytesIO(content), unwatched, SENDING)
    assert held(server, upload) == ("20000000", "20000000")


def test_an_empty_file_is_an_upload_of_no_bytes(server: Server) -> None:
    upload = Remote(server.address, server.tokens["ads"]).send("a.csv", io.BytesIO(b""), unwatched, SENDING)
    assert held(server, upload) == ("0", "0")


def test_a_stopped_sending_leaves_nothing_there(server: Server) -> None:
    def stop(progress: Progress) -> None:
        raise Cancelled(progress.step)

    before = sealed(server)
    with pytest.raises(Cancelled):
        Remote(server.address, server.tokens["ads"]).send("a.csv", io.BytesIO(b"x" * 100), stop, SENDING)
    assert sealed(server) == before


def test_a_token_that_is_not_valid_is_said(server: Server) -> None:
    with pytest.raises(BscError, match="not valid"):
        Remote(server.address, "bsc_0123456789ab_made-up").send("a.csv", io.BytesIO(b"x"), unwatched, SENDING)


@pytest.mark.parametrize("address", ["scorecard.example.org", "ftp://a.example", "", "https://"])
def test_what_is_no_address_is_said(address: str) -> None:
    with pytest.raises(BscError, match="is no address"):
        Remote(address, "t")


def test_a_server_that_is_not_there_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote, "TRIES", 2)
    address = f"http://127.0.0.1:{free_port()}"
    with pytest.raises(BscError, match="cannot be reached"):
        Remote(address, "t").job("1")


@pytest.mark.parametrize(
    ("status", "header", "body", "sentence"),
    [
        (200, ("Content-Type", "text/html"), b"<html>Sign in</html>", "check the address"),
        (200, ("Content-Type", "application/json"), b'{"status": "ok"}', "check the address"),
        (302, ("Location", "https://login.example.org"), b"", "sends on to https://login.example.org"),
        (404, ("Content-Type", "text/html"), b"not found", "answers 404"),
        (422, ("Content-Type", "application/json"), b'{"why": "no such column"}', "no such column"),
    ],
)
def test_what_is_no_scorecard_is_told_apart(status: int, header: tuple[str, str], body: bytes, sentence: str) -> None:
    with other_program(status, header, body) as address, pytest.raises(BscError, match=sentence):
        Remote(address, "t").job("1")


@pytest.mark.parametrize(
    "header", [("Content-Type", "text/html"), ("Location", "/x"), ("Upload-Offset", "1"), ("Upload-Offset", "many")]
)
def test_another_program_that_takes_what_is_sent_is_told_apart(header: tuple[str, str]) -> None:
    with other_program(200, header, b"Welcome") as address, pytest.raises(BscError, match="check the address"):
        Remote(address, "t").send("a.csv", io.BytesIO(b"x"), unwatched, SENDING)


@contextmanager
def other_program(status: int, header: tuple[str, str], body: bytes) -> Iterator[str]:
    """Give the address of a server that answers everything alike."""

    class Other(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            self.send_response(status)
            self.send_header(*header)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_POST = do_PATCH = do_DELETE = do_GET  # noqa: N815 -- the names that the server asks for

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    other = HTTPServer(("127.0.0.1", 0), Other)
    threading.Thread(target=other.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{other.server_port}"
    finally:
        other.shutdown()
        other.server_close()


@pytest.mark.parametrize(
    ("address", "private"),
    [
        ("https://a.example", True),
        ("http://localhost:8501", True),
        ("http://127.0.0.1", True),
        ("http://a.example", False),
    ],
)
def test_a_token_over_plain_http_is_not_private(address: str, private: bool) -> None:
    assert Remote(address, "t").is_private is private
