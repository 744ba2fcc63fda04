"""What a program gets without a token of its own, and that who was refused is in the log."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import requests
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import InvalidStatus
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from bsc.actions.shares import make_share
from bsc.actions.sharing_checks import WantedShare
from bsc.model.sharing import Kind, SharedView
from bsc.store import Store
from tests.api.server import Server, company, running
from tests.e2e.conftest import EDITOR_KEY, KEYS, VIEWER_KEY

ROUTES = (
    ("POST", "/api/imports?dataset=ads"),
    ("PUT", "/api/imports?dataset=ads"),
    ("GET", "/api/imports/1"),
    ("POST", "/api/uploads"),
    ("GET", "/api/jobs/1"),
    ("DELETE", "/api/jobs/1"),
)


@pytest.mark.parametrize("access", ["local", "key"])
def test_the_token_of_a_share_link_opens_no_route_and_who_tries_is_in_the_log(
    tmp_path: Path, access: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BSC_ACCESS", access)
    tokens = company(tmp_path / "company.duckdb")
    store = Store.open(tmp_path / "company.duckdb")
    shown = SharedView(pages=("map",))
    made = make_share(store, WantedShare(name="Board", kind=Kind.LIVE, shown=shown), "a test", today=date(2026, 6, 1))
    store.close()
    with running(tmp_path, {**tokens, "a link": made.token}) as server:
        for method, path in ROUTES:
            for by in ("a link", "", "no token at all"):
                answer = server.ask(method, path, by=by, headers={"Tus-Resumable": "1.0.0", "Upload-Length": "1"})
                assert (answer.status_code, "token" in answer.json()["why"]) == (401, True)
        assert server.ask("GET", "/api/imports/1", by="all").status_code == 404  # a token is known in every mode
        assert server.ask("GET", "/_stcore/agent/openapi.json", by="").status_code == 404
        log = server.log.read_text(encoding="utf-8")
    assert "refused 401: POST '/api/imports'" in log
    assert made.token not in log


NAMES = (b"Small company", b"Reach more people", b"Click-through rate")
PAGES = (("", ""), ("trends", "kpi=cost"), ("data", ""), ("definitions", "share="))


@pytest.fixture
def keyed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """Give a running server in key mode."""
    for name, value in KEYS.items():
        monkeypatch.setenv(name, value)
    with running(tmp_path) as server:
        yield server


def test_a_stranger_who_speaks_as_the_pages_do_meets_the_door_and_may_send_no_file(keyed: Server) -> None:
    with _line(keyed) as line:
        for page, query in PAGES:
            sent, text = _asked(line, page, query)
            assert b"Please sign in" in text
            assert not any(name in text for name in NAMES)
        assert _send_file(keyed, sent).status_code == 403
    with pytest.raises(InvalidStatus):
        connect(_address(keyed), origin=Origin("http://localhost:3000"))


@pytest.mark.parametrize(("key", "status"), [(VIEWER_KEY, 403), (EDITOR_KEY, 204)])
def test_who_has_a_key_sees_the_company_and_sends_files_where_they_may(keyed: Server, key: str, status: int) -> None:
    with _line(keyed, cookie=_signed_in(keyed, key)) as line:
        sent, text = _asked(line, "", "")
        assert any(name in text for name in NAMES)
        assert _send_file(keyed, sent).status_code == status


def test_a_cookie_of_another_server_opens_nothing(keyed: Server, tmp_path: Path) -> None:
    cookie = _signed_in(keyed, EDITOR_KEY)
    (tmp_path / "other").mkdir()
    with running(tmp_path / "other") as other, _line(other, cookie=cookie) as line:
        _, text = _asked(line, "", "")
        assert b"Please sign in" in text
        assert not any(name in text for name in NAMES)


def _line(server: Server, **headers: str) -> ClientConnection:
    return connect(_address(server), subprotocols=[Subprotocol("streamlit")], additional_headers=headers)


def _address(server: Server) -> str:
    return f"ws://{server.address.partition('//')[2]}/_stcore/stream"


def _signed_in(server: Server, key: str) -> str:
    """Return the cookie of who shows *key* on the page for signing in."""
    page = requests.get(f"{server.address}/sign-in", timeout=30)
    form = re.findall(r'name="form" value="([0-9a-f]+)"', page.text)[0]
    answer = requests.post(
        f"{server.address}/sign-in",
        data={"name": "Erika", "key": key, "form": form},
        headers={"Cookie": f"bsc_form={page.cookies['bsc_form']}"},
        timeout=30,
        allow_redirects=False,
    )
    return f"bsc_session={answer.cookies['bsc_session']}"


def _send_file(server: Server, sent: list[ForwardMsg]) -> requests.Response:
    """Return the answer to a file that is sent as the session that was told *sent*."""
    session = next(each.new_session.initialize.session_id for each in sent if each.HasField("new_session"))
    xsrf = str(requests.get(f"{server.address}/_stcore/health", timeout=30).cookies["_streamlit_xsrf"])
    return requests.put(
        f"{server.address}/_stcore/upload_file/{session}/1",
        files={"file": ("a.csv", b"x" * 1000)},
        headers={"X-Xsrftoken": xsrf, "Cookie": f"_streamlit_xsrf={xsrf}"},
        timeout=30,
    )


def _asked(line: ClientConnection, page: str, query: str) -> tuple[list[ForwardMsg], bytes]:
    """Return what the server sends when a browser opens *page* with *query*, by message and all in one."""
    asked = BackMsg()
    asked.rerun_script.query_string = query
    asked.rerun_script.page_name = page
    line.send(asked.SerializeToString())
    found: list[ForwardMsg] = []
    while not any(each.HasField("script_finished") for each in found):
        message = ForwardMsg()
        received = line.recv(timeout=60)
        assert isinstance(received, bytes)
        message.ParseFromString(received)
        found.append(message)
    return found, b"".join(each.SerializeToString() for each in found)
