"""Which requests are answered at all, by what the server and the browser say of them."""

import asyncio
from collections.abc import Callable, Iterator

import pytest
from starlette.responses import PlainTextResponse
from starlette.types import Message, Receive, Scope, Send
from streamlit import config
from streamlit.proto.BackMsg_pb2 import BackMsg

from bsc.ui import session
from bsc.ui.access import keys
from bsc.ui.access.settings import settings
from bsc.ui.access.threshold import Threshold
from tests.e2e.conftest import KEYS

HERE = ("127.0.0.1", 8501)


async def _page(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "http":
        await PlainTextResponse("the page")(scope, receive, send)
    else:
        await send({"type": "websocket.accept"})


def _asked(
    path: str = "/",
    *,
    kind: str = "http",
    server: tuple[str, int | None] | None = HERE,
    client: tuple[str, int] | None = ("127.0.0.1", 50_000),
    query: str = "",
    **headers: str,
) -> Message:
    """Return the first message of the answer; headers are written with `_` for `-`."""
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "websocket.connect" if kind == "websocket" else "http.request"}

    async def send(message: Message) -> None:
        sent.append(message)

    named = {"host": "127.0.0.1:8501", **{name.replace("_", "-"): value for name, value in headers.items()}}
    scope = {
        "type": kind, "method": "GET", "path": path, "query_string": query.encode(), "scheme": "http",
        "headers": [(name.encode(), value.encode()) for name, value in named.items()],
        "server": server, "client": client,
    }  # fmt: skip
    asyncio.run(Threshold(_page)(scope, receive, send))
    return sent[0]


@pytest.fixture
def key_mode(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in KEYS.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def known_as() -> Iterator[Callable[[list[str]], None]]:
    before = config.get_option("server.allowedHosts")

    def set_names(names: list[str]) -> None:
        config.set_option("server.allowedHosts", names)

    yield set_names
    config.set_option("server.allowedHosts", before)


@pytest.mark.parametrize("here", ["127.0.0.1", "::1", "127.8.9.1", "::ffff:127.0.0.1"])
def test_without_sign_in_this_machine_is_answered(here: str) -> None:
    assert _asked(server=(here, 8501), client=(here, 50_000))["status"] == 200


@pytest.mark.parametrize("kind", ["http", "websocket"])
@pytest.mark.parametrize(
    "from_elsewhere",
    [
        {"server": ("192.168.1.5", 8501)},
        {"client": ("192.168.1.7", 50_000)},
        {"server": ("192.168.1.5", 8501), "client": ("192.168.1.7", 50_000)},
        {"server": ("/run/app.sock", None), "client": None},
        {"server": None},
        {"client": None},
        {"x_forwarded_for": "127.0.0.1"},
        {"x_forwarded_host": "scorecard.example.org"},
        {"x_forwarded_proto": "http"},
        {"forwarded": "for=127.0.0.1"},
        {"via": "1.1 proxy"},
    ],
)
@pytest.mark.parametrize("path", ["/", "/_stcore/stream", "/media/a.csv", "/api/imports", "/_stcore/health"])
def test_without_sign_in_no_other_machine_and_no_proxy_is_answered(
    path: str, from_elsewhere: dict[str, object], kind: str
) -> None:
    answer = _asked(path, kind=kind, **from_elsewhere)  # type: ignore[arg-type]
    assert answer.get("status", answer.get("code")) in (403, 1008)


@pytest.mark.usefixtures("key_mode")
def test_who_knows_a_key_may_come_from_elsewhere() -> None:
    assert _asked(server=("192.168.1.5", 8501), client=("192.168.1.7", 1), x_forwarded_for="10.0.0.1")["status"] == 200


@pytest.mark.parametrize("kind", ["http", "websocket"])
@pytest.mark.parametrize("path", ["/", "/_stcore/stream", "/_stcore/upload_file/a/b", "/media/a.csv", "/sign-in"])
@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "evil.example:8501", "", "user@127.0.0.1"])
def test_a_name_that_only_points_here_is_not_answered(
    known_as: Callable[[list[str]], None], host: str, path: str, kind: str
) -> None:
    known_as(["127.0.0.1", "localhost"])
    answer = _asked(path, kind=kind, host=host)
    assert answer.get("status", answer.get("code")) in (403, 1008)


@pytest.mark.parametrize("kind", ["http", "websocket"])
@pytest.mark.parametrize("path", ["/", "/_stcore/stream", "/media/a.csv", "/api/imports", "/api/health"])
@pytest.mark.parametrize(
    "host", ["evil.example.com", "evil.example.com:8501", "127.0.0.1.evil.example", "0.0.0.0:8501"]
)
@pytest.mark.parametrize("names", [[], ["*"], ["evil.example.com", "*.evil.example"]])
def test_without_sign_in_only_a_name_of_this_machine_is_answered_whatever_else_is_allowed(
    known_as: Callable[[list[str]], None], names: list[str], host: str, path: str, kind: str
) -> None:
    known_as(names)
    answer = _asked(path, kind=kind, host=host, origin=f"http://{host}")
    assert answer.get("status", answer.get("code")) in (403, 1008)
    for own in ("localhost:8501", "127.0.0.1", "[::1]:8501"):
        answer = _asked("/", host=own)
        assert answer["status"] == (200 if names in ([], ["*"]) else 403)


@pytest.mark.usefixtures("key_mode")
def test_with_sign_in_the_app_has_the_names_that_it_was_given(known_as: Callable[[list[str]], None]) -> None:
    known_as(["scorecard.example.org"])
    assert _asked(host="scorecard.example.org")["status"] == 200
    assert session.hosts() == ["scorecard.example.org"]


@pytest.mark.parametrize(
    ("names", "known"),
    [
        ([], ["127.0.0.1", "localhost", "::1"]),
        (["*", "evil.example.com"], ["127.0.0.1", "localhost", "::1"]),
        (["127.0.0.2", "[::1]", "*.example.org"], ["127.0.0.2", "::1"]),
    ],
)
def test_without_sign_in_the_api_knows_the_names_of_this_machine_alone(
    known_as: Callable[[list[str]], None], names: list[str], known: list[str]
) -> None:
    known_as(names)
    assert session.hosts() == known


def _told(*messages: BackMsg | bytes) -> list[bytes]:
    """Return what the app hears of *messages*, which come by a WebSocket."""
    coming = [each if isinstance(each, bytes) else each.SerializeToString() for each in messages]
    heard: list[bytes] = []

    async def app(_: Scope, receive: Receive, __: Send) -> None:
        while (message := await receive())["type"] != "websocket.disconnect":
            heard.append(message["bytes"])

    async def receive() -> Message:
        if coming:
            return {"type": "websocket.receive", "bytes": coming.pop(0)}
        return {"type": "websocket.disconnect"}

    async def send(message: Message) -> None:
        raise AssertionError(message)

    scope = {
        "type": "websocket", "path": "/_stcore/stream", "query_string": b"", "scheme": "ws",
        "headers": [(b"host", b"127.0.0.1:8501")], "server": HERE, "client": ("127.0.0.1", 50_000),
    }  # fmt: skip
    asyncio.run(Threshold(app)(scope, receive, send))
    return heard


def test_nobody_clears_the_caches_of_everybody(caplog: pytest.LogCaptureFixture) -> None:
    run, clear, both = BackMsg(), BackMsg(clear_cache=True), BackMsg()
    run.rerun_script.query_string = "persona=a"
    both.rerun_script.query_string = "persona=a"
    hidden = both.SerializeToString() + clear.SerializeToString()  # of two wishes in one message the last one counts
    assert _told(clear, run, hidden, b"\xff\xff", BackMsg(clear_cache=False)) == [run.SerializeToString(), b"\xff\xff"]
    assert caplog.text.count("refused: a WebSocket message would clear the caches") == 3


@pytest.mark.usefixtures("key_mode")
def test_a_supervisor_may_ask_for_health_by_any_name(known_as: Callable[[list[str]], None]) -> None:
    known_as(["scorecard.example.org"])
    assert _asked("/api/health", host="10.0.0.12:8501")["status"] == 200


@pytest.mark.parametrize(
    "origin",
    ["http://localhost:3000", "http://127.0.0.1:3000", "http://0.0.0.0", "https://127.0.0.1:8501.evil.example", "null"],
)
def test_no_page_of_another_site_or_port_opens_a_websocket(origin: str) -> None:
    assert _asked("/_stcore/stream", kind="websocket", origin=origin)["code"] == 1008


def test_the_apps_own_page_opens_a_websocket() -> None:
    assert _asked("/_stcore/stream", kind="websocket", origin="http://127.0.0.1:8501")["type"] == "websocket.accept"


@pytest.mark.parametrize(
    "path",
    [
        "/_stcore/metrics", "/_stcore/agent/interact", "/_stcore/agent/mcp", "/_stcore/agent/openapi.json",
        "/_stcore/script-health-check", "/base/_stcore/metrics", "/base/_stcore/agent/mcp",
    ],
)  # fmt: skip
def test_what_streamlit_offers_beside_the_pages_is_not_there(path: str) -> None:
    assert _asked(path)["status"] == 404


def test_a_session_that_may_bring_nothing_in_sends_no_file() -> None:
    assert _asked("/_stcore/upload_file/a-session/a-file")["status"] == 403


@pytest.mark.usefixtures("key_mode")
def test_a_browser_without_a_session_is_sent_to_the_page_for_signing_in() -> None:
    answer = _asked("/trends", query="kpi=cpc&share=", accept="text/html", sec_fetch_dest="document")
    assert answer["status"] == 303
    assert (b"location", b"/sign-in?next=%2Ftrends%3Fkpi%3Dcpc") in answer["headers"]


@pytest.mark.parametrize(
    "path", ["/static/js/index.js", "/media/a.html", "/api/imports", "/sign-in", "/oauth2callback"]
)
def test_only_pages_are_sent_there(path: str) -> None:
    assert _asked(path, accept="text/html")["status"] == 200


@pytest.mark.usefixtures("key_mode")
def test_who_comes_with_a_share_link_is_not_asked_to_sign_in() -> None:
    assert _asked(query="share=a-token", accept="text/html", sec_fetch_dest="iframe")["status"] == 200
    assert _asked(query="share=a-token", accept="text/html")["status"] == 200


@pytest.mark.usefixtures("key_mode")
def test_who_is_signed_in_gets_the_page_until_the_session_ends() -> None:
    signed_in = keys.signed_in(settings(), "Erika", KEYS["BSC_EDITOR_KEY"], "10.0.0.1")
    cookie = f"{keys.COOKIE}={keys.cookie_of(signed_in)}"
    assert _asked(accept="text/html", cookie=cookie)["status"] == 200
    keys.end(signed_in)
    assert _asked(accept="text/html", cookie=cookie)["status"] == 303
