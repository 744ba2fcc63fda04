"""The running app as `bsc import --server` sees it: files go up in pieces, the import is a job that is asked about."""

import base64
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, BinaryIO, TypeVar
from urllib.parse import urlsplit

import requests
from requests.auth import AuthBase

from bsc.errors import BscError, Refused
from bsc.intake.progress import Progress, Watch

PIECE = 8 * 2**20
SMALLEST_PIECE = 2**18
TRIES = 8
LONGEST_PAUSE_S = 30.0
ANSWER_S = 300.0
CONNECT_S = 15.0
ASK_EVERY_S = 0.5
TOO_LARGE = 413
UNFINISHED = frozenset({408, 409, 425, 429, 500, 502, 503, 504})  # answers after which the same may work a little later
T = TypeVar("T")
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


class _Broken(Refused):
    """The line to the server broke, or a proxy before it gave up: the same may work a little later."""


class _PieceTooLarge(Refused):
    """A proxy before the server takes no body of this size."""


class _Shown(AuthBase):
    """Shows the token; unlike a plain header it is not replaced by a password in a `.netrc` file."""

    def __init__(self, token: str) -> None:
        self._token = token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = f"Bearer {self._token}"
        return request


class Server:
    """A running Journey Scorecard at *address*, asked with *token*."""

    def __init__(self, address: str, token: str) -> None:
        """Ask nothing yet; raises BscError for what is no address."""
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            message = f'"{address}" is no address of a server – write it like https://scorecard.example.org'
            raise BscError(message)
        self._address = address.rstrip("/")
        self.is_private = parts.scheme == "https" or parts.hostname in LOOPBACK
        self._session = requests.Session()
        self._session.auth = _Shown(token)

    def send(self, name: str, stream: BinaryIO, watch: Watch, progress: Progress) -> str:
        """Return the number of the upload that now holds all of *stream*; a line that breaks is taken up again.

        *watch* is told how far it is, counted on from *progress*. What was sent is taken back when it is stopped.
        """
        coded = base64.b64encode(name.encode()).decode()
        headers = {"Upload-Defer-Length": "1", "Upload-Metadata": f"filename {coded}"}
        begun = _patiently(lambda: self._ask("POST", "/api/uploads", headers=headers))
        upload_id = _header(begun, "Location").rpartition("/")[2]
        try:
            self._send_pieces(upload_id, stream, watch, progress)
        except BaseException:
            self.take_back([upload_id])
            raise
        return upload_id

    def take_back(self, uploads: Sequence[str]) -> None:
        """Remove what waits; a server that cannot be reached sweeps it itself."""
        for upload_id in uploads:
            try:
                self._ask("DELETE", f"/api/uploads/{upload_id}")
            except BscError:
                return

    def start_import(self, asked: Sequence[tuple[str, str]]) -> dict[str, Any]:
        """Return the job that now imports what *asked*, the route's parameters, says."""
        return _job(self._ask("POST", "/api/imports", params=asked, headers={"Prefer": "respond-async"}))

    def job(self, job_id: str) -> dict[str, Any]:
        """Return how far a job is."""
        return _job(_patiently(lambda: self._ask("GET", f"/api/jobs/{job_id}")))

    def cancel(self, job_id: str) -> dict[str, Any]:
        """Return a job after it was stopped (or had ended before)."""
        return _job(self._ask("DELETE", f"/api/jobs/{job_id}"))

    def _send_pieces(self, upload_id: str, stream: BinaryIO, watch: Watch, progress: Progress) -> None:
        reached, most, failures = 0, PIECE, 0
        while piece := stream.read(PIECE):
            start = reached
            while reached < start + len(piece):
                rest = piece[reached - start :][:most]
                try:
                    reached, failures = self._patch(upload_id, reached, rest), 0
                except _PieceTooLarge:
                    if (most := most // 2) < SMALLEST_PIECE:
                        raise
                except _Broken:
                    if (failures := failures + 1) >= TRIES:
                        raise
                    _pause(failures)
                    reached = _patiently(lambda: self._reached(upload_id))
                watch(replace(progress, done=progress.done + reached))
        self._finish(upload_id, reached)

    def _reached(self, upload_id: str) -> int:
        return _offset(self._ask("HEAD", f"/api/uploads/{upload_id}"))

    def _patch(self, upload_id: str, offset: int, piece: bytes, **more: str) -> int:
        headers = {"Content-Type": "application/offset+octet-stream", "Upload-Offset": str(offset), **more}
        return _offset(self._ask("PATCH", f"/api/uploads/{upload_id}", headers=headers, data=piece))

    def _finish(self, upload_id: str, length: int) -> None:
        _patiently(lambda: self._patch(upload_id, length, b"", **{"Upload-Length": str(length)}))

    def _ask(
        self,
        method: str,
        path: str,
        *,
        headers: Mapping[str, str] | None = None,
        params: Sequence[tuple[str, str]] = (),
        data: bytes | None = None,
    ) -> requests.Response:
        with self._in_sentences():
            answer = self._session.request(
                method,
                self._address + path,
                params=list(params),
                headers={"Tus-Resumable": "1.0.0", **(headers or {})},
                data=data,
                timeout=(CONNECT_S, ANSWER_S),
                allow_redirects=False,
            )
        if answer.ok and not answer.is_redirect:
            return answer
        raise self._refusal(answer)

    @contextmanager
    def _in_sentences(self) -> Iterator[None]:
        try:
            yield
        except requests.exceptions.SSLError as error:
            raise BscError(f"{self._address}: its certificate is not trusted – {error}") from error
        except (requests.ConnectionError, requests.Timeout, requests.exceptions.ChunkedEncodingError) as error:
            raise _Broken(f"{self._address} cannot be reached – check the address and whether the app runs") from error
        except requests.RequestException as error:
            raise BscError(f"{self._address}: {error}") from error

    def _refusal(self, answer: requests.Response) -> BscError:
        status = answer.status_code
        if answer.is_redirect:
            elsewhere = answer.headers.get("Location", "elsewhere")
            return BscError(f"{self._address} sends on to {elsewhere} – name the address that answers itself")
        why = _why(answer)
        if status == TOO_LARGE and not why:
            return _PieceTooLarge(f"{self._address} takes no pieces of this size – raise its proxy's limit")
        if status in UNFINISHED:
            return _Broken(why or f"{self._address} answers {status} {answer.reason} – try again later")
        return BscError(why or f"{self._address} answers {status}, not as Journey Scorecard does – check the address")


def _patiently(ask: Callable[[], T]) -> T:
    """Return what *ask* returns, asking again for a while when the line breaks."""
    for number in range(TRIES):
        try:
            return ask()
        except _Broken:
            if number == TRIES - 1:
                raise
            _pause(number)
    raise AssertionError  # the last try has returned or raised


def _pause(number: int) -> None:
    time.sleep(min(2.0**number / 4, LONGEST_PAUSE_S))


def _job(answer: requests.Response) -> dict[str, Any]:
    try:
        document = answer.json()
    except requests.JSONDecodeError:
        document = None
    if not isinstance(document, dict) or not document.keys() >= {"job", "state"}:
        raise _other_program(answer)
    return document


def _header(answer: requests.Response, name: str) -> str:
    if name not in answer.headers:
        raise _other_program(answer)
    return answer.headers[name]


def _offset(answer: requests.Response) -> int:
    offset = _header(answer, "Upload-Offset")
    if not (offset.isascii() and offset.isdigit()):
        raise _other_program(answer)
    return int(offset)


def _other_program(answer: requests.Response) -> BscError:
    return BscError(f"{answer.url} does not answer as Journey Scorecard does – check the address")


def _why(answer: requests.Response) -> str:
    try:
        document = answer.json()
    except requests.JSONDecodeError:
        return ""
    return str(document.get("why", "")) if isinstance(document, dict) else ""
