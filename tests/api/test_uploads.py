"""Files sent in pieces to the running app: the tus protocol over real HTTP."""

import base64
import socket
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests

from tests.api.server import Server

PIECE = {"Content-Type": "application/offset+octet-stream", "Tus-Resumable": "1.0.0"}


def begun(server: Server, length: int | None, by: str = "ads", **headers: str) -> str:
    named = {"Upload-Metadata": "filename " + base64.b64encode("Kampagnen für März.csv".encode()).decode()}
    told = {"Upload-Defer-Length": "1"} if length is None else {"Upload-Length": str(length)}
    answer = server.ask("POST", "/api/uploads", by=by, headers={**named, **told, **headers})
    assert answer.status_code == 201, answer.text
    assert answer.headers["Tus-Resumable"] == "1.0.0"
    return answer.headers["Location"]


def sent(server: Server, place: str, offset: int, piece: bytes, **more: str) -> requests.Response:
    return server.ask("PATCH", place, headers={**PIECE, "Upload-Offset": str(offset), **more}, data=piece)


def far(server: Server, place: str) -> tuple[str, str | None]:
    answer = server.ask("HEAD", place)
    assert answer.headers["Cache-Control"] == "no-store"
    return answer.headers["Upload-Offset"], answer.headers.get("Upload-Length")


def test_the_server_says_what_it_can(server: Server) -> None:
    answer = server.ask("OPTIONS", "/api/uploads", by="")
    assert (answer.status_code, answer.headers["Tus-Version"]) == (204, "1.0.0")
    assert {"creation", "expiration", "termination"} <= set(answer.headers["Tus-Extension"].split(","))


def test_a_file_comes_in_pieces(server: Server) -> None:
    place = begun(server, 10)
    assert far(server, place) == ("0", "10")
    first = sent(server, place, 0, b"day,c")
    assert (first.status_code, first.headers["Upload-Offset"]) == (204, "5")
    assert "GMT" in first.headers["Upload-Expires"]
    assert sent(server, place, 5, b"licks").headers["Upload-Offset"] == "10"
    assert far(server, place) == ("10", "10")


def test_a_piece_at_the_wrong_place_is_a_conflict_that_says_the_right_one(server: Server) -> None:
    place = begun(server, 10)
    sent(server, place, 0, b"day,c")
    for offset in (0, 4, 6):
        answer = sent(server, place, offset, b"x")
        assert (answer.status_code, answer.headers["Upload-Offset"]) == (409, "5")
    assert far(server, place) == ("5", "10")


def test_a_line_that_breaks_leaves_what_had_come(server: Server) -> None:
    place = begun(server, 3_000_000)
    host, port = urlsplit(server.address).hostname, urlsplit(server.address).port
    with socket.create_connection((host, port)) as line:
        head = (
            f"PATCH {place} HTTP/1.1\r\nHost: {host}:{port}\r\nAuthorization: Bearer {server.tokens['ads']}\r\n"
            f"Content-Type: {PIECE['Content-Type']}\r\nUpload-Offset: 0\r\nContent-Length: 3000000\r\n\r\n"
        )
        line.sendall(head.encode() + b"a" * 2_000_000)
        time.sleep(0.5)
    deadline = time.monotonic() + 10
    while far(server, place)[0] != "2000000" and time.monotonic() < deadline:
        time.sleep(0.1)
    assert far(server, place) == ("2000000", "3000000")
    assert sent(server, place, 2_000_000, b"b" * 1_000_000).status_code == 204
    assert far(server, place) == ("3000000", "3000000")


def test_more_than_was_announced_is_refused_and_nothing_of_it_kept(server: Server) -> None:
    place = begun(server, 3)
    assert sent(server, place, 0, b"abcd").status_code == 413
    assert far(server, place) == ("0", "3")


def test_a_length_may_come_last(server: Server) -> None:
    place = begun(server, None)
    assert server.ask("HEAD", place).headers["Upload-Defer-Length"] == "1"
    sent(server, place, 0, b"abc")
    assert sent(server, place, 3, b"def", **{"Upload-Length": "6"}).status_code == 204
    assert far(server, place) == ("6", "6")


def test_the_first_piece_may_come_with_the_beginning(server: Server) -> None:
    answer = server.ask("POST", "/api/uploads", headers={**PIECE, "Upload-Length": "6"}, data=b"abc")
    assert (answer.status_code, answer.headers["Upload-Offset"]) == (201, "3")


def test_what_is_taken_back_is_not_there_any_more(server: Server) -> None:
    place = begun(server, 3)
    sent(server, place, 0, b"ab")
    assert server.ask("DELETE", place).status_code == 204
    for method in ("HEAD", "DELETE"):
        assert server.ask(method, place).status_code == 404
    assert sent(server, place, 2, b"c").status_code == 404


def test_an_upload_belongs_to_who_began_it(server: Server) -> None:
    place = begun(server, 3)
    for other in ("orders", "all"):
        for method in ("HEAD", "DELETE"):
            assert server.ask(method, place, by=other).status_code == 404
    assert server.ask("HEAD", place).status_code == 200


@pytest.mark.parametrize("by", ["", "bsc_0123456789ab_made-up", "nonsense"])
def test_nobody_sends_without_a_valid_token(server: Server, by: str) -> None:
    answer = server.ask("POST", "/api/uploads", by=by, headers={"Upload-Length": "1"})
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    assert "token" in answer.json()["why"]


def test_a_token_in_the_address_opens_nothing(server: Server) -> None:
    path = f"/api/uploads?token={server.tokens['ads']}&access_token={server.tokens['ads']}"
    assert server.ask("POST", path, by="", headers={"Upload-Length": "1"}).status_code == 401


@pytest.mark.parametrize(
    ("headers", "status", "sentence"),
    [
        ({"Upload-Length": "abc"}, 400, "number of bytes"),
        ({"Upload-Length": "-1"}, 400, "number of bytes"),
        ({}, 400, "Upload-Length"),
        ({"Upload-Length": str(2**60)}, 413, "GiB"),
        ({"Upload-Length": "1", "Upload-Metadata": "filename §"}, 400, "base64"),
        ({"Upload-Length": "1", "Tus-Resumable": "0.2.2"}, 412, "use 1.0.0"),
    ],
)
def test_what_cannot_be_begun_is_said(server: Server, headers: dict[str, str], status: int, sentence: str) -> None:
    answer = server.ask("POST", "/api/uploads", headers=dict(headers))
    assert (answer.status_code, sentence in answer.json()["why"]) == (status, True)


def test_pieces_have_their_own_content_type(server: Server) -> None:
    place = begun(server, 1)
    answer = server.ask("PATCH", place, headers={"Upload-Offset": "0", "Content-Type": "text/csv"}, data=b"a")
    assert answer.status_code == 415


def test_another_sites_page_and_another_host_name_are_not_answered(server: Server) -> None:
    for headers in (
        {"Origin": "https://example.org"},
        {"Host": "rebound.example.org"},
        {"Origin": "null"},
        {"Origin": "http://["},
    ):
        answer = server.ask("POST", "/api/uploads", headers={**headers, "Upload-Length": "1"})
        assert answer.status_code == 403, headers
    assert begun(server, 1, Origin=server.address)


def test_what_waits_is_sealed_on_the_servers_disk(server: Server) -> None:
    people = b"name,mail\nAnna Berg,anna@example.org\n" * 1000
    sent(server, begun(server, len(people)), 0, people)
    for path in server.database.parent.rglob("*"):
        if path.is_file():
            assert b"anna@example.org" not in path.read_bytes(), path
    assert any(path.stat().st_size == len(people) for path in Path(server.database.parent).rglob("*.sealed"))


def test_no_token_is_in_the_log(server: Server) -> None:
    server.ask("POST", "/api/uploads", headers={"Upload-Length": "x"})
    log = server.log.read_text(encoding="utf-8")
    assert not any(token.split("_", 2)[2] in log for token in server.tokens.values())
    assert "Traceback" not in log


def test_a_length_that_comes_last_cannot_be_less_than_what_is_there(server: Server) -> None:
    place = begun(server, None)
    sent(server, place, 0, b"abcdef")
    assert sent(server, place, 6, b"", **{"Upload-Length": "3"}).status_code == 409
    assert sent(server, place, 6, b"", **{"Upload-Length": "²"}).status_code == 400
    assert far(server, place) == ("6", None)
