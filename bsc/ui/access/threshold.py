"""What is asked before anything else is: whether a request comes the way that this app is meant to be reached.

Without sign-in that is from this machine alone; with it, by a name that the app is known under and from its own pages.
"""

import logging
from typing import ClassVar, Final
from urllib.parse import urlsplit

import streamlit as st
from google.protobuf.message import DecodeError
from starlette.requests import HTTPConnection, Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.web.server.starlette.starlette_websocket import is_host_allowed

from bsc.model.entrance import Access, is_loopback, is_loopback_name
from bsc.ui.access import keys, signing_in, uploading
from bsc.ui.access.settings import settings

_LOG = logging.getLogger(__name__)
_FORBIDDEN, _NOT_FOUND, _SEE_OTHER = 403, 404, 303
_VIOLATION = 1008  # the code by which a WebSocket is closed
# Streamlit's ways beside the pages: what the server measures, and pages driven by programs. `endswith` and `in`: a base
# path may stand before them.
_CLOSED: Final = ("/_stcore/metrics", "/_stcore/agent/", "/_stcore/script-health-check")
_HEALTH: Final = ("/api/health",)  # a supervisor asks at any name
_NO_PAGES: Final = ("_stcore", "static", "app", "media", "component", "api", "auth", "oauth2callback", "sign-in")
_PASSED_ON: Final = ("forwarded", "via", "x-real-ip")

LOCAL_ONLY: Final = (
    "Journey Scorecard lets in whoever reaches it, and so it answers on its own machine only.\n\n"
    "To let others in, start it with an access mode, `bsc serve --access key` or `--access oidc` (BSC_ACCESS), and "
    "name the host that they use: `--allowed-host scorecard.example.org`."
)
LOCAL_NAME: Final = (
    "without sign-in the app answers at localhost, 127.0.0.1 and [::1] only – open it there, or choose an access mode"
)
OTHER_HOST: Final = "this host name is not one of the app's – name it with --allowed-host or server.allowedHosts"
BESIDE: Final = (
    "This script is a part of Journey Scorecard and no way in: nothing would ask who comes. Start the app with "
    "`bsc serve`, or with `streamlit run app.py`."
)
OTHER_SITE: Final = "pages of other sites are not answered"


class Threshold:
    """Middleware that stands before every page, WebSocket, file and route."""

    built: ClassVar[bool] = False

    def __init__(self, app: ASGIApp) -> None:
        """Stand before *app*, which is known under the names of `server.allowedHosts`."""
        self._app = app
        Threshold.built = True

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the app does, or say why not."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        refusal = _refusal(HTTPConnection(scope))
        if refusal is None and scope["type"] == "http":
            refusal = _sent_on(Request(scope))
        if refusal is None:
            await self._app(scope, _heard(receive) if scope["type"] == "websocket" else receive, send)
        elif scope["type"] == "http":
            await refusal(scope, receive, send)
        else:
            await receive()  # the request to connect, which is to be heard before it is turned down
            await send({"type": "websocket.close", "code": _VIOLATION})


def _refusal(asked: HTTPConnection) -> Response | None:
    path = asked.url.path
    if settings().access is Access.LOCAL and (why := _not_local(asked)):
        return PlainTextResponse(why, _FORBIDDEN)
    if path not in _HEALTH and not is_host_allowed(asked.headers.get("host")):
        return PlainTextResponse(OTHER_HOST, _FORBIDDEN)
    if asked.scope["type"] == "websocket" and not _is_own_page(asked):
        return PlainTextResponse(OTHER_SITE, _FORBIDDEN)
    if any(closed in f"{path}/" for closed in (f"{each.rstrip('/')}/" for each in _CLOSED)):
        return PlainTextResponse("not found", _NOT_FOUND)
    if not uploading.is_let_through(path):
        return PlainTextResponse("this session may not upload files", _FORBIDDEN)
    return None


def _not_local(asked: HTTPConnection) -> str | None:
    """Return what is said to *asked* unless it came from this machine to this machine by its name, through nobody.

    A proxy in between would make everybody local; each that is well-behaved says so in a header. A page of another site
    whose name points here (DNS rebinding) comes from this machine too, but by that name.
    """
    server = asked.scope.get("server") or (None, None)
    client = asked.client.host if asked.client else None
    passed_on = any(
        name.startswith("x-forwarded-") or name in ("forwarded", "via", "x-real-ip") for name in asked.headers
    )
    if passed_on or not (is_loopback(server[0]) and is_loopback(client)):
        return LOCAL_ONLY
    return None if is_loopback_name(asked.headers.get("host")) else LOCAL_NAME


def _heard(receive: Receive) -> Receive:
    """Return *receive* without the wish to clear the caches, which are everybody's; no page of the app has it."""

    async def heard() -> Message:
        while True:
            message = await receive()
            if not _clears_caches(message):
                return message
            _LOG.warning("refused: a WebSocket message would clear the caches of everybody")

    return heard


def _clears_caches(message: Message) -> bool:
    sent = message.get("bytes")
    if message["type"] != "websocket.receive" or not sent:
        return False
    try:
        kind: str | None = BackMsg.FromString(sent).WhichOneof("type")
    except DecodeError:  # Streamlit closes the connection on it
        return False
    return kind == "clear_cache"


def _is_own_page(asked: HTTPConnection) -> bool:
    """Return whether a WebSocket is opened by the app's own page, or by no page at all.

    Streamlit itself would take every page of this machine and of its addresses on the network.
    """
    origin = asked.headers.get("origin")
    if origin is None or origin in st.get_option("server.corsAllowedOrigins"):
        return True
    return urlsplit(origin).netloc == asked.headers.get("host")


def _sent_on(asked: Request) -> Response | None:
    """Return the way to the page for signing in, for a browser that opens a page without a session or a share link."""
    first = asked.url.path.strip("/").partition("/")[0]
    if settings().access is not Access.KEY or asked.method not in ("GET", "HEAD") or first in _NO_PAGES:
        return None
    if asked.headers.get("sec-fetch-dest", "document") != "document" or "text/html" not in asked.headers.get(
        "accept", ""
    ):
        return None
    if asked.query_params.get(signing_in.SHARE) or keys.session_by(asked.cookies.get(keys.COOKIE)):
        return None
    return RedirectResponse(
        signing_in.address(asked.url.path, asked.url.query), _SEE_OTHER, {"Cache-Control": "no-store"}
    )
