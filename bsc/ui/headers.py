"""The headers that every answer carries, and the flags of every cookie."""

import base64
import hashlib
import re
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

import streamlit
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bsc.ui.access.settings import settings

_INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def content_security_policy(index: str, embed_in: Sequence[str] = ()) -> str:
    """Return the policy under which the page *index* works: its own scripts and no other, no host but this one.

    The inline scripts of *index* are named by their hashes; components are blobs, Vega compiles its expressions.
    *embed_in* are the sites whose pages may show it in a frame.
    """
    hashes = " ".join(f"'sha256-{_digest(script)}'" for script in _INLINE_SCRIPT.findall(index))
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' blob: 'wasm-unsafe-eval' {hashes}".rstrip(),
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self' blob: data:",
            "worker-src 'self' blob:",
            "frame-src 'self' blob:",
            " ".join(("frame-ancestors 'self'", *embed_in)),
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
        )
    )


def security_headers(index: str, embed_in: Sequence[str] = ()) -> dict[str, str]:
    """Return the headers of every answer; an answer that has one of them already keeps its own.

    No address is ever told to another page, because a share link's address opens it. `X-Frame-Options` knows no list of
    sites, so it goes where there is one.
    """
    return {
        "Content-Security-Policy": content_security_policy(index, embed_in),
        "X-Content-Type-Options": "nosniff",
        **({} if embed_in else {"X-Frame-Options": "SAMEORIGIN"}),
        "Referrer-Policy": "no-referrer",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
        "Cross-Origin-Opener-Policy": "same-origin",
    }


class SecurityHeaders:
    """Middleware that adds the headers to every HTTP answer, and `Secure` to its cookies where it came by https."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand before *app*, with the policy of the installed Streamlit's page."""
        self._app = app

    @cached_property
    def _headers(self) -> dict[str, str]:
        return security_headers(_index(), settings().embed_in)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the app does, with the headers added."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        private = _came_by_https(Request(scope))

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                answered = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    answered.setdefault(name, value)
                if private:
                    message["headers"] = [_secured(name, value) for name, value in message["headers"]]
            await send(message)

        await self._app(scope, receive, send_with_headers)


def _came_by_https(asked: Request) -> bool:
    """Return whether the browser asks by https: here, or at a proxy that says so; who lies loses their own cookie."""
    return asked.scope.get("scheme") == "https" or asked.headers.get("x-forwarded-proto", "").strip().lower() == "https"


def _secured(name: bytes, value: bytes) -> tuple[bytes, bytes]:
    """Return the header *name* with *value*; a cookie that lacks it gets `Secure`."""
    if name.lower() != b"set-cookie" or b"secure" in [flag.strip().lower() for flag in value.split(b";")]:
        return name, value
    return name, value + b"; Secure"


def _digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


def _index() -> str:
    return (Path(streamlit.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
