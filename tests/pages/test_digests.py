"""The tab "Digests" of the Share page: made, looked at, tried, paused and ended."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from bsc.actions.subscriptions import Delivered, due, send, subscribe, subscriptions
from bsc.errors import BscError
from bsc.store import Store
from tests.pages.conftest import WHO, Visit
from tests.pages.sending_tab import opened, plain, pressed, words
from tests.reports.receiving import BASE, Said

pytestmark = pytest.mark.usefixtures("alone")


def _opened(visit: Visit, database: Path, **address: str) -> AppTest:
    return opened(visit, database, "Digests", **address)


def _kept(database: Path, name: str = "Board", **wanted: object) -> str:
    asked = {"name": name, "to": ("hook",), **wanted}
    return subscribe(Store.open(database), asked, WHO).id


def test_without_a_destination_it_says_what_to_set_and_offers_no_form(visit: Visit, sample_database: Path) -> None:
    page = _opened(visit, sample_database)
    said = words(page)
    assert "has to name where to send to (a mail server or a webhook) and the app's own address" in said
    assert "What has to be set" in said
    assert "BSC_" not in said
    assert "Nobody is sent a digest yet." in said
    assert not [each for each in page.button if each.key == "digests.0.save"]


@pytest.mark.usefixtures("hook")
def test_a_digest_is_made_of_the_view_above(visit: Visit, sample_database: Path) -> None:
    page = _opened(visit, sample_database, persona="owner_manager", where_channel="Email")
    page.text_input(key="digests.0.name").set_value("Board")
    page.multiselect(key="digests.0.to").set_value(["hook"])
    page.selectbox(key="digests.0.day.week").set_value(4)
    page.selectbox(key="digests.0.hour").set_value(17)
    page.selectbox(key="digests.0.zone").set_value("Europe/Berlin")
    page = pressed(page, "digests.0.save")
    assert not page.error
    (line,) = subscriptions(Store.open(sample_database))
    made = line.subscription
    assert (made.name, made.to, made.day, made.hour, made.zone) == ("Board", ("hook",), 4, 17, "Europe/Berlin")
    assert (made.persona, made.filters) == ("owner_manager", {"channel": ("Email",)})
    assert "Every Friday at 17:00 (Europe/Berlin) · Owner-manager · channel: Email" in plain(page)
    assert "hook: nothing was sent yet" in plain(page)
    assert page.text_input(key="digests.1.name").value == ""


@pytest.mark.usefixtures("hook")
def test_a_digest_without_a_name_or_with_one_that_is_taken_is_refused(visit: Visit, sample_database: Path) -> None:
    page = pressed(_opened(visit, sample_database), "digests.0.save")
    assert "a digest needs a name, and somebody to go to" in page.error[0].value.replace("\\", "")
    _kept(sample_database)
    page.text_input(key="digests.0.name").set_value("board")
    page.multiselect(key="digests.0.to").set_value(["hook"])
    page = pressed(page, "digests.0.save")
    assert "there is a digest board already" in page.error[0].value.replace("\\", "").casefold()
    assert len(subscriptions(Store.open(sample_database))) == 1


def test_a_test_goes_out_from_the_card_that_was_pressed_and_only_then(
    visit: Visit, sample_database: Path, hook: Said
) -> None:
    _kept(sample_database)
    second = _kept(sample_database, "Team", persona="owner_manager")
    page = pressed(_opened(visit, sample_database), f"digests.now.{second}")
    assert [each.value for each in page.success] == ["Sent to hook."]
    (body,) = hook
    assert "You get this as “Team”" in body["message"]
    assert f"{BASE}/?share=" in body["message"]
    page.run()
    assert len(hook) == 1
    assert "?share=" not in words(page)


def test_what_is_not_taken_is_said_without_the_secret(
    visit: Visit, sample_database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BSC_NOTIFY_HOOK", "json://127.0.0.1:9/very-secret-path")
    monkeypatch.setenv("BSC_BASE_URL", BASE)
    digest = _kept(sample_database)
    page = pressed(_opened(visit, sample_database), f"digests.now.{digest}")
    assert page.error[0].value.replace("\\", "").casefold().startswith("hook: ")
    assert "very-secret-path" not in words(page)


@pytest.mark.usefixtures("hook")
def test_the_preview_is_the_message_with_a_link_that_opens_nothing(visit: Visit, sample_database: Path) -> None:
    digest = _kept(sample_database)
    page = pressed(_opened(visit, sample_database), f"digests.see.{digest}")
    (text,) = [each.value for each in page.code if "What needs attention first" in each.value]
    assert f"Look at it: {BASE}\n" in text
    assert "What needs attention first" not in words(pressed(page, f"digests.see.{digest}"))


@pytest.mark.usefixtures("hook")
def test_a_digest_is_paused_resumed_kept_and_ended(visit: Visit, sample_database: Path) -> None:
    digest = _kept(sample_database)
    page = pressed(_opened(visit, sample_database), f"digests.pause.{digest}")
    assert subscriptions(Store.open(sample_database))[0].subscription.paused
    assert page.button(key=f"digests.pause.{digest}").label == "Resume"
    page = pressed(page, f"digests.pause.{digest}")
    assert not subscriptions(Store.open(sample_database))[0].subscription.paused
    page = pressed(pressed(page, f"digests.end.{digest}"), f"digests.kept.{digest}")
    assert len(subscriptions(Store.open(sample_database))) == 1
    page = pressed(pressed(page, f"digests.end.{digest}"), f"digests.ended.{digest}")
    assert subscriptions(Store.open(sample_database)) == []
    assert "Nobody is sent a digest yet." in words(page)


@pytest.mark.usefixtures("hook")
def test_what_became_of_the_last_one_is_said_for_each(visit: Visit, sample_database: Path) -> None:
    _kept(sample_database, to=("hook", "team"))
    store = Store.open(sample_database)
    first, second = due(store, datetime.now(UTC).replace(tzinfo=None) + timedelta(days=8))

    def refused() -> Delivered:
        raise BscError("team: <b>nobody</b> is *here*")

    send(store, first, lambda: Delivered("all"))
    send(store, second, refused)
    said = words(_opened(visit, sample_database))
    assert "hook: sent" in said
    assert "team: not taken" in said
    assert "tried again after" in said
    assert r"\*here\*" in said
    assert "<b>" not in said.replace(r"\<b\>", "")


@pytest.mark.usefixtures("hook")
def test_hostile_names_stay_text(visit: Visit, sample_database: Path) -> None:
    name = "**x** <script>alert(1)</script> [a](javascript:b) :red[c] $d$"
    digest = _kept(sample_database, name, to=("hook", "<img src=x>"))
    page = pressed(_opened(visit, sample_database), f"digests.see.{digest}")
    said = "\n".join(str(each.value) for each in (*page.markdown, *page.caption))
    assert "**x**" not in said.replace(f"**{chr(92)}", "**")
    assert "<script" not in said.replace(r"\<", "")
    assert "<img" not in said.replace(r"\<", "")
    assert not [each for each in (*page.markdown, *page.caption) if each.allow_html and "alert(1)" in each.value]


@pytest.mark.usefixtures("hook")
def test_a_digest_is_changed_in_a_form_that_is_filled_in(visit: Visit, sample_database: Path) -> None:
    store = Store.open(sample_database)
    wanted = {"name": "Board", "to": ("hook",), "rhythm": "monthly", "day": 31, "hour": 6, "zone": "Asia/Kathmandu",
              "link": "live", "link_days": 90, "only_when_changed": True}  # fmt: skip
    made = subscribe(store, wanted, WHO)
    page = pressed(_opened(visit, sample_database), f"digests.edit.{made.id}")
    page = pressed(page, f"digests.{made.id}.save")
    assert subscriptions(store)[0].subscription == made
    page = pressed(page, f"digests.edit.{made.id}")
    page.button_group(key=f"digests.{made.id}.rhythm").set_value("weekly")
    page = page.run()
    page.selectbox(key=f"digests.{made.id}.day.week").set_value(2)
    page = pressed(page, f"digests.{made.id}.save")
    assert not page.error
    changed = subscriptions(store)[0].subscription
    assert (changed.said(), changed.name, changed.link_days) == (
        "every Wednesday at 06:00 (Asia/Kathmandu)",
        "Board",
        90,
    )
    assert "Every Wednesday" in plain(page)
