"""`/sign-in`: the page on which somebody shows the key, as plain HTML, because only an HTTP answer can set a cookie.

The key travels in the body of a form and nowhere else: no address, no log and no referrer ever holds it.
"""

import hashlib
import hmac
import html
import re
import secrets
from pathlib import Path
from string import Template
from typing import Final
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from bsc.errors import BscError, NotAllowed
from bsc.model.entrance import Access
from bsc.ui.access import keys
from bsc.ui.access.settings import settings

PATH: Final = "/sign-in"
SHARE: Final = "share"  # the parameter of a share link: its token never goes on to another address
_FORM: Final = "bsc_form"
_LONGEST_BODY = 2**13
_LONGEST_ADDRESS = 2**11
_FORBIDDEN, _NOT_FOUND, _TOO_LARGE, _UNPROCESSABLE, _TOO_MANY = 403, 404, 413, 422, 429
_SEE_OTHER = 303
_FROM_ELSEWHERE: Final = "This form came from elsewhere, or lay open for long – send it again."
_PAGE = Template((Path(__file__).parent / "sign_in.html").read_text(encoding="utf-8"))
# The page of a form is never framed, never kept, and says where it comes from to itself only: with no referrer at all a
# browser would call its origin `null`.
_HEADERS: Final = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'unsafe-inline'; font-src 'self'; img-src 'self'; "
        "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    ),
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
}


def routes() -> list[Route]:
    """Return the route of the page."""
    return [Route(PATH, _answer, methods=["GET", "POST"])]


def address(path: str, query: str) -> str:
    """Return the address of the page that leads back to *path* with *query*, without the token of a share link."""
    return f"{PATH}?{urlencode({'next': own_address(f'{path}?{query}' if query else path)})}"


def own_address(text: str) -> str:
    """Return *text* where it is an address of this app, without the token of a share link; else its first page.

    An address that a browser would read as another site's (two slashes, a backslash, a line's end) is none.
    """
    if len(text) > _LONGEST_ADDRESS or not re.fullmatch(r"/(?![/\\])[!-~]*", text) or "\\" in text:
        return "/"
    parts = urlsplit(text)
    pairs = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if name != SHARE]
    if parts.scheme or parts.netloc or parts.path.startswith((PATH, "//")):
        return "/"
    return quote(parts.path, safe="/%~-._") + (f"?{urlencode(pairs)}" if pairs else "")


async def _answer(request: Request) -> Response:
    if settings().access is not Access.KEY:
        return PlainTextResponse("not found", _NOT_FOUND)
    if request.method != "POST":
        return _page(request, own_address(request.query_params.get("next", "/")))
    body = await _body(request)
    if body is None:
        return PlainTextResponse("this form is too long", _TOO_LARGE)
    given = dict(parse_qsl(body, keep_blank_values=True))
    onward = own_address(given.get("next", "/"))
    if not _is_own(request, given.get("form", "")):
        return _page(
            request, onward, "This form came from elsewhere, or lay open for long – send it again.", _FORBIDDEN
        )
    came_from = request.client.host if request.client else ""
    try:
        session = await run_in_threadpool(
            keys.signed_in, settings(), given.get("name", ""), given.get("key", ""), came_from
        )
    except BscError as error:
        return _page(request, onward, _sentence(error), _status(error), given.get("name", ""))
    answer = RedirectResponse(onward, _SEE_OTHER, _HEADERS)
    answer.set_cookie(
        keys.COOKIE, keys.cookie_of(session), max_age=int(settings().hours * 3600), httponly=True, samesite="lax"
    )
    answer.delete_cookie(_FORM, path=PATH)
    return answer


def _page(request: Request, onward: str, said: str = "", status: int = 200, name: str = "") -> Response:
    """Return the page; its form carries a number that only the page's own cookie knows."""
    number = request.cookies.get(_FORM) or secrets.token_urlsafe(24)
    written = {"onward": onward, "form": _digest(number), "said": said, "name": name}
    shown = _PAGE.substitute({key: html.escape(value) for key, value in written.items()})
    answer = HTMLResponse(shown, status, _HEADERS)
    answer.set_cookie(_FORM, number, path=PATH, httponly=True, samesite="strict")
    return answer


def _is_own(request: Request, form: str) -> bool:
    """Return whether what was sent comes from the page itself, and not from another site's (login CSRF)."""
    if request.headers.get("sec-fetch-site", "same-origin") != "same-origin":
        return False
    origin = request.headers.get("origin")
    if origin is not None and origin.partition("//")[2] != request.headers.get("host"):
        return False
    number = request.cookies.get(_FORM, "")
    return bool(number) and hmac.compare_digest(form.encode(), _digest(number).encode())


def _digest(number: str) -> str:
    return hashlib.sha256(number.encode()).hexdigest()


async def _body(request: Request) -> str | None:
    gathered = bytearray()
    async for piece in request.stream():
        gathered += piece
        if len(gathered) > _LONGEST_BODY:
            return None
    return gathered.decode("utf-8", "replace")


def _status(error: BscError) -> int:
    if not isinstance(error, NotAllowed):
        return _UNPROCESSABLE
    return _TOO_MANY if "too many" in str(error) else _FORBIDDEN


def _sentence(error: BscError) -> str:
    said = str(error)
    return f"{said[:1].upper()}{said[1:]}."
