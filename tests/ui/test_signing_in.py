"""The page for signing in, the session that it begins, and what is tried against both."""

import asyncio
import logging
import re
import time
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.types import Message

from bsc.actions.tries import TRIES
from bsc.errors import NotAllowed, Refused
from bsc.model.access import Role
from bsc.ui.access import keys, signing_in
from bsc.ui.access.settings import settings
from tests.e2e.conftest import ADMIN_KEY, EDITOR_KEY, KEYS, VIEWER_KEY

APP = Starlette(routes=signing_in.routes())


@pytest.fixture(autouse=True)
def _key_mode(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name, value in KEYS.items():
        monkeypatch.setenv(name, value)
    TRIES._wrong.clear()
    yield
    TRIES._wrong.clear()


class Answer:
    def __init__(self, messages: list[Message]) -> None:
        self.status = messages[0]["status"]
        self.headers = [(name.decode(), value.decode()) for name, value in messages[0]["headers"]]
        self.text = b"".join(each.get("body", b"") for each in messages[1:]).decode()

    def header(self, name: str) -> str:
        return next((value for each, value in self.headers if each == name), "")

    @property
    def cookies(self) -> dict[str, str]:
        return dict(value.partition(";")[0].split("=", 1) for name, value in self.headers if name == "set-cookie")

    @property
    def form(self) -> str:
        found = re.search(r'name="form" value="([0-9a-f]+)"', self.text)
        assert found
        return found[1]


def _asked(method: str = "GET", query: str = "", body: str = "", address: str = "10.1.1.1", **headers: str) -> Answer:
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": body.encode(), "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    named = {"host": "scorecard.example.org", **{name.replace("_", "-"): value for name, value in headers.items()}}
    scope = {
        "type": "http", "method": method, "path": "/sign-in", "query_string": query.encode(), "root_path": "",
        "headers": [(name.encode(), value.encode()) for name, value in named.items()],
        "scheme": "http", "server": ("127.0.0.1", 8501), "client": (address, 1),
    }  # fmt: skip
    asyncio.run(APP(scope, receive, send))
    return Answer(sent)


def _sent(key: str, name: str = "Erika", onward: str = "/", address: str = "10.1.1.1", **headers: str) -> Answer:
    page = _asked()
    given_ = urlencode({"next": onward, "form": page.form, "name": name, "key": key})
    cookie = f"bsc_form={page.cookies['bsc_form']}"
    return _asked("POST", body=given_, address=address, **{"cookie": cookie, **headers})


@pytest.mark.parametrize(("key", "role"), [(EDITOR_KEY, "editor"), (ADMIN_KEY, "admin"), (VIEWER_KEY, "viewer")])
def test_the_key_tells_the_role(key: str, role: str) -> None:
    answer = _sent(key, onward="/trends?kpi=cpc")
    assert (answer.status, answer.header("location")) == (303, "/trends?kpi=cpc")
    session = keys.session_by(answer.cookies["bsc_session"])
    assert session is not None
    assert (session.person.role, session.person.name) == (Role(role), f"Erika ({role} key)")


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites_and_ends() -> None:
    (cookie,) = (value for name, value in _sent(EDITOR_KEY).headers if value.startswith("bsc_session="))
    assert "httponly" in cookie.lower()
    assert "samesite=lax" in cookie.lower()
    assert f"max-age={12 * 3600}" in cookie.lower()
    assert EDITOR_KEY not in cookie


def test_the_page_is_not_kept_not_framed_and_runs_no_script() -> None:
    answer = _asked()
    assert answer.header("cache-control") == "no-store"
    assert answer.header("x-frame-options") == "DENY"
    assert "frame-ancestors 'none'" in answer.header("content-security-policy")
    assert "script-src" not in answer.header("content-security-policy")
    assert answer.header("content-security-policy").startswith("default-src 'none'")
    assert "<script" not in answer.text


@pytest.mark.parametrize(
    "wrong", [VIEWER_KEY[:-1], EDITOR_KEY.upper(), EDITOR_KEY + "x", "", "\x00", "ключ", "%", EDITOR_KEY[::-1]]
)
def test_a_wrong_key_opens_nothing_and_is_not_repeated(wrong: str) -> None:
    answer = _sent(wrong)
    assert answer.status == 403
    assert "bsc_session" not in answer.cookies
    assert len(wrong) < 3 or wrong not in answer.text


def test_a_form_that_another_site_sends_opens_nothing() -> None:
    page = _asked()
    body = urlencode({"form": page.form, "name": "Eve", "key": EDITOR_KEY})
    assert _asked("POST", body=body).status == 403  # a browser on another site has no cookie of the form
    for elsewhere in ({"origin": "https://evil.example"}, {"sec_fetch_site": "cross-site"}, {"origin": "null"}):
        assert _sent(EDITOR_KEY, **elsewhere).status == 403


def test_after_ten_wrong_keys_also_the_right_one_waits() -> None:
    assert [_sent(f"wrong {number}").status for number in range(10)] == [403] * 10
    waiting = _sent(EDITOR_KEY)
    assert (waiting.status, "bsc_session" in waiting.cookies) == (429, False)
    assert _sent(EDITOR_KEY, address="10.9.9.9").status == 303  # somebody else does not


def test_right_keys_are_not_counted() -> None:
    assert {_sent(EDITOR_KEY).status for _ in range(15)} == {303}


def test_no_log_holds_the_key(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        _sent(EDITOR_KEY)
        _sent(EDITOR_KEY + "!")
    assert EDITOR_KEY not in caplog.text


def test_a_long_body_is_not_read() -> None:
    assert _asked("POST", body="key=" + "x" * 20_000).status == 413


@pytest.mark.parametrize(
    "name", ["<script>alert(1)</script>", '" autofocus onfocus="alert(1)', "$key", "${onward}", "'", "&lt;", "a\r\nb"]
)
def test_what_was_typed_comes_back_as_text(name: str) -> None:
    answer = _sent("wrong", name=name)
    for raw in ("<script", 'onfocus="', "a\r\nb (e"):
        assert raw not in answer.text
    assert answer.text.count("<input") == 4


@pytest.mark.parametrize(
    "onward",
    [
        "https://evil.example", "//evil.example", "/\\evil.example", "\\\\evil.example", "javascript:alert(1)",
        "/\t/evil.example", "/\n/evil.example", "", " //evil.example", "http:/evil.example", "/sign-in?next=/",
        "/" + "a" * 3000, "/%0d%0aSet-Cookie:x\r\nx",
    ],
)  # fmt: skip
def test_nobody_is_sent_to_another_site(onward: str) -> None:
    assert _sent(EDITOR_KEY, onward=onward).header("location") in ("/", "")


@given(st.text(max_size=60))
def test_an_own_address_is_a_path_of_this_app_whatever_was_written(text: str) -> None:
    found = signing_in.own_address(text)
    assert re.fullmatch(r"/(?![/\\])[!-~]*", found)
    assert signing_in.own_address(found) == found


def test_the_token_of_a_share_link_goes_to_no_other_address() -> None:
    assert signing_in.own_address("/trends?share=SECRET&kpi=cpc") == "/trends?kpi=cpc"
    assert "SECRET" not in signing_in.address("/trends", "kpi=cpc&share=SECRET")


@pytest.mark.parametrize("name", ["", "   ", "\u200b", "x" * 61, "\n\t"])
def test_the_journal_needs_a_name(name: str) -> None:
    with pytest.raises(Refused, match="journal"):
        keys.signed_in(settings(), name, EDITOR_KEY, "10.1.1.1")


def test_a_name_stays_one_line_and_says_that_a_key_vouched_for_it() -> None:
    session = keys.signed_in(settings(), "Anna\r\nrefused admin", EDITOR_KEY, "10.1.1.1")
    assert session.person.name == "Anna refused admin (editor key)"


def test_a_cookie_that_was_changed_in_any_place_is_nobodys() -> None:
    cookie = keys.cookie_of(keys.signed_in(settings(), "Vera", VIEWER_KEY, "10.1.1.1"))
    assert keys.session_by(cookie) is not None
    for place in range(len(cookie)):
        changed = cookie[:place] + ("A" if cookie[place] != "A" else "B") + cookie[place + 1 :]
        assert keys.session_by(changed) is None


@pytest.mark.parametrize("cookie", [None, "", ".", "a.b", "é.ü", "e30.", ".e30", "a" * 10_000])
def test_what_no_one_signed_is_nobodys(cookie: str | None) -> None:
    assert keys.session_by(cookie) is None


def test_a_session_ends_by_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    cookie = keys.cookie_of(keys.signed_in(settings(), "Erika", EDITOR_KEY, "10.1.1.1"))
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 12 * 3600 - 60)
    assert keys.session_by(cookie) is not None
    monkeypatch.setattr(time, "time", lambda: now + 12 * 3600 + 60)
    assert keys.session_by(cookie) is None


def test_who_signs_out_is_out_with_every_copy_of_the_cookie_and_nobody_else_is() -> None:
    first, second = (keys.signed_in(settings(), "Erika", EDITOR_KEY, "10.1.1.1") for _ in range(2))
    keys.end(first)
    assert keys.session_by(keys.cookie_of(first)) is None
    assert keys.session_by(keys.cookie_of(second)) == second


def test_without_key_mode_there_is_no_such_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BSC_ACCESS", "local")
    assert _asked().status == 404
    assert _asked("POST", body=urlencode({"key": EDITOR_KEY})).status == 404


def test_a_wrong_key_is_refused_in_a_sentence() -> None:
    with pytest.raises(NotAllowed, match="ask whoever started the app"):
        keys.signed_in(settings(), "Eve", "wrong", "10.1.1.1")
