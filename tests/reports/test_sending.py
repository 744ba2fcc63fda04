"""Digests on their way: through a real mail server and to a real web server, and what of them opens there."""

import logging
import threading
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

import pytest
from aiosmtpd.smtp import Envelope

from bsc.actions import import_file
from bsc.actions.definitions import apply_definitions
from bsc.actions.destinations import Destinations, Message, _without_secrets, deliver, destinations
from bsc.actions.shares import share_links, share_shown
from bsc.actions.subscriptions import due, last_sent, subscribe
from bsc.errors import BscError, NotFound
from bsc.model.sharing import Kind
from bsc.reports.postman import Postman
from bsc.reports.sending import Post, compose, preview, send_due, send_now
from bsc.store import Store
from bsc.store.subscriptions import Outcome
from bsc.views.dates import day
from tests.reports.receiving import Mailbox, part

TOMORROW = timedelta(days=1)
BAD_ADDRESSES = [
    "", "scorecard.example.com", "ftp://x", "https://x/?share=1", "javascript:alert(1)", "http://[::1", "https://ho st",
    "https://host:99999", "https://host\r\nX: y", "https://evil.example\\@host", "https://user:pw@host",
]  # fmt: skip
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


@pytest.mark.parametrize("base", BAD_ADDRESSES)
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


def test_of_several_recipients_those_who_took_it_do_not_get_it_again(
    company: Store, mailbox: tuple[Mailbox, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    box, port = mailbox

    async def only_zoe(_server: object, _session: object, envelope: Envelope, address: str, _options: object) -> str:
        if address != "zoe@example.org":
            return "550 nobody of that name"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    monkeypatch.setattr(box, "handle_RCPT", only_zoe, raising=False)
    address = f"mailto://127.0.0.1:{port}?from=scorecard@example.com&to=zoe@example.org,yan@example.org"
    known = Post(Destinations({"board": address}), "https://scorecard.example.com")
    digest(company, to=("board",))
    (done,) = send_due(company, known, tomorrow())
    assert (done.outcome, done.note[:24]) == (Outcome.SENT, "1 of 2 did not take it: ")
    assert "example.org" not in done.note
    assert send_due(company, known, tomorrow() + timedelta(hours=1)) == []
    assert [to for to, _ in box.mails] == [["zoe@example.org"]]


def test_a_digest_for_one_person_goes_to_nobody_whom_the_mail_server_names(
    company: Store, mailbox: tuple[Mailbox, int]
) -> None:
    box, port = mailbox
    server = f"mailto://127.0.0.1:{port}/all@example.org?from=scorecard@example.com&to=b@example.org&cc=c@example.org"
    digest(company)
    send_due(company, Post(Destinations({"mail": server}), "https://scorecard.example.com"), tomorrow())
    assert [to for to, _ in box.mails] == [["zoe@example.org"]]


@pytest.mark.parametrize(
    "address",
    ["slack://very-secret-token", "bogus://user:very-secret@h/x", "user:very-secret@host", "mailto://u:very-secret@"],
)
def test_an_address_that_is_written_wrongly_is_not_logged(address: str) -> None:
    log = StringIO()  # where the app's log ends, whatever its level
    handler = logging.StreamHandler(log)
    logging.getLogger().addHandler(handler)
    try:
        with pytest.raises(BscError, match="none that Apprise knows") as failed:
            deliver(Message("a", "b", "c"), "team", Destinations({"team": address}))
    finally:
        logging.getLogger().removeHandler(handler)
    assert "very-secret" not in log.getvalue() + str(failed.value)


def test_short_and_quoted_secrets_are_taken_out_of_what_a_server_says() -> None:
    address = "mailtos://user:p%40ss@mail.example.com?from=a@b.co&key=s3c"
    assert _without_secrets("user p@ss at mail.example.com: s3c refused, from", address) == "… … at …: … refused, from"


def test_the_link_opens_until_the_end_of_the_day_that_the_digest_names(
    company: Store, mailbox: tuple[Mailbox, int]
) -> None:
    box, port = mailbox
    digest(company, zone="America/New_York", link_days=10)
    send_due(company, post(port), tomorrow())
    (link,) = share_links(company)
    assert link.expires_at is not None
    ends = link.expires_at.replace(tzinfo=UTC).astimezone(ZoneInfo("America/New_York"))
    assert (ends.hour, ends.minute) == (0, 0)
    assert f"until {day((ends - timedelta(hours=12)).date())}" in part(box.mails[0][1], "plain")


def test_a_frozen_link_is_of_the_period_that_the_digest_tells_of(
    company: Store, mailbox: tuple[Mailbox, int], tmp_path: Path
) -> None:
    box, port = mailbox
    file = tmp_path / "april.csv"
    file.write_text("day,channel\n2026-04-01,Mail\n")
    import_file(company, file, "leads", who="ann")
    digest(company, filters={"channel": ("Ads",)})
    send_due(company, post(port), tomorrow())
    (link,) = share_links(company)
    assert link.shown.period is not None
    month = date.fromisoformat(f"{link.shown.period}-01")
    assert f"{month:%b %Y}: " in str(box.mails[0][1]["Subject"])


def test_two_live_digests_of_one_second_to_alike_destinations_each_have_a_link(
    company: Store, mailbox: tuple[Mailbox, int]
) -> None:
    long = "f" * 60
    digest(company, to=(f"{long}@example.org", f"{long}@example.com"), link="live")
    assert [each.outcome for each in send_due(company, post(mailbox[1]), tomorrow())] == [Outcome.SENT, Outcome.SENT]
    assert len({each.name for each in share_links(company)}) == 2


def test_a_persona_that_is_gone_is_said_and_nothing_is_sent(company: Store, mailbox: tuple[Mailbox, int]) -> None:
    box, port = mailbox
    apply_definitions(company, f"{DEFINITIONS}personas: [{{id: owner, name: Owner}}]\n", "ann")
    digest(company, persona="owner")
    apply_definitions(company, DEFINITIONS, "ann")
    (done,) = send_due(company, post(port), tomorrow())
    assert done.outcome is Outcome.FAILED
    assert 'there is no persona "owner"' in done.note
    assert box.mails == []


def test_what_goes_wrong_with_one_look_ends_no_later_one(
    company: Store, mailbox: tuple[Mailbox, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    box, port = mailbox
    digest(company)
    monkeypatch.setattr("bsc.actions.subscriptions._now", tomorrow)
    asked = threading.Event()
    posts = iter([BscError("the secrets file cannot be read")])

    def known() -> Post:
        asked.set()
        for error in posts:
            raise error
        return post(port)

    postman = Postman(company, known)
    assert asked.wait(60)
    for _ in range(600):
        apply_definitions(company, DEFINITIONS.replace("Leads", "All leads"), "ann")  # a change lets it look again
        if box.mails:
            break
        time.sleep(0.1)
    postman.end()
    assert len(box.mails) == 1


MONTHLY: dict[str, Any] = {"to": ("zoe@example.org",), "rhythm": "monthly", "day": 1, "hour": 8}


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def test_on_the_first_of_a_month_where_it_is_read_the_digest_tells_the_month_that_is_over(
    company: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bsc.reports.sending_links._now", lambda: at("2026-03-31 23:00"))
    in_tokyo = subscribe(company, {**MONTHLY, "name": "Tokyo", "zone": "Asia/Tokyo"}, "ann")  # 1 Apr, 08:00 there
    in_london = subscribe(company, {**MONTHLY, "name": "Reykjavik", "zone": "Atlantic/Reykjavik"}, "ann")
    assert compose(company, in_tokyo).cover.period == "Mar 2026"
    assert compose(company, in_london).cover.period == "Feb 2026"


def test_a_short_password_is_no_part_of_what_is_said() -> None:
    said = _without_secrets(
        "535 5.7.8 user jo with pw was refused by the mail server", "mailto://jo:pw@mail.example.com"
    )
    assert said == "535 5.7.8 user … with … was refused by the mail server"
