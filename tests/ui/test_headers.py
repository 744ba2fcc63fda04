import asyncio
import base64
import hashlib
import re

import pytest
from starlette.responses import PlainTextResponse, Response
from starlette.types import Message

from bsc.ui import headers


def _answer(
    path: str, answer: Response | None = None, scheme: str = "http", **sent_headers: str
) -> tuple[int, list[tuple[str, str]]]:
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    asked = [(name.replace("_", "-").encode(), value.encode()) for name, value in sent_headers.items()]
    scope = {"type": "http", "method": "GET", "path": path, "headers": asked, "query_string": b"", "scheme": scheme}
    asyncio.run(headers.SecurityHeaders(answer or PlainTextResponse("page"))(scope, receive, send))
    return sent[0]["status"], [(name.decode(), value.decode()) for name, value in sent[0]["headers"]]


def test_an_inline_script_runs_only_when_it_is_the_one_that_streamlit_ships() -> None:
    digest = base64.b64encode(hashlib.sha256(b"window.ready = 1").digest()).decode()
    policy = headers.content_security_policy("<script>window.ready = 1</script><script src='x.js'></script>")
    script = next(part for part in policy.split("; ") if part.startswith("script-src"))
    assert f"'sha256-{digest}'" in script
    assert "unsafe-inline" not in script
    assert "'unsafe-eval'" not in script


def test_no_other_host_may_be_asked() -> None:
    policy = headers.content_security_policy("")
    assert not re.search(r"https?:|\*", policy)


def test_every_answer_says_what_the_browser_may_do() -> None:
    status, pairs = _answer("/stage")
    answered = dict(pairs)
    assert status == 200
    assert answered["x-frame-options"] == "SAMEORIGIN"
    assert answered["x-content-type-options"] == "nosniff"
    assert answered["referrer-policy"] == "no-referrer"
    assert answered["content-security-policy"].startswith("default-src 'self'")
    assert "frame-ancestors 'self';" in answered["content-security-policy"]


def test_a_named_site_may_frame_the_app_and_no_other() -> None:
    answered = headers.security_headers("", ("https://wiki.example.org",))
    assert "frame-ancestors 'self' https://wiki.example.org;" in answered["Content-Security-Policy"]
    assert "X-Frame-Options" not in answered


def test_an_answer_that_has_a_policy_keeps_its_own() -> None:
    _, pairs = _answer("/sign-in", PlainTextResponse("form", headers={"X-Frame-Options": "DENY"}))
    assert [value for name, value in pairs if name == "x-frame-options"] == ["DENY"]


@pytest.mark.parametrize("by_https", [{"scheme": "https"}, {"x_forwarded_proto": "https"}])
def test_cookies_travel_by_https_alone_where_the_page_does(by_https: dict[str, str]) -> None:
    answer = PlainTextResponse("page")
    answer.set_cookie("_streamlit_xsrf", "2|a|b|1")
    answer.set_cookie("kept", "1", secure=True)
    _, pairs = _answer("/", answer, **by_https)
    cookies = [value.lower().count("secure") for name, value in pairs if name == "set-cookie"]
    assert cookies == [1, 1]


def test_a_cookie_of_plain_http_comes_back_by_plain_http() -> None:
    answer = PlainTextResponse("page")
    answer.set_cookie("kept", "1")
    _, pairs = _answer("/", answer)
    assert all("secure" not in value.lower() for name, value in pairs if name == "set-cookie")
