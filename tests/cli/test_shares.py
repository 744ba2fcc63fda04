"""`bsc shares make`, `list`, `revoke` and `rotate`."""

import json
from pathlib import Path

import pytest

from bsc.actions.freezing import frozen_store
from bsc.actions.shares import frozen_figures, share_shown, unlocks
from bsc.model.sharing import ShareLink
from bsc.store import Store
from tests.cli.command_line import CommandLine, small_company


@pytest.fixture
def bsc(tmp_path: Path) -> CommandLine:
    return small_company(tmp_path)


def shown(bsc: CommandLine, address: str, passphrase: str = "") -> ShareLink | None:
    """Return the link behind *address*, if *passphrase* is its own."""
    store = Store.open(bsc.database)
    try:
        link = share_shown(store, address.strip().removeprefix("/?share="))
        return link if link and unlocks(store, link, passphrase) else None
    finally:
        store.close()


def test_the_address_is_all_that_is_on_standard_output(bsc: CommandLine) -> None:
    made = bsc(
        "shares", "make", "board", "--page", "trends", "--page", "map", "--where", "channel=search", "--days", 30
    )
    assert made.stdout.startswith("/?share=")
    assert len(made.stdout.split()) == 1
    assert made.stderr == "Link board shows map, trends. Its address is said only now:\n"
    link = shown(bsc, made.stdout)
    assert link is not None
    assert (link.shown.start, link.shown.pages, link.shown.locked) == ("trends", ("map", "trends"), ())
    assert link.expires_at is not None
    assert round((link.expires_at - link.made_at).total_seconds() / 86_400, 2) == 30


def test_a_frozen_link_is_made_with_what_it_shows_and_its_scores(bsc: CommandLine) -> None:
    address = bsc.says("shares", "make", "board", "--frozen", "--where", "channel=search", "--lock", "channel")
    link = shown(bsc, address)
    assert link is not None
    store = Store.open(bsc.database)
    assert frozen_store(store, link).read('select count(*) from "dataset"."ads"') == [(14,)]
    assert "Click-through rate" in (frozen_figures(store, link) or "")
    store.close()


def test_links_are_listed_without_their_secrets(bsc: CommandLine) -> None:
    assert "bsc shares make NAME" in bsc.says("shares", "list")
    where = ("--where", "channel=search", "--lock", "channel", "--persona", "newcomer", "--period", "2026-08")
    secret = bsc.says("shares", "make", "board", *where, "--until", "2100-01-31").strip().removeprefix("/?share=")
    text, listed = bsc.says("shares", "list"), bsc.says("shares", "list", "--format", "json")
    assert secret not in text + listed
    assert "map; 2026-08; persona newcomer; channel search (locked)" in text
    assert "2100-02-01 00:00  never   active" in text
    [document] = json.loads(listed)
    assert document["shown"]["locked"] == ["channel"]
    assert {"name": "board", "kind": "live", "state": "active", "opened": 0}.items() <= document.items()
    assert not {"hash", "passphrase", "token"} & set(document)


def test_a_passphrase_is_read_and_never_an_option(bsc: CommandLine) -> None:
    made = bsc("shares", "make", "board", "--passphrase", given="four words of mine\n")
    assert shown(bsc, made.stdout) is None
    assert shown(bsc, made.stdout, "four words of mine") is not None


def test_a_rotated_link_has_a_new_address_and_a_revoked_one_none(bsc: CommandLine) -> None:
    old = bsc.says("shares", "make", "board")
    new = bsc.says("shares", "rotate", "board")
    assert (shown(bsc, old), shown(bsc, new) is not None) == (None, True)
    assert bsc.says("shares", "revoke", "board") == "Link board is revoked.\n"
    link = shown(bsc, new)
    assert link is not None
    assert link.revoked_at is not None
    assert "revoked" in bsc.says("shares", "list")
    assert "was revoked on" in bsc.refuses("shares", "revoke", "board")


def test_what_is_not_there_is_said_with_the_nearest(bsc: CommandLine) -> None:
    assert "did you mean `channel`" in bsc.refuses("shares", "make", "board", "--where", "chanel=search")
    assert '"channel" is locked, but not filtered' in bsc.refuses("shares", "make", "board", "--lock", "channel")
    assert 'no share link "bord"' in bsc.refuses("shares", "revoke", "bord")
