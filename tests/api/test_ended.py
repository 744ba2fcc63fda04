"""A page that stays open when its session has ended answers nothing any more, also in what runs without its script."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol

from tests.api.server import Server, running
from tests.e2e.conftest import EDITOR_KEY, KEYS
from tests.views import birds

PAGE, QUERY = "trends", "kpi=ctr&tab=Numbers"
AGAIN = ForwardMsg.FINISHED_EARLY_FOR_RERUN
FIGURES = b"trend_csv"  # the key of what stands under the table of figures


@pytest.fixture
def keyed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """Give a running server in key mode, on a company with rows."""
    for name, value in KEYS.items():
        monkeypatch.setenv(name, value)
    store = birds.opened(tmp_path)
    store.close()
    store.path.rename(tmp_path / "company.duckdb")
    with running(tmp_path, {"none": "none"}) as server:
        yield server


def test_signed_out_in_another_tab_an_open_page_makes_no_file_and_draws_no_part(keyed: Server) -> None:
    cookie = _signed_in(keyed)
    with _tab(keyed, cookie) as page, _tab(keyed, cookie) as other:
        drawn = _shown(page, QUERY, PAGE)
        file = re.findall(r'deferred_file_id: "([^"]+)"', str(drawn))[0]
        part = next(each.delta.fragment_id for each in drawn if FIGURES in each.SerializeToString())
        place = drawn[0].new_session.page_script_hash
        session = drawn[0].new_session.initialize.session_id
        assert FIGURES in _bytes(_shown(page, QUERY, place=place, part=part))
        made = _file(page, session, file)
        assert requests.get(keyed.address + made, timeout=30).content

        leave = re.findall(rb"\$\$ID-[0-9a-f]+-sign_out", _bytes(_shown(other, "", "map")))[0].decode()
        assert b"Please sign in" in _bytes(_shown(other, "", "map", press=leave))

        assert not _file(page, session, file)
        sent = _bytes(_shown(page, QUERY, place=place, part=part))
        assert b"Please sign in" in sent
        assert FIGURES not in sent
    log = keyed.log.read_text(encoding="utf-8")
    assert "refused: the session or the link has ended" in log
    assert "Traceback" not in log


def _tab(server: Server, cookie: str) -> ClientConnection:
    address = f"ws://{server.address.partition('//')[2]}/_stcore/stream"
    return connect(
        address, subprotocols=[Subprotocol("streamlit")], additional_headers={"Cookie": cookie}, max_size=None
    )


def _signed_in(server: Server) -> str:
    form = requests.get(f"{server.address}/sign-in", timeout=30)
    answer = requests.post(
        f"{server.address}/sign-in",
        data={
            "name": "Erika",
            "key": EDITOR_KEY,
            "form": re.findall(r'name="form" value="([0-9a-f]+)"', form.text)[0],
        },
        headers={"Cookie": f"bsc_form={form.cookies['bsc_form']}"},
        timeout=30,
        allow_redirects=False,
    )
    return f"bsc_session={answer.cookies['bsc_session']}"


def _shown(  # noqa: PLR0913 -- a message's own parts
    tab: ClientConnection,
    query: str,
    page: str = "",
    *,
    place: str = "",
    part: str = "",
    press: str = "",
) -> list[ForwardMsg]:
    """Return what is sent for a run of *page*, or of a *part* of the one at *place*, until it has ended."""
    asked = BackMsg()
    run = asked.rerun_script
    run.query_string, run.page_name, run.page_script_hash, run.fragment_id = query, page, place, part
    if press:
        button = run.widget_states.widgets.add()
        button.id, button.trigger_value = press, True
    tab.send(asked.SerializeToString())
    found: list[ForwardMsg] = []
    while not (found and found[-1].HasField("script_finished") and found[-1].script_finished != AGAIN):
        found.append(_next(tab))
    return found


def _file(tab: ClientConnection, session: str, file: str) -> str:
    """Return the address of the *file* that is made now; empty where it was refused."""
    asked = BackMsg()
    wanted = asked.backend_operation_request
    wanted.request_id, wanted.session_id, wanted.deferred_file.file_id = "1", session, file
    tab.send(asked.SerializeToString())
    answer = _next(tab)
    while not answer.HasField("backend_operation_response"):
        answer = _next(tab)
    return answer.backend_operation_response.deferred_file.url


def _next(tab: ClientConnection) -> ForwardMsg:
    frame = tab.recv(timeout=60)
    assert isinstance(frame, bytes)
    found: ForwardMsg = ForwardMsg.FromString(frame)
    return found


def _bytes(sent: list[ForwardMsg]) -> bytes:
    return b"".join(each.SerializeToString() for each in sent)
