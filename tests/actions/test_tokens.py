"""Tokens: shown once, kept as hashes, scoped to datasets, revocable."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest

from bsc import actions
from bsc.actions.tokens import make_token, note_use, revoke_token, token_shown, tokens
from bsc.errors import NotFound, Refused
from bsc.store import Store
from tests.views.small_company import SCORECARD

WHO = "a test"


@pytest.fixture
def company(store: Store) -> Store:
    actions.apply_definitions(store, SCORECARD, WHO)
    return store


def test_a_token_is_said_once_and_only_its_hash_is_kept(company: Store, tmp_path: Path) -> None:
    made = make_token(company, "nightly", ["ads"], WHO)
    secret = made.text.split("_", 2)[2]
    assert len(secret) >= 43  # 256 bits
    company.checkpoint()
    assert secret.encode() not in (tmp_path / "bsc.duckdb").read_bytes()
    assert secret not in repr(tokens(company))
    assert token_shown(company, made.text) == made.line


def test_a_token_reaches_its_datasets_only(company: Store) -> None:
    ads = make_token(company, "nightly", ["ads"], WHO).line
    assert (ads.reaches("ads"), ads.reaches("orders")) == (True, False)
    assert make_token(company, "all", ["*"], WHO).line.reaches("orders")


@pytest.mark.parametrize("spoil", [lambda t: t[:-1], lambda t: t + "x", str.upper, lambda t: t.split("_", 1)[1]])
def test_nothing_but_the_very_token_opens(company: Store, spoil: "type[str]") -> None:
    made = make_token(company, "nightly", ["ads"], WHO)
    assert token_shown(company, spoil(made.text)) is None


def test_one_tokens_secret_does_not_open_with_anothers_number(company: Store) -> None:
    one, other = (make_token(company, name, ["ads"], WHO) for name in ("one", "other"))
    mixed = f"bsc_{one.line.id}_{other.text.split('_', 2)[2]}"
    assert token_shown(company, mixed) is None


@pytest.mark.parametrize("shown", ["", "bsc", "bsc__", "bsc_abc", "Bearer", "bsc_' or 1=1 --_x"])
def test_what_is_no_token_opens_nothing(company: Store, shown: str) -> None:
    assert token_shown(company, shown) is None


def test_a_revoked_token_opens_nothing_any_more(company: Store) -> None:
    made = make_token(company, "nightly", ["ads"], WHO)
    revoked = revoke_token(company, "nightly", WHO)
    assert not revoked.active
    assert token_shown(company, made.text) is None
    with pytest.raises(Refused, match="already"):
        revoke_token(company, made.line.id, WHO)
    assert make_token(company, "nightly", ["ads"], WHO).line.active  # the name is free again


def test_making_and_revoking_stand_in_the_journal_without_the_secret(company: Store) -> None:
    made = make_token(company, "nightly", ["orders", "ads"], WHO)
    revoke_token(company, made.line.id, WHO)
    lines = [(line.who, line.action, line.subject, line.note) for line in company.journal(2)]
    assert lines == [(WHO, "token", "nightly", "revoked"), (WHO, "token", "nightly", "made for ads, orders")]


def test_the_last_use_is_kept_once_a_minute(company: Store) -> None:
    line = make_token(company, "nightly", ["ads"], WHO).line
    assert line.last_used is None
    note_use(company, line)
    [used] = tokens(company)
    assert used.last_used is not None
    assert used.last_used - used.made_at < timedelta(minutes=1)
    note_use(company, used)
    assert tokens(company) == [used]


@pytest.mark.parametrize(
    ("name", "datasets", "sentence"),
    [(" ", ["ads"], "without a name"), ("nightly", [], "opens nothing"), ("taken", ["ads"], "already")],
)
def test_a_token_that_nobody_could_use_or_tell_is_refused(
    company: Store, name: str, datasets: list[str], sentence: str
) -> None:
    make_token(company, "taken", ["ads"], WHO)
    with pytest.raises(Refused, match=sentence):
        make_token(company, name, datasets, WHO)


def test_of_several_tokens_made_at_once_under_one_name_there_is_one(company: Store) -> None:
    begin = threading.Barrier(8)

    def made(_: int) -> bool:
        begin.wait()
        try:
            make_token(company, "nightly", ["ads"], WHO)
        except Refused:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(made, range(8))) == 1
    assert [line.name for line in tokens(company)] == ["nightly"]


def test_unknown_names_are_near_misses(company: Store) -> None:
    with pytest.raises(NotFound, match="did you mean `ads`"):
        make_token(company, "nightly", ["adz"], WHO)
    make_token(company, "nightly", ["ads"], WHO)
    with pytest.raises(NotFound, match="did you mean `nightly`"):
        revoke_token(company, "nightli", WHO)
