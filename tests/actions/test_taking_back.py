"""One change of the definitions taken back, while what others have made of them since stays."""

from typing import Any

import pytest

from bsc import actions
from bsc.errors import NotFound, Refused
from bsc.model.editing import item, moved, removal, with_item
from bsc.model.reading import document_of
from bsc.store import Store

FORM = {"id": "form", "name": "Contact form", "stage": "interest", "channel": "website"}
CHAT = {"id": "chat", "name": "Chat", "stage": "interest", "channel": "website"}
DOCUMENT: dict[str, Any] = {
    "version": 1,
    "stages": [{"id": "interest", "name": "Interest"}, {"id": "purchase", "name": "Purchase"}],
    "touchpoints": [FORM, CHAT],
}


@pytest.fixture
def defined(store: Store) -> Store:
    actions.apply_definitions(store, DOCUMENT, "ada", note="first")
    return store


def put(store: Store, section: str, changed: dict[str, Any], who: str, note: str = "") -> int:
    return actions.edit_definitions(store, lambda it: with_item(it, section, changed), who, note=note).version


def test_a_change_is_taken_back_and_a_later_one_of_another_field_stays(defined: Store) -> None:
    mine = put(defined, "touchpoints", {**FORM, "owner": "Ada"}, "ada", "Touchpoint Contact form saved")
    put(defined, "touchpoints", {**FORM, "owner": "Ada", "pains": ["too long"]}, "ben")
    change = actions.take_back(defined, mine, "ada")
    (form, _) = defined.scorecard().touchpoints
    assert (change.version, form.owner, [each.text for each in form.pains]) == (4, "", ["too long"])
    line = defined.journal(1)[0]
    assert (line.action, line.note) == ("take back", "Undone: Touchpoint Contact form saved; 1 changed")


def test_taking_back_what_took_something_back_does_it_again(defined: Store) -> None:
    mine = put(defined, "touchpoints", {**FORM, "owner": "Ada"}, "ada", "Touchpoint Contact form saved")
    undone = actions.take_back(defined, mine, "ada").version
    actions.take_back(defined, undone, "ada")
    assert defined.scorecard() == defined.scorecard(mine)
    notes = [each.note for each in defined.definition_versions()]
    assert notes[:2] == ["Redone: Touchpoint Contact form saved", "Undone: Touchpoint Contact form saved"]


def test_a_removed_stage_comes_back_with_all_that_went_with_it(defined: Store) -> None:
    before = defined.scorecard()
    gone = actions.edit_definitions(defined, lambda it: removal(it, "stages", "interest").document, "ada").version
    put(defined, "personas", {"id": "ann", "name": "Ann"}, "ben")
    actions.take_back(defined, gone, "ada")
    assert (defined.scorecard().stages, defined.scorecard().touchpoints) == (before.stages, before.touchpoints)
    assert [each.id for each in defined.scorecard().personas] == ["ann"]


def test_an_order_is_taken_back_with_a_line_in_the_journal(defined: Store) -> None:
    version = actions.edit_definitions(
        defined, lambda it: moved(it, "touchpoints", "chat", -1), "ada", note="Touchpoint Chat moved up"
    ).version
    assert defined.journal(1)[0].note == "Touchpoint Chat moved up; 1 moved"
    actions.take_back(defined, version, "ada")
    assert [each.id for each in defined.scorecard().touchpoints] == ["form", "chat"]


def test_what_somebody_else_changed_since_is_refused_with_name_and_field(defined: Store) -> None:
    mine = put(defined, "touchpoints", {**FORM, "owner": "Ada"}, "ada")
    put(defined, "touchpoints", {**FORM, "owner": "Ben"}, "ben", "Touchpoint Contact form saved")
    with pytest.raises(Refused) as refused:
        actions.take_back(defined, mine, "ada")
    assert str(refused.value) == (
        'touchpoint "Contact form" (owner) was changed since by ben (version 3, Touchpoint Contact form saved): '
        "it stays as it is now – History can restore a whole version"
    )
    assert item(defined_document(defined), "touchpoints", "form")["owner"] == "Ben"


def test_what_somebody_else_has_built_on_since_is_refused(defined: Store) -> None:
    mine = put(defined, "stages", {"id": "care", "name": "Care"}, "ada")
    put(defined, "touchpoints", {"id": "visit", "name": "Visit", "stage": "care"}, "ben")
    with pytest.raises(Refused, match='touchpoint "Visit" came later and needs what this would take away'):
        actions.take_back(defined, mine, "ada")
    assert defined.definitions_version() == 3


def test_a_version_that_there_is_not_is_not_found(defined: Store) -> None:
    with pytest.raises(NotFound, match='no version "7"'):
        actions.take_back(defined, 7, "ada")


def defined_document(store: Store) -> dict[str, Any]:
    return document_of(store.scorecard())
