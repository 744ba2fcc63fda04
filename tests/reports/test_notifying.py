"""Notifications on their way: an event, and the mail or message that tells of it, once, with a link that opens."""

import threading
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from bsc.actions import import_file, rename_person, undo_import, write_note
from bsc.actions.addressed import LOST, UNEXPECTED
from bsc.actions.definitions import apply_definitions
from bsc.actions.destinations import destinations
from bsc.actions.notifications import (
    change_notification,
    end_notification,
    last_told,
    next_telling,
    notification,
    notify,
    to_tell,
)
from bsc.actions.shares import share_links, share_shown
from bsc.errors import BscError, DefinitionProblems, NotFound, Refused
from bsc.model.notification import Notification
from bsc.reports.notification_rounds import holding, look, preview, tell_due, try_out
from bsc.reports.postman import Postman
from bsc.reports.sending import Post
from bsc.store import Store
from bsc.store.told import Telling, Told, claim_told
from tests.reports.receiving import Mailbox, part

BASE = "https://scorecard.example.com/team"
HOSTILE = "=cmd() <img src=x onerror=alert(1)> & {{ 7*7 }}"
DEFINITIONS = f"""
version: 1
journey: {{name: "{HOSTILE}"}}
stages: [{{id: interest, name: Interest}}]
datasets: [{{id: leads, time: day, dimensions: {{channel: channel}}}}]
objectives: [{{id: grow, name: Grow leads, stage: interest, perspective: customer}}]
kpis:
  - id: leads
    name: "{HOSTILE}"
    objective: grow
    dataset: leads
    owner: Web team
    formula: count(*)
    pinned: true
    targets: [{{start: 2026-01-01, target: 10, red_line: 5}}]
initiatives: [INITIATIVES]
"""
GOOD, BAD = 8, 2  # leads in a month: between red line and target, and beyond the red line


@pytest.fixture
def company(tmp_path: Path) -> Iterator[Store]:
    store = Store.open(tmp_path / "company.duckdb")
    define(store)
    for month in (1, 2, 3):
        month_of(store, month, GOOD)
    yield store
    store.close()


def define(store: Store, *initiatives: str) -> None:
    apply_definitions(store, DEFINITIONS.replace("INITIATIVES", ", ".join(initiatives)), "ann")


def month_of(store: Store, month: int, leads: int) -> int:
    file = store.path.parent / f"leads-{month}.csv"
    rows = [f"2026-{month:02}-{day:02},{'Ads' if day % 2 else 'Mail'}" for day in range(1, leads + 1)]
    file.write_text("day,channel\n" + "\n".join(rows) + "\n")
    return import_file(store, file, "leads", who="ann").id


def post(mail_port: int = 9, hook_port: int = 9) -> Post:
    known = {
        "BSC_NOTIFY_MAIL": f"mailto://127.0.0.1:{mail_port}?from=scorecard@example.com",
        "BSC_NOTIFY_HOOK": f"json://127.0.0.1:{hook_port}/very-secret-path",
    }
    return Post.of(destinations(known, Path("none")), {"BSC_BASE_URL": BASE})


def told(store: Store, found: Post, now: datetime | None = None) -> list[Telling]:
    return [each.outcome for each in tell_due(store, lambda: found, now)]


def subscribed(store: Store, **wanted: object) -> Notification:
    made = notify(store, {"name": "Web team", "to": ("zoe@example.org",), "kinds": ("off track",), **wanted}, "ann")
    look(store, made)
    return made


def later(**by: float) -> datetime:
    return datetime.now(UTC).replace(tzinfo=None) + timedelta(**by)


def addresses(text: str) -> list[str]:
    return [word for word in text.split() if word.startswith(BASE)]


Hook = tuple[list[dict[str, Any]], int]


def test_a_kpi_that_goes_off_track_is_told_by_mail_with_what_why_since_when_and_a_link_that_opens(
    company: Store, mailbox: tuple[Mailbox, int]
) -> None:
    box, port = mailbox
    subscribed(company)
    assert told(company, post(port)) == []
    month_of(company, 4, BAD)
    assert told(company, post(port)) == [Telling.SENT]
    [(to, mail)] = box.mails
    assert to == ["zoe@example.org"]
    assert mail["Subject"] == f"Off track: {HOSTILE} (Interest) – {HOSTILE}"
    text = part(mail, "plain")
    assert f"1. ▼ {HOSTILE} (Interest)" in text
    assert "2 against a target of 10 and a red line of 5 in Apr 2026. (since Apr 2026)" in text
    [address] = addresses(text)
    place = urlsplit(address)
    opened = parse_qs(place.query)
    assert (place.path, opened["kpi"]) == ("/team/trends", ["leads"])
    link = share_shown(company, opened["share"][0])
    assert link is not None
    assert (link.kind, link.shown.pages) == ("live", ("map", "stage", "strategy-map", "trends"))


def test_nothing_in_a_message_is_markup_or_a_formula_or_a_header(company: Store, mailbox: tuple[Mailbox, int]) -> None:
    box, port = mailbox
    subscribed(company)
    month_of(company, 4, BAD)
    told(company, post(port))
    [(_, mail)] = box.mails
    html, text = part(mail, "html"), part(mail, "plain")
    assert "<img" not in html
    assert "&lt;img src=x onerror=alert(1)&gt;" in html
    assert "{{ 7*7 }}" in html
    assert not [line for line in text.splitlines() if line.strip().startswith(("=", "+", "-", "@"))]
    assert not str(mail["Subject"]).startswith("=")


def test_each_event_is_told_once_also_after_a_restart_and_again_when_it_comes_back(company: Store, hook: Hook) -> None:
    said, port = hook
    path, found = company.path, post(hook_port=port)
    subscribed(company, to=("hook",))
    month_of(company, 4, BAD)
    assert told(company, found) == [Telling.SENT]
    assert told(company, found, later(days=3)) == []
    company.close()
    company = Store.open(path)
    assert told(company, found) == []
    month_of(company, 5, BAD)
    assert told(company, found) == []  # it holds on: another month off track is not another event
    month_of(company, 6, GOOD)
    assert told(company, found) == []
    assert len(said) == 1
    month_of(company, 7, BAD)
    assert told(company, found) == [Telling.SENT]
    assert "since Jul 2026" in said[1]["message"]
    company.close()


def test_what_holds_when_somebody_subscribes_is_not_told(company: Store, hook: Hook) -> None:
    said, port = hook
    month_of(company, 4, BAD)
    made = subscribed(company, to=("hook",))
    assert [each.kind for each in holding(company, made)] == ["off track"]
    assert told(company, post(hook_port=port)) == []
    change_notification(company, made.id, {"to": ("hook", "zoe@example.org")}, "ann")
    assert told(company, post(hook_port=port)) == []  # nor when another destination is added
    assert said == []


def test_several_destinations_are_told_each_by_itself(company: Store, mailbox: tuple[Mailbox, int], hook: Hook) -> None:
    (box, mail_port), (said, hook_port) = mailbox, hook
    box.refuses = True
    subscribed(company, to=("hook", "zoe@example.org"))
    month_of(company, 4, BAD)
    assert sorted(told(company, post(mail_port, hook_port))) == [Telling.FAILED, Telling.SENT]
    box.refuses = False
    assert told(company, post(mail_port, hook_port), later(minutes=4)) == []
    assert told(company, post(mail_port, hook_port), later(minutes=6)) == [Telling.SENT]
    assert (len(said), len(box.mails)) == (1, 1)


def test_what_fails_is_tried_again_after_growing_pauses_and_then_given_up(company: Store) -> None:
    made = subscribed(company, to=("hook",))
    month_of(company, 4, BAD)
    now = later()
    attempts = len(told(company, post(), now))
    while attempts < 10 and (when := next_telling(company, now)) is not None:
        now = max(when, now) + timedelta(seconds=5)
        attempts += len(told(company, post(), now))
    assert attempts == 5
    last = last_told(company)[made.id, "hook"]
    assert (last.outcome, last.attempt) == (Telling.FAILED, 5)
    assert "very-secret-path" not in last.note
    assert [link.revoked_at is not None for link in share_links(company)] == [True] * 5


def test_nothing_is_sent_in_quiet_hours_and_after_them_what_still_holds_once(company: Store, hook: Hook) -> None:
    said, port = hook
    found = post(hook_port=port)
    night = {"quiet_from": "22:00", "quiet_until": "07:00", "zone": "Europe/Berlin"}
    subscribed(company, to=("hook",), kinds=("off track", "assigned"), **night)
    month_of(company, 4, BAD)
    define(company, "{id: form, name: New form, objective: grow, start: 2026-04-01, owner: Ann}")
    assert told(company, found, datetime(2026, 10, 24, 20, 30)) == []  # noqa: DTZ001 -- 22:30 in Berlin
    assert told(company, found, datetime(2026, 10, 25, 5, 59)) == []  # noqa: DTZ001 -- 06:59, after the clocks went back
    define(company)  # the work is taken back in the night: nobody is told of it
    assert told(company, found, datetime(2026, 10, 25, 6, 0)) == [Telling.SENT]  # noqa: DTZ001 -- 07:00
    assert told(company, found, datetime(2026, 10, 25, 6, 10)) == []  # noqa: DTZ001 -- UTC
    [message] = said
    assert message["title"].startswith("Off track: ")
    assert "New form" not in message["message"]


def test_gathered_events_come_in_one_message_at_the_full_hour(company: Store, hook: Hook) -> None:
    said, port = hook
    found = post(hook_port=port)
    subscribed(company, to=("hook",), kinds=("off track", "assigned"), gathering="hourly")
    month_of(company, 4, BAD)
    assert told(company, found, datetime(2026, 11, 18, 10, 10)) == []  # noqa: DTZ001 -- UTC
    define(company, "{id: form, name: New form, objective: grow, start: 2026-04-01, owner: Ann}")
    assert told(company, found, datetime(2026, 11, 18, 10, 40)) == []  # noqa: DTZ001 -- UTC
    assert told(company, found, datetime(2026, 11, 18, 11, 0)) == [Telling.SENT, Telling.SENT]  # noqa: DTZ001 -- UTC
    [message] = said
    assert message["title"].startswith("2 things to know: 1 off track and 1 given to somebody")
    assert "Ann answers for this action now." in message["message"]


def test_two_who_look_at_the_same_time_send_it_once(company: Store, hook: Hook) -> None:
    said, port = hook
    made = subscribed(company, to=("hook",))
    month_of(company, 4, BAD)
    look(company, made)
    [attempts] = to_tell(company, made, later()).values()
    with company.change() as cursor:
        assert len(claim_told(cursor, attempts)) == 1
        assert claim_told(cursor, attempts) == ()
    assert told(company, post(hook_port=port)) == []
    assert said == []


def test_what_may_have_been_sent_when_the_app_stopped_is_not_sent_again(company: Store, hook: Hook) -> None:
    said, port = hook
    made = subscribed(company, to=("hook",))
    month_of(company, 4, BAD)
    look(company, made)
    long_ago = later(hours=-1)
    [attempts] = to_tell(company, made, later()).values()
    with company.change() as cursor:
        claim_told(cursor, [Told(**{**vars(each), "at": long_ago}) for each in attempts])
    assert told(company, post(hook_port=port), later(days=1)) == []
    assert last_told(company)[made.id, "hook"].note == LOST
    assert said == []


def test_a_paused_notification_sends_nothing_and_begins_anew_afterwards(company: Store, hook: Hook) -> None:
    said, port = hook
    found = post(hook_port=port)
    made = subscribed(company, to=("hook",))
    change_notification(company, "Web team", {"paused": True}, "ann")
    month_of(company, 4, BAD)
    assert told(company, found) == []
    look(company, change_notification(company, "Web team", {"paused": False}, "ann"))
    assert told(company, found) == []
    month_of(company, 5, GOOD)
    assert told(company, found) == []
    month_of(company, 6, BAD)
    assert told(company, found) == [Telling.SENT]
    end_notification(company, made.id, "ann")
    assert (company.notifications(), company.told(), len(said)) == ((), (), 1)


def test_an_owner_is_told_of_what_is_theirs_and_of_nothing_else(company: Store, hook: Hook) -> None:
    said, port = hook
    found = post(hook_port=port)
    kinds = ("off track", "overdue", "assigned", "mention")
    subscribed(company, name="web", to=("hook",), kinds=kinds, owner="web  TEAM")
    subscribed(company, name="nobody", to=("hook",), kinds=kinds, owner="Nobody")
    form = "{id: form, name: Form, objective: grow, start: 2026-01-01, due: 2026-02-01, state: running"
    define(company, form + ", owner: Ann, helpers: [Web Team]}", form.replace("form", "other") + ", owner: Ann}")
    month_of(company, 4, BAD)
    write_note(company, "leads", date(2026, 4, 3), "@Web team please look:\nthe form is broken", "ben")
    assert told(company, found) == [Telling.SENT] * 4
    [message] = said
    assert message["title"].startswith("4 things to know: 1 off track, 1 overdue, 1 given to somebody and 1 in notes")
    assert "ben wrote: “@Web team please look: the form is broken”" in message["message"]
    assert "Was due on 1 Feb 2026 and is still running. Its owner: Ann. (since 1 Feb 2026)" in message["message"]
    trend, *rest = addresses(message["message"])
    assert "share=" in trend
    assert f"{BASE}/initiative?grain=month&initiative=form" in rest
    assert message["message"].count("(signed in)") == 2


def test_who_is_called_something_else_is_not_told_again_of_what_is_theirs(company: Store, hook: Hook) -> None:
    said, port = hook
    found, form = post(hook_port=port), "{id: form, name: Form, start: 2026-01-01, state: running, owner: Ann}"
    subscribed(company, name="everybody", to=("hook",), kinds=("assigned",))
    theirs = subscribed(company, name="theirs", to=("hook",), kinds=("assigned",), owner="web team")
    define(company, form)
    assert told(company, found) == [Telling.SENT]  # Ann's new action, to everybody
    rename_person(company, "web TEAM", "Digital  team", "ann")
    rename_person(company, "Ann", "Ann Berg", "ann")
    assert told(company, found, later(days=1)) == []
    assert notification(company, theirs.id).owner == "Digital team"
    define(company, form.replace("Ann", "Ann Berg, helpers: [Digital team]"))
    assert told(company, found, later(days=2))  # what is given to them anew is told, and what they hand back is not
    assert "Digital team helps with this action now." in said[-1]["message"]


def test_with_links_for_who_signs_in_no_share_link_is_made(company: Store, hook: Hook) -> None:
    said, port = hook
    wanted = {"opens": "signed in", "filters": {"channel": ("Ads",)}}
    subscribed(company, to=("hook",), **wanted)
    month_of(company, 4, BAD)
    month_of(company, 5, BAD)
    assert told(company, post(hook_port=port)) == []  # beneath the red line before: 4 of 8 come through Ads
    change_notification(company, "Web team", {"filters": {}}, "ann")
    told(company, post(hook_port=port))
    month_of(company, 6, GOOD)
    told(company, post(hook_port=port))
    month_of(company, 7, BAD)
    assert told(company, post(hook_port=port)) == [Telling.SENT]
    assert addresses(said[0]["message"]) == [f"{BASE}/trends?grain=month&kpi=leads"]
    assert "The links open for who signs in." in said[0]["message"]
    assert share_links(company) == []


def test_the_link_of_a_segment_shows_that_segment_alone(company: Store, hook: Hook) -> None:
    said, port = hook
    definitions = DEFINITIONS.replace("INITIATIVES", "").replace(
        "[{start: 2026-01-01, target: 10, red_line: 5}]",
        "[{start: 2026-01-01, target: 10, red_line: 5}, "
        "{start: 2026-01-01, where: {channel: Ads}, target: 6, red_line: 2}]",
    )
    apply_definitions(company, definitions, "ann")
    subscribed(company, to=("hook",), filters={"channel": ("Ads",)})
    month_of(company, 4, BAD)  # one of them through Ads
    assert told(company, post(hook_port=port)) == [Telling.SENT]
    [address] = addresses(said[0]["message"])
    link = share_shown(company, parse_qs(urlsplit(address).query)["share"][0])
    assert link is not None
    assert link.shown.fence.filters == {"channel": ("Ads",)}


def test_a_file_that_is_undone_ends_what_it_brought_about(company: Store, hook: Hook) -> None:
    said, port = hook
    found = post(hook_port=port)
    subscribed(company, to=("hook",), gathering="daily", hour=23)
    number = month_of(company, 4, BAD)
    assert told(company, found, datetime(2026, 11, 18, 10)) == []  # noqa: DTZ001 -- UTC
    undo_import(company, number, "ann")
    assert told(company, found, datetime(2026, 11, 18, 23, 30)) == []  # noqa: DTZ001 -- UTC
    assert said == []


def test_trying_out_sends_what_holds_now_and_counts_for_nothing(company: Store, hook: Hook) -> None:
    said, port = hook
    made = subscribed(company, to=("hook",))
    try_out(company, made, post(hook_port=port))
    assert "Nothing of what it tells of holds now." in said[0]["message"]
    month_of(company, 4, BAD)
    try_out(company, made, post(hook_port=port))
    assert told(company, post(hook_port=port)) == [Telling.SENT]
    assert len(said) == 3
    with pytest.raises(BscError, match="hook: "):
        try_out(company, made, post())


def test_the_preview_opens_nothing(company: Store) -> None:
    month_of(company, 4, BAD)
    made = subscribed(company)
    assert f"{BASE}/trends?share=%E2%80%A6&kpi=leads" in preview(company, made, BASE).text
    assert share_links(company) == []


def test_a_view_that_is_not_there_any_more_tells_nothing_and_stops_no_other(company: Store, hook: Hook) -> None:
    said, port = hook
    persona = DEFINITIONS.replace("stages:", "personas: [{id: novice, name: Novice}]\nstages:").replace(
        "INITIATIVES", ""
    )
    apply_definitions(company, persona, "ann")
    gone = notify(company, {"name": "Gone", "to": ("hook",), "persona": "novice"}, "ann")
    subscribed(company, to=("hook",))
    define(company)
    month_of(company, 4, BAD)
    assert told(company, post(hook_port=port)) == [Telling.SENT]
    assert len(said) == 1
    assert gone.persona == "novice"


def test_what_waits_for_a_persona_that_is_removed_is_not_tried_in_vain(company: Store, hook: Hook) -> None:
    said, port = hook
    persona = DEFINITIONS.replace("stages:", "personas: [{id: novice, name: Novice}]\nstages:")
    apply_definitions(company, persona.replace("INITIATIVES", ""), "ann")
    made = subscribed(company, to=("hook",), persona="novice", kinds=("assigned",))
    form = "{id: form, name: Form, start: 2026-01-01, state: running, owner: Ann}"
    apply_definitions(company, persona.replace("INITIATIVES", form), "ann")
    assert [each.title for each in look(company, made)][-1] == "Form"
    define(company, form)
    assert told(company, post(hook_port=port)) == []
    assert (said, last_told(company), next_telling(company)) == ([], {}, None)


class Unwritable(Post):
    """A post whose letters cannot be written, for a reason that nobody foresaw."""

    def address(self, page: str, opened: Sequence[tuple[str, str]] = ()) -> str:
        """Raise what no caller expects."""
        raise LookupError(page, opened)


def test_what_nobody_foresaw_fails_one_notification_leaves_no_link_open_and_stops_no_other(
    company: Store, hook: Hook
) -> None:
    said, port = hook
    good = post(hook_port=port)
    first = subscribed(company, name="first", to=("hook",))
    other = subscribed(company, name="other", to=("hook",))
    month_of(company, 4, BAD)
    posts = iter([Unwritable(good.known, good.base), good])
    with pytest.raises(BaseExceptionGroup, match="not all") as raised:
        tell_due(company, lambda: next(posts))
    assert [type(each) for each in raised.value.exceptions] == [LookupError]
    last = last_told(company)
    assert (last[first.id, "hook"].outcome, last[first.id, "hook"].note) == (Telling.FAILED, UNEXPECTED)
    assert last[other.id, "hook"].outcome == Telling.SENT
    assert [link.revoked_at is None for link in share_links(company)].count(True) == 1  # that of the other
    assert len(said) == 1
    assert told(company, good, later(hours=1)) == [Telling.SENT]


def test_names_are_taken_once_and_everything_named_must_be_there(company: Store) -> None:
    subscribed(company)
    with pytest.raises(Refused, match="there is a notification Web team already"):
        notify(company, {"name": "web TEAM", "to": ("hook",)}, "ann")
    with pytest.raises(NotFound, match="Adz"):
        notify(company, {"name": "x", "to": ("hook",), "filters": {"channel": ("Adz",)}}, "ann")
    with pytest.raises(DefinitionProblems, match="tells nothing"):
        change_notification(company, "Web team", {"kinds": ()}, "ann")
    with pytest.raises(NotFound, match="notification"):
        notification(company, "Wob team")


def test_the_journal_says_who_made_and_changed_it(company: Store) -> None:
    subscribed(company)
    change_notification(company, "Web team", {"owner": "Ann", "paused": True}, "ben")
    end_notification(company, "Web team", "ann")
    lines = [line for line in company.journal() if line.action == "notification"]
    assert [(line.who, line.note) for line in reversed(lines)] == [
        ("ann", "to zoe@example.org, at once"),
        ("ben", "of what: everything → what Ann answers for; paused: no → yes"),
        ("ann", "ended"),
    ]


def test_after_an_import_the_postman_tells_at_once(company: Store, hook: Hook) -> None:
    said, port = hook
    subscribed(company, to=("hook",))
    postman = Postman(company, lambda: post(hook_port=port))
    try:
        month_of(company, 4, BAD)
        until = time.monotonic() + 30
        while not said and time.monotonic() < until:
            threading.Event().wait(0.05)
    finally:
        postman.end()
    assert [each["title"].startswith("Off track: ") for each in said] == [True]
