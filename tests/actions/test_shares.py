"""Share links: random, kept as hashes, in the end expired or revoked; what they show is held against what there is."""

import re
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bsc import actions
from bsc.actions import shares
from bsc.actions.shares import NewShare, make_share, revoke_share, rotate_share, share_links, share_shown
from bsc.actions.sharing_checks import WantedShare
from bsc.errors import BscError, NotAllowed, NotFound, Refused
from bsc.model.access import Person, Role
from bsc.model.periods import Grain
from bsc.model.sharing import SharedView
from bsc.store import Store
from bsc.store.held import held
from tests.views import small_company

WHO = "ada"
PHRASE = "correct horse battery"
WITH_UMLAUT = "über den Wolken"
TODAY = date(2026, 9, 11)


@pytest.fixture
def company(tmp_path: Path) -> Iterator[Store]:
    store = small_company.opened(tmp_path)
    yield store
    store.close()


def made(store: Store, name: str = "board", shown: SharedView | None = None, **wanted: Any) -> NewShare:  # noqa: ANN401 -- WantedShare's own
    return make_share(store, WantedShare(name=name, shown=shown or SharedView(), **wanted), WHO, today=TODAY)


def later(**ahead: float) -> datetime:
    return datetime.now(UTC).replace(tzinfo=None) + timedelta(**ahead)


def test_a_token_has_256_random_bits_and_only_its_hash_is_kept(company: Store, tmp_path: Path) -> None:
    new = made(company, passphrase=PHRASE)
    assert re.fullmatch(r"[\w-]{43}", new.token)
    company.checkpoint()
    kept = (tmp_path / "company.duckdb").read_bytes()
    assert new.token.encode() not in kept
    assert b"correct horse" not in kept
    assert new.token not in f"{new!r} {share_links(company)!r} {company.shares()!r} {company.journal()!r}"
    assert share_shown(company, new.token) == new.link


@pytest.mark.parametrize("spoil", [lambda t: t[:-1], lambda t: t + "x", str.swapcase, lambda _: "", lambda t: t * 99])
def test_nothing_but_the_very_token_opens(company: Store, spoil: Callable[[str], str]) -> None:
    assert share_shown(company, spoil(made(company).token)) is None


def test_a_token_is_known_without_asking_the_database(company: Store) -> None:
    new = made(company)
    before = company.queries
    assert share_shown(company, new.token) == new.link
    assert company.queries == before


def test_a_link_tells_that_it_is_over_by_its_state(company: Store) -> None:
    new = made(company, expires_at=later(hours=1))
    now = later()
    assert new.link.state(now) == "active"
    assert new.link.state(now + timedelta(hours=1)) == "expired"
    revoke_share(company, "board", WHO)
    shown = share_shown(company, new.token)
    assert shown is not None
    assert shown.state(now) == "revoked"
    with pytest.raises(Refused, match=r"link board was revoked on .* already"):
        revoke_share(company, "board", WHO)


def test_a_rotated_link_opens_with_its_new_token_only(company: Store) -> None:
    old = made(company, passphrase=PHRASE)
    new = rotate_share(company, "board", WHO)
    assert share_shown(company, old.token) is None
    assert share_shown(company, new.token) == new.link == old.link
    assert shares.unlocks(company, new.link, PHRASE)
    revoke_share(company, new.link.id, WHO)
    with pytest.raises(Refused, match="revoked"):
        rotate_share(company, new.link.id, WHO)


def test_an_expired_link_gets_no_new_token(company: Store) -> None:
    made(company, expires_at=later(seconds=0.3))
    threading.Event().wait(0.4)
    with pytest.raises(Refused, match=r"expired on .* – make a new one"):
        rotate_share(company, "board", WHO)
    assert made(company).link.name == "board"  # its name is free


def test_a_passphrase_opens_only_as_it_was_chosen(company: Store) -> None:
    link = made(company, passphrase=WITH_UMLAUT).link
    assert link.guarded
    assert shares.unlocks(company, link, " u\u0308ber den Wolken ")  # ü of another keyboard
    for wrong in ("", "uber den Wolken", "über den wolken", "x" * 10_000):
        assert not shares.unlocks(company, link, wrong)
    assert shares.unlocks(company, made(company, "open").link, "whatever")


def test_the_same_passphrase_is_kept_otherwise_each_time(company: Store) -> None:
    for name in ("one", "other"):
        made(company, name, passphrase=PHRASE)
    one, other = (line.passphrase for line in company.shares())
    assert one is not None
    assert one.startswith("scrypt$16384$8$5$")
    assert one != other


@pytest.mark.parametrize(
    ("wanted", "sentence"),
    [
        ({"name": "  "}, "without a name cannot be told from others"),
        ({"name": "TAKEN"}, "there is a share link TAKEN already – choose another name"),
        ({"name": "x" * 121}, "at most 120 characters"),
        ({"expires_at": datetime(2020, 1, 1)}, r"would have expired on 2020-01-01 00:00 already"),  # noqa: DTZ001
        ({"expires_at": datetime.now(UTC) - timedelta(minutes=1)}, "would have expired"),
        ({"passphrase": "1234567"}, "has 7 characters – choose one with 8 to 200"),
        ({"shown": SharedView(pages=())}, "without a page shows nothing"),
        ({"shown": SharedView(pages=("map", "maps"))}, 'no page "maps" – did you mean `map`'),
        ({"shown": SharedView(start="why", pages=("map",))}, '"why" that opens first is none of'),
        ({"shown": SharedView(persona="newcommer")}, "did you mean `newcomer`"),
        ({"shown": SharedView(filters={"chanel": ("search",)})}, "did you mean `channel`"),
        ({"shown": SharedView(filters={"persona": ("Newcomer",)})}, 'no dimension "persona"'),
        ({"shown": SharedView(filters={"channel": ("serach",)})}, "did you mean `search`"),
        ({"shown": SharedView(period="the 13th month")}, "the 13th month"),
        ({"shown": SharedView(locked=("channel",))}, '"channel" is locked, but not filtered'),
        ({"shown": SharedView(filters={"channel": ()}, locked=("channel",))}, '"channel" is locked, but not'),
        ({"shown": SharedView(persona="all", locked=("persona",))}, "persona is locked, but none is chosen"),
        ({"shown": SharedView(opened={"stage": "bye"})}, "did you mean `buy`"),
        ({"shown": SharedView(opened={"kpi": "click"})}, "did you mean `clicks`"),
        ({"shown": SharedView(opened={"tab": "x" * 3000})}, "too long for a link"),
    ],
)
def test_a_link_that_could_not_keep_its_promise_is_refused(
    company: Store, wanted: dict[str, Any], sentence: str
) -> None:
    made(company, "taken")
    with pytest.raises(BscError, match=sentence):
        made(company, **wanted)
    assert [link.name for link in share_links(company)] == ["taken"]


def test_what_a_link_shows_is_kept_in_one_form(company: Store) -> None:
    end = datetime(2100, 1, 1, 14, tzinfo=UTC).astimezone()
    shown = SharedView(
        persona="newcomer",
        filters={"channel": ("social", "search", "social"), "none": ()},
        period="2026-08",
        grain=Grain.QUARTER,
        locked=("persona", "channel", "channel"),
        start="trends",
        opened={"kpi": "ctr", "layers": "targets"},
        pages=("trends", "map"),
    )
    link = made(company, "  the \n board ", shown, note=" for May ", expires_at=end).link
    assert (link.name, link.note, link.made_by, link.opened, link.last_opened) == ("the board", "for May", WHO, 0, None)
    assert link.expires_at == datetime(2100, 1, 1, 14)  # noqa: DTZ001 -- UTC
    kept = link.shown
    assert kept.filters == {"channel": ("search", "social")}
    assert (kept.period, kept.locked, kept.pages) == ("2026-Q3", ("channel", "persona"), ("map", "trends"))
    assert dict(kept.fence.filters) == {"channel": ("search", "social"), "persona": ("newcomer",)}


def test_every_change_stands_in_the_journal_with_who_and_without_a_secret(company: Store) -> None:
    shown = SharedView(filters={"channel": ("search",)}, locked=("channel",), pages=("map", "trends"))
    made(company, shown=shown, passphrase=PHRASE)
    rotate_share(company, "board", "berta")
    revoke_share(company, "board", "carl")
    lines = [(line.who, line.action, line.subject, line.note) for line in reversed(company.journal(3))]
    assert lines == [
        (
            WHO,
            "share",
            "board",
            "made live for map, trends, locked to channel search, without an end, with a passphrase",
        ),
        ("berta", "share", "board", "given a new address; the old one opens nothing any more"),
        ("carl", "share", "board", "revoked"),
    ]


def test_a_viewer_makes_revokes_and_rotates_nothing(company: Store) -> None:
    new = made(company)
    viewer = held(company, Person("vera", Role.VIEWER))
    for attempt in (
        lambda: made(viewer, "mine"),
        lambda: revoke_share(viewer, "board", "ada"),
        lambda: rotate_share(viewer, "board", "ada"),
    ):
        with pytest.raises(NotAllowed, match="viewers may not"):
            attempt()
    assert share_links(company) == [new.link]
    assert [(line.who, line.note) for line in company.journal(3)] == [
        ("vera", "may not rotate share links"),
        ("vera", "may not revoke share links"),
        ("vera", "may not make share links"),
    ]


def test_a_viewers_look_is_counted(company: Store) -> None:
    new = made(company)
    viewer = held(company, Person("share link board", Role.VIEWER))
    for _ in range(3):
        shares.note_opened(viewer, new.link)
    [link] = share_links(company)
    assert link.opened == 3
    assert link.last_opened is not None
    assert timedelta(0) <= link.last_opened - link.made_at < timedelta(minutes=1)
    assert company.journal(1)[0].subject == "board"  # a look is no change


def test_a_look_while_something_else_is_changed_is_counted_after_it(company: Store) -> None:
    new = made(company)
    with company.change():
        shares.note_opened(company, new.link)
        shares.note_opened(company, new.link)
        assert share_links(company)[0].opened == 0
    assert share_links(company)[0].opened == 2


def test_looks_from_many_sessions_are_all_counted_and_kept(tmp_path: Path) -> None:
    store = small_company.opened(tmp_path)
    new = made(store)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: shares.note_opened(store, new.link), range(40)))
    store.close()
    again = Store.open(store.path)
    assert share_links(again)[0].opened == 40
    assert share_shown(again, new.token) is not None
    again.close()


def test_of_several_links_made_at_once_under_one_name_there_is_one(company: Store) -> None:
    begin = threading.Barrier(4)

    def is_made(_: int) -> bool:
        begin.wait()
        try:
            made(company)
        except Refused:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(is_made, range(4))) == 1


def test_unknown_names_are_near_misses(company: Store) -> None:
    made(company, "board")
    with pytest.raises(NotFound, match='no share link "bord" – did you mean `board`'):
        revoke_share(company, "bord", WHO)


def test_a_backup_carries_the_links(company: Store, tmp_path: Path) -> None:
    new = made(company)
    actions.backup(company, tmp_path / "copy.duckdb")
    revoke_share(company, "board", WHO)
    company.close()
    actions.restore(tmp_path / "copy.duckdb", company.path)
    restored = Store.open(company.path)
    assert share_shown(restored, new.token) == new.link
    restored.close()
    Store.open(company.path)  # for the fixture to close
