"""`bsc notifications`: made, listed, shown, tried, told when due, paused and ended."""

import json
from pathlib import Path
from typing import Any

import pytest

from bsc.actions import write_note
from bsc.store import Store
from tests.cli.command_line import CommandLine, sending_company
from tests.reports.receiving import SECRET, Said
from tests.views.small_company import TODAY


@pytest.fixture
def bsc(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CommandLine:
    return sending_company(tmp_path, monkeypatch)


def mentioned(bsc: CommandLine) -> None:
    """Let somebody be spoken to: an event that needs no file."""
    store = Store.open(bsc.database)
    write_note(store, "ctr", TODAY, "@ann have a look", "ben")
    write_note(store, "ctr", TODAY, "@ben I have", "ann")
    store.close()


def test_a_notification_is_added_and_listed(bsc: CommandLine) -> None:
    assert "`bsc notifications add NAME --to DESTINATION` makes one" in bsc.says("notifications", "list")
    when = ("--when", "daily", "--hour", 7, "--quiet", "22:00-06:30", "--quiet-weekends", "--zone", "Europe/Berlin")
    of = ("--of", "off track", "--of", "overdue", "--owner", "Web team", "--where", "channel=search")
    said = bsc.says("notifications", "add", "Web", "--to", "deaf", *when, *of, "--opens", "signed in")
    words = "gathered, every day at 07:00, not from 22:00 to 06:30, not at weekends (Europe/Berlin)"
    assert f"Web tells deaf of what comes about from now on, {words}." in said
    assert "0 of what it tells of hold already" in said
    listed = bsc.says("notifications", "list")
    assert f"Web   deaf  off track, overdue of Web team  {words}  nothing yet" in listed
    [document] = json.loads(bsc.says("notifications", "list", "--format", "json"))
    expected = {"owner": "Web team", "kinds": ["off track", "overdue"], "quiet_from": "22:00:00", "opens": "signed in"}
    assert expected.items() <= document.items()
    assert document["last"] == {"deaf": None}
    assert SECRET not in listed + json.dumps(document)


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        (("--to", "nowhere"), 'there is no destination "nowhere"'),
        (("--to", "deaf", "--quiet", "22-7"), "write them like 22:00-07:00"),
        (("--to", "deaf", "--quiet", "22:00-25:00"), "write them like 22:00-07:00"),
        (("--to", "deaf", "--when", "daily", "--hour", 6, "--quiet", "22:00-07:00"), "when it is to be quiet"),
        (("--to", "deaf", "--zone", "Mars/Base"), 'there is no time zone "Mars/Base"'),
        (("--to", "deaf", "--where", "channel=television"), "television"),
        (("--to", "deaf", "--of", "everything"), "everything"),
    ],
)
def test_what_could_not_be_sent_is_refused_with_its_cure(bsc: CommandLine, wanted: tuple[Any, ...], said: str) -> None:
    assert said in bsc.refuses("notifications", "add", "Web", *wanted)
    assert json.loads(bsc.says("notifications", "list", "--format", "json")) == []


def test_what_has_come_about_is_told_once_when_cron_asks(bsc: CommandLine, hook: Said) -> None:
    bsc.says("notifications", "add", "Web", "--to", "hook", "--of", "mention")
    assert bsc.says("notifications", "--due") == "Nothing is to be told.\n"
    mentioned(bsc)
    said = bsc.says("notifications", "--due")
    assert said.count("Web to hook, mention/") == 2
    assert bsc.says("notifications", "--due") == "Nothing is to be told.\n"
    [message] = hook
    assert message["title"].startswith("2 things to know: 2 in notes")
    assert "ann, in a note on Click-through rate" in message["message"]


def test_what_is_not_taken_is_told_with_the_reason_and_no_secret(bsc: CommandLine) -> None:
    bsc.says("notifications", "add", "Web", "--to", "deaf", "--of", "mention")
    mentioned(bsc)
    result = bsc("notifications", "--due")
    assert result.exit_code == 2
    assert "2 of 2 could not be sent" in result.stderr
    said = result.stdout + result.stderr
    listed = bsc.says("notifications", "list")
    assert "failed: deaf: " in listed
    assert SECRET not in said + listed


def test_it_is_shown_tried_paused_resumed_and_ended(bsc: CommandLine, hook: Said) -> None:
    mentioned(bsc)
    bsc.says("notifications", "add", "Web", "--to", "hook", "--of", "mention", "--of", "assigned")
    assert "have a look" in bsc.says("notifications", "show", "Web")
    assert bsc.says("notifications", "send", "Web") == "Notification Web was sent to hook.\n"
    assert "have a look" in hook[0]["message"]
    assert bsc.says("notifications", "pause", "Web") == "Notification Web is paused.\n"
    assert "paused" in bsc.says("notifications", "list")
    assert bsc.says("notifications", "resume", "Web") == "Notification Web is sent at once.\n"
    assert bsc.says("notifications", "--due") == "Nothing is to be told.\n"
    assert bsc.says("notifications", "remove", "Web") == "Notification Web has ended.\n"
    assert 'there is no notification "Web"' in bsc.refuses("notifications", "send", "Web")
