"""Who asks, and from where: the token or ticket of a request, and the addresses at which the routes answer."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from bsc.actions.tokens import token_shown
from bsc.actions.waiting import NoSuchUpload, Waiting, WaitingUpload
from bsc.api.answers import NOT_ALLOWED, UNKNOWN_CALLER, Denied, said
from bsc.store import Store
from bsc.store.tokens import TokenLine

ANY = "*"


@dataclass(frozen=True)
class Caller:
    """Who asks: the store, what waits beside it, and the token shown (None: a page's ticket, which may only send)."""

    store: Store
    owner: str
    token: TokenLine | None = None

    @property
    def waiting(self) -> Waiting:
        """Return the uploads that wait beside the store."""
        return Waiting.beside(self.store)

    def upload(self, upload_id: str) -> WaitingUpload:
        """Return one of the caller's own uploads; raises NoSuchUpload for another's as for one that is not there."""
        upload = self.waiting.upload(upload_id)
        if upload.owner != self.owner:
            raise NoSuchUpload(upload_id)
        return upload

    def token_for(self, datasets: Iterable[str]) -> TokenLine:
        """Return the token; raises Denied unless it reaches all of *datasets*."""
        if self.token is None:
            raise Denied(NOT_ALLOWED, "a ticket can send files, not import them – use a token, or the Data page")
        for dataset in datasets:
            if not self.token.reaches(dataset):
                reached = ", ".join(self.token.datasets)
                message = f"token {self.token.name} is not for dataset `{dataset}` – it is for {reached}"
                raise Denied(NOT_ALLOWED, message)
        return self.token


class Callers:
    """Tells who asks of the company whose database file *database* names when it is asked."""

    def __init__(self, database: Callable[[], Path]) -> None:
        """Keep where the database is said to be."""
        self._database = database

    async def of(self, request: Request) -> Caller:
        """Return who asks; raises Denied without a valid token or ticket in `Authorization: Bearer …`."""
        scheme, _, shown = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not shown.strip():
            raise _unknown("this needs a token – send it as `Authorization: Bearer TOKEN`")
        return await run_in_threadpool(self._known, shown.strip())

    def _known(self, shown: str) -> Caller:
        store = Store.open(self._database())
        waiting = Waiting.beside(store)
        if (token := token_shown(store, shown)) is not None:
            return Caller(store, f"token {token.id}", token)
        if (owner := waiting.owner_by(shown)) is not None:
            return Caller(store, owner)
        raise _unknown("the token is not valid: it was revoked, has run out, or was never made – ask for a new one")


class OwnAddresses:
    """Middleware that answers only at the hosts by which the app is known, and no other site's pages.

    A page of another site that has its name point at this machine (DNS rebinding) sends that name as `Host`; one that
    asks across sites sends its own as `Origin`.
    """

    def __init__(self, app: ASGIApp, hosts: Callable[[], Iterable[str]]) -> None:
        """Stand before *app*; *hosts* gives the names: `name`, `*.name` or `*`, and none for every name."""
        self._app = app
        self._hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the app does, or with 403 and why."""
        app = self._app
        if scope["type"] == "http":
            request = Request(scope)
            host, origin = request.headers.get("host", ""), request.headers.get("origin")
            if not _is_known(host, list(self._hosts())):
                why = "this host name is not one of the app's – name it with --allowed-host or server.allowedHosts"
                app = said(Denied(NOT_ALLOWED, why))
            elif origin is not None and origin.partition("//")[2] != host:
                app = said(Denied(NOT_ALLOWED, "pages of other sites are not answered"))
        await app(scope, receive, send)


def _unknown(why: str) -> Denied:
    return Denied(UNKNOWN_CALLER, why, {"WWW-Authenticate": 'Bearer realm="Journey Scorecard"'})


def _is_known(host: str, names: list[str]) -> bool:
    if not names or ANY in names:
        return True
    try:
        called = (urlsplit(f"//{host}").hostname or "").rstrip(".")
    except ValueError:
        return False
    known = [name.strip().lower().rstrip(".") for name in names]
    return any(called.endswith(name[1:]) if name.startswith("*.") else called == name for name in known)
