"""The headers that every answer carries, and the one Streamlit route that is not for everyone."""

import base64
import hashlib
import re
from pathlib import Path

import streamlit
from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

METRICS = "/_stcore/metrics"
_INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
NOT_FOUND = 404


def content_security_policy(index: str) -> str:
    """Return the policy under which the page *index* works: its own scripts and no other, no host but this one.

    The inline scripts of *index* are named by their hashes; components are blobs, Vega compiles its expressions.
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
            "frame-ancestors 'self'",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
        )
    )


class SecurityHeaders:
    """Middleware that adds the headers to every HTTP answer and keeps Streamlit's metrics to the machine itself."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand before *app*, with the policy of the installed Streamlit's page."""
        self._app = app
        self._headers = {
            "Content-Security-Policy": content_security_policy(_index()),
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": "SAMEORIGIN",
            "Referrer-Policy": "same-origin",
            "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the app does, with the headers added."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(self._headers)
            await send(message)

        app = PlainTextResponse("not found", NOT_FOUND) if scope["path"].endswith(METRICS) else self._app
        await app(scope, receive, send_with_headers)


def _digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


def _index() -> str:
    return (Path(streamlit.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
