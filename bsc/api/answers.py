"""What the routes answer: JSON, with the sentence that says what was wrong under `why`."""

import logging
from collections.abc import Callable, Coroutine, Mapping
from functools import wraps
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bsc.actions.waiting import NoRoom, TooLarge, WrongOffset
from bsc.errors import BscError, Cancelled, NotAllowed, NotFound, QuestionsOpen, Refused, StoreUnusable

_LOG = logging.getLogger(__name__)
Endpoint = Callable[[Request], Coroutine[Any, Any, Response]]

OK = 200
CREATED = 201
ACCEPTED = 202
NO_CONTENT = 204
MALFORMED = 400
UNKNOWN_CALLER = 401
NOT_ALLOWED = 403
NOT_FOUND = 404
IN_CONFLICT = 409
OTHER_VERSION = 412
TOO_LARGE = 413
OTHER_FORM = 415
REFUSED = 422
UNAVAILABLE = 503
NO_ROOM = 507

_STATUS: Mapping[type[BscError], int] = {
    NotFound: NOT_FOUND,
    NotAllowed: NOT_ALLOWED,
    WrongOffset: IN_CONFLICT,
    Cancelled: IN_CONFLICT,
    TooLarge: TOO_LARGE,
    NoRoom: NO_ROOM,
    StoreUnusable: UNAVAILABLE,
}


class Denied(Refused):
    """A request that is not answered: its status, and the sentence that says why."""

    def __init__(self, status: int, why: str, headers: Mapping[str, str] | None = None) -> None:
        """Keep *status* and the *headers* of the answer."""
        self.status = status
        self.headers = dict(headers or {})
        super().__init__(why)


def answering(endpoint: Endpoint) -> Endpoint:
    """Return *endpoint*, which now answers what its caller can put right with a status and a sentence."""

    @wraps(endpoint)
    async def answer(request: Request) -> Response:
        try:
            return await endpoint(request)
        except BscError as error:
            if (status := status_of(error)) in (UNKNOWN_CALLER, NOT_ALLOWED):
                came_from = request.client.host if request.client else "nowhere"
                _LOG.warning("refused %d: %s %r from %s", status, request.method, request.url.path, came_from)
            return said(error)

    return answer


def said(error: BscError, **more: object) -> JSONResponse:
    """Return the answer that says *error*; open questions are listed with the answers that can be given."""
    if isinstance(error, Denied):
        return JSONResponse({"why": str(error)}, error.status, error.headers)
    document: dict[str, object] = {"why": str(error)}
    if isinstance(error, QuestionsOpen):
        document["questions"] = [
            {"column": each.column, "ask": each.ask, "choices": list(each.choices)} for each in error.questions
        ]
    return JSONResponse(document | more, status_of(error))


def status_of(error: BscError) -> int:
    """Return the HTTP status that *error* is answered with: 422 for what a file or a rule forbids."""
    if isinstance(error, Denied):
        return error.status
    return next((status for kind, status in _STATUS.items() if isinstance(error, kind)), REFUSED)
