"""The tab "Notifications" of the Share page: made, tried, paused and ended; a warm run asks the database nothing."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from bsc.actions.notifications import notifications, notify
from bsc.actions.subscriptions import subscribe
from bsc.model.notification import EventKind, Opens
from bsc.store import Store
from tests.pages.conftest import WHO, Visit
from tests.pages.sending_tab import opened, plain, pressed
from tests.reports.receiving import Said

pytestmark = pytest.mark.usefixtures("alone")


def _opened(visit: Visit, database: Path, **address: str) -> AppTest:
    return opened(visit, database, "Notifications", **address)


def test_without_a_destination_it_says_what_to_set(visit: Visit, sample_database: Path) -> None:
    said = plain(_opened(visit, sample_database))
    assert "has to name where to send to (a mail server or a webhook) and the app's own address" in said
    assert "What has to be set" in said
    assert "BSC_" not in said
    assert "Nobody is notified of anything yet." in said


@pytest.mark.usefixtures("hook")
def test_a_notification_is_made_of_the_view_above_and_does_not_tell_what_holds_already(
    visit: Visit, sample_database: Path
) -> None:
    page = _opened(visit, sample_database, persona="owner_manager", grain="quarter")
    page.text_input(key="notifications.0.name").set_value("Web team")
    page.multiselect(key="notifications.0.to").set_value(["hook"])
    page.toggle(key="notifications.0.quiet").set_value(True).run()
    page = pressed(page, "notifications.0.save")
    assert not page.error
    store = Store.open(sample_database)
    [line] = notifications(store)
    made = line.notification
    assert (made.name, made.persona, made.grain, made.kinds) == (
        "Web team",
        "owner_manager",
        "quarter",
        tuple(EventKind),
    )
    assert made.quiet_said() == "not from 22:00 to 07:00"
    assert {each.outcome for each in store.told()} == {"known"}
    assert "hook: nothing was sent yet" in plain(page)


@pytest.mark.usefixtures("hook")
def test_one_without_a_name_or_of_nothing_is_refused(visit: Visit, sample_database: Path) -> None:
    page = pressed(_opened(visit, sample_database), "notifications.0.save")
    assert "a notification needs a name, and somebody to go to" in plain(page)
    page.text_input(key="notifications.0.name").set_value("Web")
    page.multiselect(key="notifications.0.to").set_value(["hook"])
    page.button_group(key="notifications.0.kinds").set_value([])
    page = pressed(page, "notifications.0.save")
    assert "tells nothing" in plain(page)
    assert notifications(Store.open(sample_database)) == ()


def test_it_is_looked_at_tried_paused_and_ended(visit: Visit, sample_database: Path, hook: Said) -> None:
    wanted = {"name": "*Web*", "to": ("hook",), "kinds": ("off track",), "opens": "signed in"}
    made = notify(Store.open(sample_database), wanted, WHO)
    page = pressed(_opened(visit, sample_database), f"notifications.see.{made.id}")
    assert "▼" in page.code[-1].value
    assert "The links open for who signs in." in page.code[-1].value
    page = pressed(page, f"notifications.now.{made.id}")
    assert "Sent to hook." in plain(page)
    assert len(hook) == 1
    page = pressed(page, f"notifications.pause.{made.id}")
    assert notifications(Store.open(sample_database))[0].notification.paused
    page = pressed(page, f"notifications.pause.{made.id}")
    [line] = notifications(Store.open(sample_database))
    assert (line.notification.paused, line.notification.opens) == (False, Opens.SIGNED_IN)
    page = pressed(pressed(page, f"notifications.end.{made.id}"), f"notifications.ended.{made.id}")
    assert notifications(Store.open(sample_database)) == ()


@pytest.mark.usefixtures("hook")
@pytest.mark.parametrize("tab", ["Digests", "Notifications"])
def test_a_warm_run_asks_the_database_nothing(visit: Visit, sample_database: Path, tab: str) -> None:
    store = Store.open(sample_database)
    subscribe(store, {"name": "Board", "to": ("hook",)}, WHO)
    notify(store, {"name": "Web", "to": ("hook",)}, WHO)
    page = visit(sample_database, "share.py", tab=tab).run()
    before = store.queries
    page.run()
    assert not page.exception
    assert store.queries == before


@pytest.mark.usefixtures("hook")
def test_one_is_changed_in_a_form_that_is_filled_in_and_only_what_was_changed_is_kept(
    visit: Visit, sample_database: Path
) -> None:
    wanted = {"name": "Web", "to": ("hook",), "kinds": ("off track",), "owner": "Ana", "quiet_from": "21:15",
              "quiet_until": "06:00", "persona": "owner_manager", "zone": "Asia/Kathmandu", "gathering": "daily",
              "hour": 9}  # fmt: skip
    store = Store.open(sample_database)
    made = notify(store, wanted, WHO)
    page = pressed(_opened(visit, sample_database), f"notifications.edit.{made.id}")
    before = store.queries
    page = pressed(page, f"notifications.{made.id}.save")
    assert notifications(store)[0].notification == made
    assert [toast.value for toast in page.toast] == ["Web stays as it is"]
    page = pressed(page, f"notifications.edit.{made.id}")
    page.text_input(key=f"notifications.{made.id}.name").set_value("")
    page = pressed(page, f"notifications.{made.id}.save")
    assert "a notification needs a name" in plain(page)
    page.text_input(key=f"notifications.{made.id}.name").set_value("Web team")
    page.toggle(key=f"notifications.{made.id}.quiet").set_value(False)
    page = pressed(page, f"notifications.{made.id}.save")
    assert not page.error
    changed = notifications(store)[0].notification
    assert changed == made.model_copy(update={"name": "Web team", "quiet_from": None, "quiet_until": None})
    assert not page.session_state["notifications.edited"]
    assert store.queries > before


@pytest.mark.usefixtures("hook")
def test_whose_figures_one_tells_of_changes_only_when_that_is_asked(visit: Visit, sample_database: Path) -> None:
    store = Store.open(sample_database)
    made = notify(store, {"name": "Web", "to": ("hook",), "persona": "owner_manager"}, WHO)
    page = pressed(_opened(visit, sample_database, persona="hr_partner"), f"notifications.edit.{made.id}")
    page = pressed(page, f"notifications.{made.id}.save")
    assert notifications(store)[0].notification.persona == "owner_manager"
    page = pressed(page, f"notifications.edit.{made.id}")
    page.toggle(key=f"notifications.{made.id}.others").set_value(True)
    pressed(page, f"notifications.{made.id}.save")
    assert notifications(store)[0].notification.persona == "hr_partner"
