"""A health check that goes on: each finding is settled, in an action, accepted, or still to be looked at."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bsc import actions
from bsc.model.editing import with_item
from bsc.model.review import ItemKind, ReviewKind
from bsc.model.view import View
from bsc.store import Store
from bsc.views.health import STEPS
from bsc.views.health_check import HealthCheck, Outcome, going_on, last_closed
from bsc.views.reviews import begun
from bsc.views.workspace import Workspace
from tests.views import felt_company
from tests.views.felt_company import TODAY
from tests.views.test_health import MORE

SHOP = {"id": "shop", "name": "Shop", "stage": "keep_it", "owner": "Retail", "kpis": ["days"]}
ACTION = {
    "id": "ask",
    "name": "Ask onlookers",
    "start": "2026-09-01",
    "made_from": {"origin": "health check", "about": {"kind": "persona", "id": "onlooker"}},
}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    found = felt_company.opened(tmp_path, felt_company.SCORECARD.rstrip() + MORE)
    made = begun(Workspace(found, TODAY), View(), kind=ReviewKind.JOURNEY)
    actions.open_review(found, made, "Ada")
    yield found
    found.close()


def check(store: Store) -> HealthCheck:
    found = going_on(Workspace(store, TODAY))
    assert found is not None
    return found


def outcomes(store: Store, kind: ItemKind) -> dict[str, Outcome]:
    return {each.item.title: each.outcome for each in check(store).steps[kind]}


def test_at_first_everything_is_still_to_be_looked_at(store: Store) -> None:
    found = check(store)
    assert found.count(Outcome.OPEN) == len(found.all) == len(found.review.agenda)
    assert found.new == ()


def test_what_is_no_longer_found_is_settled(store: Store) -> None:
    actions.edit_definitions(store, lambda document: with_item(document, "touchpoints", SHOP), "Ada")
    assert outcomes(store, ItemKind.NO_EVIDENCE) == {"Shop": Outcome.SETTLED}


def test_an_action_that_was_made_of_a_finding_and_is_open_stands_beside_it(store: Store) -> None:
    actions.edit_definitions(store, lambda document: with_item(document, "initiatives", ACTION), "Ada")
    assert outcomes(store, ItemKind.NO_DATA) == {"Onlooker": Outcome.ACTED}
    dropped = {**ACTION, "state": "dropped"}
    actions.edit_definitions(store, lambda document: with_item(document, "initiatives", dropped), "Ada")
    assert outcomes(store, ItemKind.NO_DATA) == {"Onlooker": Outcome.OPEN}


def test_a_finding_is_accepted_when_it_is_ticked_with_a_reason(store: Store) -> None:
    found = check(store)
    (item,) = (each.item for each in found.steps[ItemKind.NO_CUSTOMER_KPI])
    actions.write_item(store, found.review.id, item.id, {"done": True}, "Ada", known={"done": False})
    assert outcomes(store, ItemKind.NO_CUSTOMER_KPI) == {"Keep it": Outcome.OPEN}
    actions.write_item(store, found.review.id, item.id, {"note": "Next year"}, "Ada", known={"note": ""})
    assert outcomes(store, ItemKind.NO_CUSTOMER_KPI) == {"Keep it": Outcome.ACCEPTED}


def test_what_comes_up_while_it_goes_on_is_new(store: Store) -> None:
    new = {"id": "kiosk", "name": "Kiosk", "stage": "try_it", "evidence": "observed"}
    actions.edit_definitions(store, lambda document: with_item(document, "touchpoints", new), "Ada")
    assert [(each.kind, each.title) for each in check(store).new] == [(ItemKind.NO_OWNER, "Kiosk")]


def test_a_closed_check_goes_on_no_more_and_the_next_one_leaves_out_what_was_accepted(store: Store) -> None:
    found = check(store)
    (item,) = (each.item for each in found.steps[ItemKind.NO_DATA])
    wanted = {"done": True, "note": "Not a customer yet"}
    actions.write_item(store, found.review.id, item.id, wanted, "Ada", known={"done": False, "note": ""})
    actions.close_review(store, found.review.id, "Ada")
    workspace = Workspace(store, TODAY)
    assert going_on(workspace) is None
    closed = last_closed(workspace)
    assert closed is not None
    assert closed.id == found.review.id
    following = begun(workspace, View(), kind=ReviewKind.JOURNEY)
    assert ItemKind.NO_DATA not in {each.kind for each in following.agenda}
    assert ItemKind.NO_OWNER in {each.kind for each in following.agenda}


def test_the_steps_follow_each_other_to_the_last(store: Store) -> None:
    found = check(store)
    assert [found.after(kind) for kind in STEPS] == [*STEPS[1:], None]
