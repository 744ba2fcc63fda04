"""`bsc digests`: made, listed, shown, sent, paused and ended."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bsc.store import Store
from tests.cli.command_line import CommandLine, sending_company
from tests.reports.receiving import SECRET, Said


@pytest.fixture
def bsc(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CommandLine:
    return sending_company(tmp_path, monkeypatch)


def made_yesterday(bsc: CommandLine) -> None:
    """Let every digest have been made the day before: what was due since then is due."""
    store = Store.open(bsc.database)
    with store.change() as cursor:
        cursor.execute('update ledger.subscriptions set "at" = ?', [_now() - timedelta(days=2)])
    store.close()


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)


def test_a_digest_is_added_and_listed(bsc: CommandLine) -> None:
    assert "`bsc digests add NAME --to DESTINATION` makes one" in bsc.says("digests", "list")
    when = ("--rhythm", "monthly", "--day", 31, "--hour", 7, "--zone", "Europe/Berlin")
    said = bsc.says("digests", "add", "Board", "--to", "deaf", *when, "--where", "channel=search", "--link", "live")
    assert said == "Digest Board goes to deaf on the last day of the month at 07:00 (Europe/Berlin).\n"
    listed = bsc.says("digests", "list")
    assert "Board  deaf  on the last day of the month at 07:00 (Europe/Berlin)  not yet" in listed
    [document] = json.loads(bsc.says("digests", "list", "--format", "json"))
    expected = {"name": "Board", "to": ["deaf"], "day": 31, "filters": {"channel": ["search"]}, "link": "live"}
    assert expected.items() <= document.items()
    assert document["last"] == {"deaf": None}
    assert SECRET not in listed + json.dumps(document)


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        (("--to", "def"), 'there is no destination "def" – did you mean `deaf`'),
        (("--to", "zoe@example.org"), "no mail server is named to send to zoe@example.org"),
        (("--to", "deaf", "--persona", "nobody"), 'there is no persona "nobody"'),
        (("--to", "deaf", "--where", "channel=tv"), '"tv"'),
        (("--to", "deaf", "--zone", "Mars"), 'zone: there is no time zone "Mars"'),
        (("--to", "deaf", "--day", "someday"), '"someday" is no day of that rhythm'),
        (("--to", "deaf", "--day", "friday", "--rhythm", "daily"), '"friday" is no day of that rhythm'),
        (("--to", "deaf", "--day", "²", "--rhythm", "monthly"), '"²" is no day of that rhythm'),
        (("--to", "deaf", "--day", "32", "--rhythm", "monthly"), "a monthly digest has no day 32 – choose 1 to 31"),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_is_kept(bsc: CommandLine, wanted: tuple[str, ...], said: str) -> None:
    assert said in bsc.refuses("digests", "add", "Board", *wanted)
    assert json.loads(bsc.says("digests", "list", "--format", "json")) == []


def test_two_digests_have_two_names(bsc: CommandLine) -> None:
    bsc.says("digests", "add", "Board", "--to", "deaf")
    assert "there is a digest Board already" in bsc.refuses("digests", "add", "board", "--to", "deaf")


def test_a_digest_is_shown_as_it_would_be_sent(bsc: CommandLine) -> None:
    bsc.says("digests", "add", "Board", "--to", "deaf")
    shown = bsc.says("digests", "show", "Board")
    subject, _, text = shown.partition("\n\n")
    assert "need" in subject
    assert "What needs attention first" in text
    assert "You get this as “Board”" in text
    assert "?share=" not in text


def test_a_digest_is_paused_resumed_and_ended(bsc: CommandLine) -> None:
    bsc.says("digests", "add", "Board", "--to", "deaf", "--rhythm", "daily")
    assert bsc.says("digests", "pause", "Board") == "Digest Board is paused.\n"
    assert "Board  deaf  paused" in bsc.says("digests", "list")
    made_yesterday(bsc)
    assert bsc.says("digests", "send", "--due") == "Nothing is due.\n"
    assert bsc.says("digests", "resume", "Board") == "Digest Board is sent every day at 08:00 (UTC).\n"
    assert bsc.says("digests", "send", "--due") == "Nothing is due.\n"
    assert bsc.says("digests", "remove", "Board") == "Digest Board has ended.\n"
    assert 'there is no digest "Board"' in bsc.refuses("digests", "remove", "Board")


def test_what_is_due_is_sent_once(bsc: CommandLine, hook: Said) -> None:
    bsc.says("digests", "add", "Board", "--to", "hook", "--rhythm", "daily")
    assert bsc.says("digests", "send", "--due") == "Nothing is due.\n"
    made_yesterday(bsc)
    assert bsc.says("digests", "send", "--due") == "Board to hook: sent\n"
    assert bsc.says("digests", "send", "--due") == "Nothing is due.\n"
    assert len(hook) == 1
    assert "https://scorecard.example.com/?share=" in hook[0]["message"]
    [document] = json.loads(bsc.says("digests", "list", "--format", "json"))
    assert document["last"]["hook"]["outcome"] == "sent"


def test_what_is_not_taken_ends_with_2_says_why_and_no_secret(bsc: CommandLine, hook: Said) -> None:
    bsc.says("digests", "add", "Board", "--to", "deaf", "--to", "hook", "--rhythm", "daily")
    made_yesterday(bsc)
    result = bsc("digests", "send", "--due")
    assert result.exit_code == 2
    assert "Board to deaf: failed: deaf: " in result.stdout
    assert "Board to hook: sent\n" in result.stdout
    assert "1 of 2 could not be sent" in result.stderr
    listed = bsc.says("digests", "list")
    assert "failed: deaf: " in listed
    assert SECRET not in result.output + listed
    assert bsc.says("digests", "send", "--due") == "Nothing is due.\n"
    assert len(hook) == 1


def test_one_is_sent_out_of_turn(bsc: CommandLine, hook: Said) -> None:
    bsc.says("digests", "add", "Board", "--to", "hook")
    assert bsc.says("digests", "send", "Board") == "Digest Board was sent to hook.\n"
    assert len(hook) == 1
    assert "say which digest, or --due" in bsc.refuses("digests", "send")
    assert "say which digest, or --due" in bsc.refuses("digests", "send", "Board", "--due")


def test_without_the_address_of_the_app_nothing_is_sent(bsc: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    bsc.says("digests", "add", "Board", "--to", "deaf")
    monkeypatch.delenv("BSC_BASE_URL")
    assert "BSC_BASE_URL is not set – messages link to the app" in bsc.refuses("digests", "send", "Board")
