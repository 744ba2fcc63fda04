"""A real mail server and a real web server, started for a test, that keep what arrives."""

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope

SECRET = "very-secret-path"  # noqa: S105 -- of a web server that lives as long as a test
BASE = "https://scorecard.example.com"
Said = list[dict[str, Any]]


class Mailbox:
    """A mail server's handler that keeps what arrives, or refuses it."""

    def __init__(self) -> None:
        self.mails: list[tuple[list[str], EmailMessage]] = []
        self.refuses = False

    async def handle_DATA(self, _server: object, _session: object, envelope: Envelope) -> str:  # noqa: N802 -- aiosmtpd's name
        if self.refuses:
            return "451 try again later"
        assert isinstance(envelope.content, bytes)
        mail = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(mail, EmailMessage)
        self.mails.append((list(envelope.rcpt_tos), mail))
        return "250 OK"


@pytest.fixture
def mailbox() -> Iterator[tuple[Mailbox, int]]:
    box = Mailbox()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    yield box, port
    server.stop()


@contextmanager
def listening(heard: threading.Event | None = None) -> Iterator[tuple[Said, int]]:
    """Give what arrives at a web server, and its port; *heard* is set when something has."""
    said: Said = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            said.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(200)
            self.end_headers()
            if heard:
                heard.set()

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield said, server.server_port
    server.shutdown()
    thread.join()
    server.server_close()


def webhook(port: int) -> str:
    """Return the address of a web server as a destination has it, with a secret in it."""
    return f"json://127.0.0.1:{port}/{SECRET}"


@pytest.fixture
def hook() -> Iterator[tuple[Said, int]]:
    with listening() as listener:
        yield listener


@pytest.fixture
def named_hook(monkeypatch: pytest.MonkeyPatch) -> Iterator[Said]:
    """Return what arrives at the destination `hook`, which the environment names, as it does the address of the app."""
    with listening() as (said, port):
        monkeypatch.setenv("BSC_NOTIFY_HOOK", webhook(port))
        monkeypatch.setenv("BSC_BASE_URL", BASE)
        yield said


def part(mail: EmailMessage, kind: str) -> str:
    found = mail.get_body((kind,))
    assert isinstance(found, EmailMessage)
    return str(found.get_content())
