"""`bsc tokens make`, `list` and `revoke`."""

import json
from pathlib import Path

import pytest

from bsc.actions.tokens import token_shown
from bsc.store import Store
from tests.cli.command_line import CommandLine
from tests.views.small_company import SCORECARD


@pytest.fixture
def bsc(tmp_path: Path) -> CommandLine:
    company = CommandLine(tmp_path)
    company.says("apply", company.file("scorecard.yaml", SCORECARD))
    return company


def test_a_token_is_all_that_is_on_standard_output(bsc: CommandLine) -> None:
    made = bsc("tokens", "make", "nightly", "--dataset", "ads")
    assert made.stdout.startswith("bsc_")
    assert len(made.stdout.split()) == 1
    assert "shown only now" in made.stderr
    store = Store.open(bsc.database)
    try:
        line = token_shown(store, made.stdout.strip())
    finally:
        store.close()
    assert line is not None
    assert (line.name, line.datasets) == ("nightly", ("ads",))


def test_tokens_are_listed_without_their_secrets(bsc: CommandLine) -> None:
    assert "bsc tokens make" in bsc.says("tokens", "list")
    secret = bsc.says("tokens", "make", "nightly", "--all-datasets").strip().split("_", 2)[2]
    text, listed = bsc.says("tokens", "list"), bsc.says("tokens", "list", "--format", "json")
    assert secret not in text + listed
    assert text.splitlines()[1].split()[1:4] == ["nightly", "every", "dataset"]
    [line] = json.loads(listed)
    assert (line["name"], line["datasets"], line["last_used"], line["revoked_at"]) == ("nightly", ["*"], None, None)


def test_a_revoked_token_says_so(bsc: CommandLine) -> None:
    bsc.says("tokens", "make", "nightly", "--dataset", "ads")
    assert bsc.says("tokens", "revoke", "nightly") == "Token nightly is revoked.\n"
    assert bsc.says("tokens", "list").splitlines()[1].endswith("revoked")
    assert "already" in bsc.refuses("tokens", "revoke", "nightly")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("make", "nightly"), "name the datasets"),
        (("make", "nightly", "--dataset", "adz"), "did you mean `ads`?"),
        (("revoke", "nothing"), "nothing"),
    ],
)
def test_a_mistake_is_a_sentence(bsc: CommandLine, arguments: tuple[str, ...], sentence: str) -> None:
    assert sentence in bsc.refuses("tokens", *arguments)
