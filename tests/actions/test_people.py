"""A person or team is called something else, everywhere where they answer for something, in one change."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bsc import actions
from bsc.errors import Refused
from bsc.store import Store
from bsc.views.responsibility import answering
from bsc.views.workspace import Workspace
from tests.views import owned_company
from tests.views.owned_company import TODAY


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    found = owned_company.opened(tmp_path)
    yield found
    found.close()


def test_one_change_renames_a_team_in_every_spelling(store: Store) -> None:
    before = store.definitions_version()
    made = actions.rename_person(store, "Web team", "Digital team", "Cleo")
    assert made.version == before + 1
    found = {each.id: each for each in answering(Workspace(store, TODAY))}
    assert list(found) == ["ann berg", "digital team"]
    assert found["digital team"].written == ("Digital team",)
    assert (found["digital team"].owns, found["digital team"].helps, found["digital team"].owes) == (4, 1, 1)


def test_an_open_review_knows_the_new_name_and_a_closed_one_says_what_it_said(store: Store) -> None:
    actions.rename_person(store, "ann berg", "Ann Berg-Holm", "Cleo")
    actions.rename_person(store, "web team", "Digital team", "Cleo")
    july, september = store.reviews()
    assert july == owned_company.JULY
    assert [each.owner for each in september.decisions] == ["Digital team"]


def test_spellings_become_one(store: Store) -> None:
    actions.rename_person(store, "web team", "Web team", "Cleo")
    assert {each.id: each.written for each in answering(Workspace(store, TODAY))}["web team"] == ("Web team",)


def test_who_only_owes_a_decision_is_renamed_with_a_line_in_the_journal(store: Store) -> None:
    actions.decide(store, "september", {"text": "Call them", "owner": "Dora"}, "Cleo")
    version = store.definitions_version()
    assert actions.rename_person(store, "dora", "Dora Lind", "Cleo").nothing
    assert store.definitions_version() == version
    assert [each.owner for each in store.reviews()[1].decisions] == ["WEB TEAM", "Dora Lind"]
    assert store.read("select subject, note from ledger.journal where action = 'rename'") == [
        ("review", "decisions of september are Dora Lind's")
    ]


def test_it_can_be_taken_back(store: Store) -> None:
    before = store.scorecard()
    made = actions.rename_person(store, "Web team", "Digital team", "Cleo")
    actions.take_back(store, made.version, "Cleo")
    assert store.scorecard() == before


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [("Web team", "  ", "nobody can be called nothing"), ("Nobody", "Somebody", "nobody is called Nobody")],
)
def test_what_names_nobody_is_refused(store: Store, before: str, after: str, said: str) -> None:
    version = store.definitions_version()
    with pytest.raises(Refused, match=said):
        actions.rename_person(store, before, after, "Cleo")
    assert store.definitions_version() == version
