"""Digests on their way: through a real mail server and to a real web server, and what of them opens there."""

import json
import socket
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope

from bsc.actions import import_file
from bsc.actions.definitions import apply_definitions
from bsc.actions.destinations import Destinations, Message, deliver, destinations
from bsc.actions.shares import share_links, share_shown
from bsc.actions.subscriptions import due, last_sent, subscribe
from bsc.errors import BscError, NotFound
from bsc.model.sharing import Kind
from bsc.reports.postman import Postman
from bsc.reports.sending import Post, preview, send_due, send_now
from bsc.store import Store
from bsc.store.subscriptions import Outcome

TOMORROW = timedelta(days=1)
HOSTILE = "Weg <img src=x onerror=alert(1)> & {{ 7*7 }} =cmd()"
DEFINITIONS = f"""
version: 1
journey: {{name: "{HOSTILE}"}}
stages: [{{id: interest, name: Interest}}]
datasets: [{{id: leads, time: day, dimensions: {{channel: channel}}}}]
objectives: [{{id: grow, name: Grow leads, stage: interest, perspective: customer}}]
kpis:
  - id: leads
    name: Leads
    objective: grow
    dataset: leads
    formula: count(*)
    pinned: true
    targets: [{{start: 2026-01-01, target: 10, red_line: 5}}]
"""


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


@pytest.fixture
def hook() -> Iterator[tuple[list[dict[str, Any]], int]]:
    said: list[dict[str, Any]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            said.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield said, server.server_port
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def company(tmp_path: Path) -> Iterator[Store]:
    store = Store.open(tmp_path / "company.duckdb")
    apply_definitions(store, DEFINITIONS, "ann")
    rows = [f"2026-0{month}-{day:02},{'Ads' if day % 2 else 'Mail'}" for month in (1, 2, 3) for day in range(1, 9)]
    file = tmp_path / "leads.csv"
    file.write_text("day,channel\n" + "\n".join(rows) + "\n")
    import_file(store, file, "leads", who="ann")
    yield store
    store.close()


def post(mail_port: int, hook_port: int = 9) -> Post:
    known = {
        "BSC_NOTIFY_MAIL": f"mailto://127.0.0.1:{mail_port}?from=scorecard@example.com",
        "BSC_NOTIFY_HOOK": f"json://127.0.0.1:{hook_port}/very-secret-path",
    }
    return Post.of(destinations(known, Path("none")), {"BSC_BASE_URL": "https://scorecard.example.com"})


def digest(store: Store, **wanted: object) -> None:
    subscribe(store, {"name": "Board", "to": ("zoe@example.org",), "rhythm": "daily", "hour": 6, **wanted}, "ann")


def part(mail: EmailMessage, kind: str) -> str:
    found = mail.get_body((kind,))
    assert isinstance(found, EmailMessage)
    return str(found.get_content())


def token_in(text: str) -> str:
    (address,) = {word for word in text.split() if word.startswith("https://scorecard.example.com/")}
    assert urlsplit(address).path == "/"
    return parse_qs(urlsplit(address).query)["share"][0]


def tomorrow() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None) + TOMORROW


def test_a_mail_arrives_with_text_and_page_and_a_link_that_opens(company: Store, mailbox: tuple[Mailbox, int]) -> None:
    box, port = mailbox
    digest(company)
    (done,) = send_due(company, post(port), tomorrow())
    assert (done.outcome, done.note) == (Outcome.SENT, "")
    ((to, mail),) = box.mails
    assert to == ["zoe@example.org"]
    assert str(mail["Subject"]).startswith(f"{HOSTILE}, Mar 2026: score 80")
    text, page = part(mail, "plain"), part(mail, "html")
    assert "<img" not in page
    assert "&lt;img src=x onerror=alert(1)&gt;" in page
    assert "49" not in page.split("</style>")[-1].split("Mar 2026")[0]
    link = share_shown(company, token_in(text.replace("(", " ").replace(")", " ").replace("[", " ")))
    assert link is not None
    assert (link.kind, link.shown.period, link.made_by) == (Kind.FROZEN, "2026-03", "digest Board")
    assert link.expires_at is not None


def test_a_webhook_gets_plain_text(
    company: Store, mailbox: tuple[Mailbox, int], hook: tuple[list[dict[str, Any]], int]
) -> None:
    said, port = hook
    digest(company, to=("hook",))
    (done,) = send_due(company, post(mailbox[1], port), tomorrow())
    assert done.outcome is Outcome.SENT
    (body,) = said
    assert body["title"].startswith(HOSTILE)
    assert share_shown(company, token_in(body["message"])) is not None, body


def test_nothing_is_sent_twice_and_what_was_refused_is_tried_again_with_a_link_of_its_own(
    company: Store, mailbox: tuple[Mailbox, int]
) -> None:
    box, port = mailbox
    digest(company, to=("zoe@example.org", "yan@example.org"))
    box.refuses = True
    first = send_due(company, post(port), tomorrow())
    assert [each.outcome for each in first] == [Outcome.FAILED, Outcome.FAILED]
    assert all(link.revoked_at is not None for link in share_links(company))
    box.refuses = False
    again = send_due(company, post(port), tomorrow() + timedelta(minutes=6))
    assert [(each.outcome, each.attempt) for each in again] == [(Outcome.SENT, 2), (Outcome.SENT, 2)]
    assert send_due(company, post(port), tomorrow() + timedelta(minutes=20)) == []
    assert [to for to, _ in box.mails] == [["zoe@example.org"], ["yan@example.org"]]


def test_a_digest_of_one_segment_tells_of_no_other_and_neither_does_its_link(
    company: Store, mailbox: tuple[Mailbox, int]
) -> None:
    box, port = mailbox
    digest(company, filters={"channel": ("Ads",)})
    send_due(company, post(port), tomorrow())
    ((_, mail),) = box.mails
    assert "Channel: Ads" in part(mail, "plain")
    assert "Mail" not in part(mail, "plain").replace(HOSTILE, "")
    (link,) = share_links(company)
    assert dict(link.shown.fence.filters) == {"channel": ("Ads",)}


def test_where_nothing_is_new_nothing_is_sent_if_that_is_wanted(company: Store, mailbox: tuple[Mailbox, int]) -> None:
    box, port = mailbox
    digest(company, only_when_changed=True)
    now = tomorrow()
    assert [each.outcome for each in send_due(company, post(port), now)] == [Outcome.SENT]
    (quiet,) = send_due(company, post(port), now + TOMORROW)
    assert (quiet.outcome, quiet.note) == (Outcome.QUIET, "nothing is new since the last digest")
    apply_definitions(company, DEFINITIONS.replace("target: 10, red_line: 5", "target: 100, red_line: 50"), "ann")
    assert [each.outcome for each in send_due(company, post(port), now + 2 * TOMORROW)] == [Outcome.SENT]
    assert "Since the last digest" in part(box.mails[-1][1], "plain")
    assert len(box.mails) == 2


def test_a_test_out_of_turn_is_no_sending(company: Store, mailbox: tuple[Mailbox, int]) -> None:
    box, port = mailbox
    digest(company)
    (what,) = due(company, tomorrow())
    send_now(company, what.subscription, post(port))
    assert len(box.mails) == 1
    assert last_sent(company) == {}
    assert due(company, tomorrow()) == [what]
    assert "https://…" in preview(company, what.subscription, "").text


def test_what_cannot_be_sent_says_who_and_why_and_no_secret(company: Store) -> None:
    known = destinations({"BSC_NOTIFY_HOOK": "json://user:pass-word@127.0.0.1:9/very-secret-path"}, Path("none"))
    with pytest.raises(BscError) as failed:
        deliver(Message("a", "b", "c"), "hook", known)
    assert str(failed.value).startswith("hook: ")
    assert not any(secret in str(failed.value) for secret in ("pass-word", "very-secret-path", "127.0.0.1"))
    assert "very-secret-path" not in repr(known)
    with pytest.raises(NotFound, match='there is no destination "hok" – did you mean `hook`'):
        known.check(["hok"])
    with pytest.raises(BscError, match=r"no mail server is named to send to zoe@example.org – set BSC_NOTIFY_MAIL"):
        known.check(["zoe@example.org"])
    del company


@pytest.mark.parametrize(
    "to", ["a@b", "a@b.c\r\nBcc: x@y.z", "a@b.c,x@y.z", "a@b.c?to=x@y.z", "a@b.c&bcc=x@y.z", "<a@b.c>"]
)
def test_an_address_that_would_be_more_than_one_recipient_is_none(to: str) -> None:
    known = Destinations({"mail": "mailto://127.0.0.1:9?from=a@b.c"})
    with pytest.raises(NotFound):
        known.check([to])


@pytest.mark.parametrize("base", ["", "scorecard.example.com", "ftp://x", "https://x/?share=1", "javascript:alert(1)"])
def test_without_an_address_of_the_app_no_digest_is_sent(base: str) -> None:
    with pytest.raises(BscError, match="BSC_BASE_URL"):
        Post.of(Destinations(), {"BSC_BASE_URL": base})


def test_destinations_stand_in_the_secrets_file_as_well_and_the_environment_comes_first(tmp_path: Path) -> None:
    file = tmp_path / "secrets.toml"
    file.write_text('[notify]\nBoard = "json://one"\nteam = "json://two"\n')
    found = destinations({"BSC_NOTIFY_BOARD": "json://three", "BSC_NOTIFY_": "json://none"}, file)
    assert found.addresses == {"board": "json://three", "team": "json://two"}
    file.write_text("[notify")
    with pytest.raises(BscError, match=r"secrets.toml cannot be read"):
        destinations({}, file)


def test_the_postman_sends_what_is_due_and_ends_with_the_store(
    company: Store, mailbox: tuple[Mailbox, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    box, port = mailbox
    digest(company)
    monkeypatch.setattr("bsc.actions.subscriptions._now", tomorrow)
    sent = threading.Event()
    handle = box.handle_DATA

    async def told(server: object, session: object, envelope: Envelope) -> str:
        said = await handle(server, session, envelope)
        sent.set()
        return said

    monkeypatch.setattr(box, "handle_DATA", told)
    postman = Postman(company, lambda: post(port))
    assert sent.wait(60)
    postman.end()
    assert not any(thread.name == "digests" and thread.is_alive() for thread in threading.enumerate())
    assert len(box.mails) == 1
