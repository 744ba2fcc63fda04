"""`/api/uploads`: files sent in pieces, each of which may fail and be sent again; the tus protocol, version 1.0.

https://tus.io/protocols/resumable-upload – with its extensions creation, creation-with-upload, creation-defer-length,
expiration and termination, so that any tus client can send. What arrives waits, sealed, until it is imported.
"""

import base64
from collections.abc import Mapping
from email.utils import format_datetime

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bsc.actions.waiting import LARGEST, WaitingUpload
from bsc.api.answers import (
    CREATED,
    IN_CONFLICT,
    MALFORMED,
    NO_CONTENT,
    OK,
    OTHER_FORM,
    OTHER_VERSION,
    Denied,
    Endpoint,
    answering,
)
from bsc.api.asked import number_in
from bsc.api.bodies import UploadSink, drained
from bsc.api.callers import Caller, Callers

VERSION = "1.0.0"
PIECE = "application/offset+octet-stream"
ABLE = {
    "Tus-Version": VERSION,
    "Tus-Max-Size": str(LARGEST),
    "Tus-Extension": "creation,creation-with-upload,creation-defer-length,expiration,termination",
}


def upload_routes(callers: Callers) -> list[Route]:
    """Return the routes: begin an upload, ask how far it is, go on with it, take it back."""
    begin, far, go_on, take_back = _endpoints(callers)
    return [
        Route("/uploads", _tus(begin), methods=["POST"]),
        Route("/uploads", _tus(_ability), methods=["OPTIONS"]),
        Route("/uploads/{id}", _tus(_ability), methods=["OPTIONS"]),
        Route("/uploads/{id}", _tus(far), methods=["HEAD"]),
        Route("/uploads/{id}", _tus(go_on), methods=["PATCH"]),
        Route("/uploads/{id}", _tus(take_back), methods=["DELETE"]),
    ]


def _endpoints(callers: Callers) -> tuple[Endpoint, Endpoint, Endpoint, Endpoint]:
    async def begin(request: Request) -> Response:
        caller = await callers.of(request)
        upload = await run_in_threadpool(
            caller.waiting.begin, _name(request), length=_announced(request), owner=caller.owner
        )
        if request.headers.get("Content-Type") == PIECE:
            upload = await _received(request, caller, upload)
        return Response(status_code=CREATED, headers={"Location": f"/api/uploads/{upload.id}", **_far(upload)})

    async def far(request: Request) -> Response:
        upload = (await callers.of(request)).upload(request.path_params["id"])
        return Response(status_code=OK, headers={**_far(upload), "Cache-Control": "no-store"})

    async def go_on(request: Request) -> Response:
        caller = await callers.of(request)
        upload = caller.upload(request.path_params["id"])
        if request.headers.get("Content-Type") != PIECE:
            raise Denied(OTHER_FORM, f"send the bytes as {PIECE}")
        offset = _number(request, "Upload-Offset")
        if offset != upload.size:
            message = f"the upload has {upload.size} bytes – go on from there"
            raise Denied(IN_CONFLICT, message, {"Upload-Offset": str(upload.size)})
        if upload.length is None and "Upload-Length" in request.headers:
            upload = await run_in_threadpool(caller.waiting.finish, upload.id, _number(request, "Upload-Length"))
        upload = await _received(request, caller, upload)
        return Response(status_code=NO_CONTENT, headers=_far(upload))

    async def take_back(request: Request) -> Response:
        caller = await callers.of(request)
        upload = caller.upload(request.path_params["id"])
        await run_in_threadpool(caller.waiting.discard, upload.id)
        return Response(status_code=NO_CONTENT)

    return begin, far, go_on, take_back


async def _ability(_: Request) -> Response:
    return Response(status_code=NO_CONTENT, headers=ABLE)


def _tus(endpoint: Endpoint) -> Endpoint:
    """Return *endpoint* as the protocol wants it: for a version that is spoken here, which each answer names."""

    async def spoken(request: Request) -> Response:
        version = request.headers.get("Tus-Resumable", VERSION)
        if version != VERSION and request.method != "OPTIONS":
            raise Denied(OTHER_VERSION, f"tus {version} is not spoken here – use {VERSION}", {"Tus-Version": VERSION})
        return await endpoint(request)

    answer = answering(spoken)

    async def named(request: Request) -> Response:
        response = await answer(request)
        response.headers["Tus-Resumable"] = VERSION
        return response

    return named


async def _received(request: Request, caller: Caller, upload: WaitingUpload) -> WaitingUpload:
    """Return the upload with the bytes of the request behind it; what arrives before a line breaks is kept."""
    sink = UploadSink(caller.waiting, upload)
    await drained(request, sink)
    return sink.upload


def _far(upload: WaitingUpload) -> dict[str, str]:
    length = {"Upload-Defer-Length": "1"} if upload.length is None else {"Upload-Length": str(upload.length)}
    return {
        "Upload-Offset": str(upload.size),
        "Upload-Expires": format_datetime(upload.until, usegmt=True),
        **length,
    }


def _announced(request: Request) -> int | None:
    if request.headers.get("Upload-Defer-Length") == "1":
        return None
    return _number(request, "Upload-Length")


def _number(request: Request, header: str) -> int:
    number = number_in(request.headers.get(header, ""))
    if number is None:
        raise Denied(MALFORMED, f"{header} must be a number of bytes")
    return number


def _name(request: Request) -> str:
    named = _metadata(request.headers.get("Upload-Metadata", ""))
    return named.get("filename") or named.get("name") or ""


def _metadata(header: str) -> Mapping[str, str]:
    found = {}
    for pair in filter(None, map(str.strip, header.split(","))):
        key, _, coded = pair.partition(" ")
        try:
            found[key] = base64.b64decode(coded, validate=True).decode()
        except ValueError as error:
            raise Denied(MALFORMED, f"Upload-Metadata: `{key}` is not base64 of UTF-8 text") from error
    return found
