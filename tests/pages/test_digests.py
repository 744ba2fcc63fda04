"""The tab "Digests" of the Share page: made, looked at, tried, paused and ended."""

import json
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from bsc.actions.subscriptions import Delivered, due, send, subscribe, subscriptions
from bsc.errors import BscError
from bsc.store import Store
from tests.pages.conftest import WHO, Visit

BASE = "https://scorecard.example.com"


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)  # where no secrets file is
    monkeypatch.setenv("BSC_SCHEDULER", "off")


@pytest.fixture
def hook(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[dict[str, Any]]]:
    """Return what arrives at the destination `hook`."""
    said: list[dict[str, Any]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            said.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    monkeypatch.setenv("BSC_NOTIFY_HOOK", f"json://127.0.0.1:{server.server_port}/very-secret-path")
    monkeypatch.setenv("BSC_BASE_URL", BASE)
    yield said
    server.shutdown()
    thread.join()
    server.server_close()


def _opened(visit: Visit, database: Path, **address: str) -> AppTest:
    page = visit(database, "share.py", tab="Digests", **address)
    assert not page.exception
    return page


def _words(page: AppTest) -> str:
    drawn = (*page.markdown, *page.caption, *page.error, *page.info, *page.success, *page.code)
    return "\n".join(str(each.value) for each in drawn)


def _plain(page: AppTest) -> str:
    return _words(page).replace("\\", "")


def _pressed(page: AppTest, key: str) -> AppTest:
    page = page.button(key=key).click().run()
    assert not page.exception
    return page


def _kept(database: Path, name: str = "Board", **wanted: object) -> str:
    asked = {"name": name, "to": ("hook",), **wanted}
    return subscribe(Store.open(database), asked, WHO).id


def test_without_a_destination_it_says_what_to_set_and_offers_no_form(visit: Visit, sample_database: Path) -> None:
    page = _opened(visit, sample_database)
    said = _words(page)
    assert "name a destination where the app is started" in said
    assert "bsc serve --base-url" in said
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
    page = _pressed(page, "digests.0.save")
    assert not page.error
    (line,) = subscriptions(Store.open(sample_database))
    made = line.subscription
    assert (made.name, made.to, made.day, made.hour, made.zone) == ("Board", ("hook",), 4, 17, "Europe/Berlin")
    assert (made.persona, made.filters) == ("owner_manager", {"channel": ("Email",)})
    assert "Every Friday at 17:00 (Europe/Berlin) · Owner-manager · channel: Email" in _plain(page)
    assert "hook: nothing was sent yet" in _plain(page)
    assert page.text_input(key="digests.1.name").value == ""


@pytest.mark.usefixtures("hook")
def test_a_digest_without_a_name_or_with_one_that_is_taken_is_refused(visit: Visit, sample_database: Path) -> None:
    page = _pressed(_opened(visit, sample_database), "digests.0.save")
    assert "a digest needs a name, and somebody to go to" in page.error[0].value.replace("\\", "")
    _kept(sample_database)
    page.text_input(key="digests.0.name").set_value("board")
    page.multiselect(key="digests.0.to").set_value(["hook"])
    page = _pressed(page, "digests.0.save")
    assert "there is a digest board already" in page.error[0].value.replace("\\", "").casefold()
    assert len(subscriptions(Store.open(sample_database))) == 1


def test_a_test_goes_out_from_the_card_that_was_pressed_and_only_then(
    visit: Visit, sample_database: Path, hook: list[dict[str, Any]]
) -> None:
    _kept(sample_database)
    second = _kept(sample_database, "Team", persona="owner_manager")
    page = _pressed(_opened(visit, sample_database), f"digests.now.{second}")
    assert [each.value for each in page.success] == ["Sent to hook."]
    (body,) = hook
    assert "You get this as “Team”" in body["message"]
    assert f"{BASE}/?share=" in body["message"]
    page.run()
    assert len(hook) == 1
    assert "?share=" not in _words(page)


def test_what_is_not_taken_is_said_without_the_secret(
    visit: Visit, sample_database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BSC_NOTIFY_HOOK", "json://127.0.0.1:9/very-secret-path")
    monkeypatch.setenv("BSC_BASE_URL", BASE)
    digest = _kept(sample_database)
    page = _pressed(_opened(visit, sample_database), f"digests.now.{digest}")
    assert page.error[0].value.replace("\\", "").casefold().startswith("hook: ")
    assert "very-secret-path" not in _words(page)


@pytest.mark.usefixtures("hook")
def test_the_preview_is_the_message_with_a_link_that_opens_nothing(visit: Visit, sample_database: Path) -> None:
    digest = _kept(sample_database)
    page = _pressed(_opened(visit, sample_database), f"digests.see.{digest}")
    (text,) = [each.value for each in page.code if "What needs attention first" in each.value]
    assert f"Look at it: {BASE}\n" in text
    assert "What needs attention first" not in _words(_pressed(page, f"digests.see.{digest}"))


@pytest.mark.usefixtures("hook")
def test_a_digest_is_paused_resumed_kept_and_ended(visit: Visit, sample_database: Path) -> None:
    digest = _kept(sample_database)
    page = _pressed(_opened(visit, sample_database), f"digests.pause.{digest}")
    assert subscriptions(Store.open(sample_database))[0].subscription.paused
    assert page.button(key=f"digests.pause.{digest}").label == "Resume"
    page = _pressed(page, f"digests.pause.{digest}")
    assert not subscriptions(Store.open(sample_database))[0].subscription.paused
    page = _pressed(_pressed(page, f"digests.end.{digest}"), f"digests.kept.{digest}")
    assert len(subscriptions(Store.open(sample_database))) == 1
    page = _pressed(_pressed(page, f"digests.end.{digest}"), f"digests.ended.{digest}")
    assert subscriptions(Store.open(sample_database)) == []
    assert "Nobody is sent a digest yet." in _words(page)


@pytest.mark.usefixtures("hook")
def test_what_became_of_the_last_one_is_said_for_each(visit: Visit, sample_database: Path) -> None:
    _kept(sample_database, to=("hook", "team"))
    store = Store.open(sample_database)
    first, second = due(store, datetime.now(UTC).replace(tzinfo=None) + timedelta(days=8))

    def refused() -> Delivered:
        raise BscError("team: <b>nobody</b> is *here*")

    send(store, first, lambda: Delivered("all"))
    send(store, second, refused)
    said = _words(_opened(visit, sample_database))
    assert "hook: sent" in said
    assert "team: not taken" in said
    assert "tried again after" in said
    assert r"\*here\*" in said
    assert "<b>" not in said.replace(r"\<b\>", "")


@pytest.mark.usefixtures("hook")
def test_hostile_names_stay_text(visit: Visit, sample_database: Path) -> None:
    name = "**x** <script>alert(1)</script> [a](javascript:b) :red[c] $d$"
    digest = _kept(sample_database, name, to=("hook", "<img src=x>"))
    page = _pressed(_opened(visit, sample_database), f"digests.see.{digest}")
    said = "\n".join(str(each.value) for each in (*page.markdown, *page.caption))
    assert "**x**" not in said.replace(f"**{chr(92)}", "**")
    assert "<script" not in said.replace(r"\<", "")
    assert "<img" not in said.replace(r"\<", "")
    assert not [each for each in (*page.markdown, *page.caption) if each.allow_html and "alert(1)" in each.value]
