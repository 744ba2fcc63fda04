import asyncio
import base64
import hashlib
import re

from starlette.responses import PlainTextResponse
from starlette.types import Message

from bsc.ui import headers


def _answer(path: str) -> tuple[int, dict[str, str]]:
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "GET", "path": path, "headers": [], "query_string": b""}
    asyncio.run(headers.SecurityHeaders(PlainTextResponse("page"))(scope, receive, send))
    return sent[0]["status"], {name.decode(): value.decode() for name, value in sent[0]["headers"]}


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
    status, answered = _answer("/stage")
    assert status == 200
    assert answered["x-frame-options"] == "SAMEORIGIN"
    assert answered["x-content-type-options"] == "nosniff"
    assert answered["content-security-policy"].startswith("default-src 'self'")


def test_the_servers_metrics_are_not_for_everyone() -> None:
    assert _answer("/_stcore/metrics")[0] == 404
