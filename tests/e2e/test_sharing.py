"""What a share link promises, each promise in a real browser or on the wire beneath it."""

import json
import re
import shutil
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, WebSocket, expect
from streamlit.proto.BackMsg_pb2 import BackMsg

from bsc.actions.shares import make_share
from bsc.actions.sharing_checks import WantedShare
from bsc.actions.tokens import make_token
from bsc.model.reading import document_of
from bsc.model.sharing import Kind, SharedView
from bsc.store import Store
from bsc.store.yaml_text import yaml_from_document
from bsc.views.sealed import sealed
from tests.e2e.conftest import Browse, Serve, press, settled
from tests.e2e.test_editing import database
from tests.e2e.wire import wired

__all__ = ["database"]  # the fixture of two stages with two touchpoints

pytestmark = pytest.mark.browser

WHO = "a test"
AS_OF = date(2026, 11, 19)
ONBOARDING = SharedView(period="2026-09", start="stage", opened={"stage": "onboarding"})
ONE_SEGMENT = SharedView(
    persona="owner_manager", filters={"channel": ("Email",)}, locked=("persona", "channel"), period="2026-09"
)
OTHERS = (b"HR partner", b"hr_partner", b"Operations lead", b"operations_lead", b"Paid Search", b"Paid Social")
CUSTOMER = (
    "Customer ID,Company,Contact Email,Plan,Persona,Channel,Seats,Signed Up At,First Login At,Activated At,"
    "Went Live At,90-Day Check At,Setup Steps,Setup Steps Done,Setup Errors,Onboarding Hours,Cancelled At\n"
    "RL-9999,New,new@example.test,Team,hr_partner,Email,9,2026-09-03 10:00:00,2026-09-03 11:00:00,2026-09-04 10:00:00,"
    "2026-09-20 10:00:00,-,12,12,3,400,-\n"
)


def shared(database: Path, shown: SharedView, kind: Kind = Kind.LIVE, **wanted: Any) -> str:  # noqa: ANN401 -- its fields
    """Return the token of a new link; the database is closed again."""
    store = Store.open(database)
    asked = WantedShare(name=f"{kind} {shown.start}", shown=shown, kind=kind, **wanted)
    token = make_share(store, asked, WHO, today=AS_OF, figures=sealed).token
    store.close()
    return token


def figures(page: Page) -> list[str]:
    """Return what the page shows of figures: every metric with its status and change, and the score."""
    score = page.get_by_text(re.compile(r"^\d+ of 100$")).first
    expect(score).to_be_visible()
    targets = page.get_by_test_id("stMain").get_by_role("button", name=re.compile("^Target"))
    return [score.inner_text(), *page.get_by_test_id("stMetric").all_inner_texts(), *targets.all_inner_texts()]


@contextmanager
def as_it_is_now(database: Path) -> Iterator[Store]:
    """Give a copy of the database that a server holds, opened."""
    copy = database.with_name("copy.duckdb")
    for ending in ("", ".wal"):
        if Path(f"{database}{ending}").exists():
            shutil.copy(f"{database}{ending}", f"{copy}{ending}")
    store = Store.open(copy)
    yield store
    store.close()


def changed_definitions(database: Path) -> Path:
    """Return a file with the definitions, with another target, another weight and one KPI less."""
    store = Store.open(database)
    document = document_of(store.scorecard())
    store.close()
    document["kpis"] = [each for each in document["kpis"] if each["id"] != "early_refunds"]
    known = {each["id"]: each for each in document["kpis"]}
    known["onboarding_satisfaction"]["targets"][0].update(target=5.0, red_line=4.9)
    known["onboarding_cost"]["weight"] = 9.0
    file = database.with_name("scorecard.yaml")
    file.write_text(yaml_from_document(document), encoding="utf-8")
    return file


def test_a_frozen_link_stays_as_it_was_and_a_live_one_follows_import_target_weight_and_deletion(
    serve_with_keys: Serve, browse: Browse, sample_database: Path, sign_in: Browse
) -> None:
    frozen_token = shared(sample_database, ONBOARDING, Kind.FROZEN)
    live_token = shared(sample_database, ONBOARDING)
    changed = changed_definitions(sample_database)
    store = Store.open(sample_database)
    token = make_token(store, "CRM", ["customers"], WHO).text
    store.close()
    address = serve_with_keys(sample_database)
    frozen, live = browse(f"{address}/?share={frozen_token}"), browse(f"{address}/?share={live_token}")
    before = figures(frozen)
    assert before == figures(live)

    asked = urllib.request.Request(  # noqa: S310 -- our own server
        f"{address}/api/imports?dataset=customers&name=more.csv",
        CUSTOMER.encode(),
        {"Authorization": f"Bearer {token}"},
        method="POST",
    )
    with urllib.request.urlopen(asked, timeout=60) as answer:  # noqa: S310 -- the same
        assert json.load(answer)["receipts"][0]["rows"] == 1
    editor = sign_in(f"{address}/definitions?section=YAML")
    editor.locator('input[type="file"]').first.set_input_files(changed)
    press(editor, "Apply")
    expect(editor.get_by_role("button", name="Apply")).to_have_count(0)

    for page in (frozen, live):
        page.reload()
        page.wait_for_selector('[data-testid="stMain"]')
        settled(page)
    assert figures(frozen) == before
    after = figures(live)
    assert not [text for text in after if "Refunded" in text]
    assert [text for text in after if text.startswith("Onboarding cost")] != [
        text for text in before if text.startswith("Onboarding cost")
    ]
    assert [text for text in after if "Target ≥ 5" in text]
    assert after[0] != before[0]


def test_a_link_that_is_revoked_closes_where_it_is_open_and_one_that_expires_says_when(
    serve_with_keys: Serve, browse: Browse, sample_database: Path, sign_in: Browse
) -> None:
    revoked, expiring = shared(sample_database, ONBOARDING), shared(sample_database, SharedView())
    store = Store.open(sample_database)
    with store.change() as cursor:
        ended = datetime.now(UTC).replace(tzinfo=None) - timedelta(days=3)
        cursor.execute("update ledger.shares set expires_at = ? where name = 'live map'", [ended])
    store.close()
    address = serve_with_keys(sample_database)
    expired = browse(f"{address}/?share={expiring}")
    expect(expired.get_by_role("heading", name="This link has expired")).to_be_visible()
    expect(expired.get_by_text("live map")).to_have_count(0)
    page = browse(f"{address}/?share={revoked}")
    expect(page.get_by_role("heading", name="Stage", exact=True)).to_be_visible()

    editor = sign_in(f"{address}/share")
    press(editor, "Revoke …")
    press(editor, "Revoke this link")
    expect(editor.get_by_text("No link was made yet").or_(editor.get_by_text("0 of "))).to_be_visible()
    page.get_by_text("Interest", exact=True).click()
    expect(page.get_by_role("heading", name="This link was withdrawn")).to_be_visible()
    expect(page.get_by_test_id("stMetric")).to_have_count(0)
    unknown = browse(f"{address}/?share=made-up")
    expect(unknown.get_by_role("heading", name="This link does not open anything")).to_be_visible()


def test_the_token_stays_in_the_address_through_pages_back_reload_and_a_copied_link(
    serve_with_keys: Serve, browse: Browse, sample_database: Path
) -> None:
    token = shared(sample_database, ONBOARDING.model_copy(update={"persona": "owner_manager"}))
    page = browse(f"{serve_with_keys(sample_database)}/?share={token}")
    expect(page.get_by_role("radio", name="Onboarding")).to_be_checked()
    page.get_by_test_id("stPageLink").filter(has_text="Trends & targets").click()
    page.wait_for_url("**/trends?**")
    settled(page)
    assert parse_qs(urlsplit(page.url).query)["share"] == [token]
    press(page, "Copy link")
    copied = page.get_by_test_id("stPopoverBody").get_by_test_id("stCode").inner_text().strip()
    page.keyboard.press("Escape")
    assert parse_qs(urlsplit(copied).query)["share"] == [token]
    other = browse(copied)
    expect(other.get_by_role("heading", name="Trends & targets")).to_be_visible()
    expect(other.get_by_role("combobox", name="Persona")).to_have_value("Owner-manager")
    page.go_back()
    settled(page)
    expect(page.get_by_role("radio", name="Onboarding")).to_be_checked()
    assert parse_qs(urlsplit(page.url).query)["share"] == [token]
    page.reload()
    page.wait_for_selector('[data-testid="stMain"]')
    settled(page)
    expect(page.get_by_role("radio", name="Onboarding")).to_be_checked()


def test_a_locked_filter_survives_hand_edited_addresses_back_and_a_replayed_message(
    serve_with_keys: Serve, browse: Browse, sample_database: Path
) -> None:
    locked, free = shared(sample_database, ONE_SEGMENT), shared(sample_database, ONBOARDING)
    address = serve_with_keys(sample_database)
    recorded = _choosing_another_persona(browse, f"{address}/?share={free}")

    page = browse(f"{address}/?share={locked}")
    score = page.get_by_text(re.compile(r"^\d+ of 100$")).first.inner_text()
    page.goto(f"{address}/map?share={locked}&persona=hr_partner&where_channel=Paid+Social")
    page.wait_for_selector('[data-testid="stMain"]')
    settled(page)
    assert page.get_by_text(re.compile(r"^\d+ of 100$")).first.inner_text() == score
    expect(page.get_by_role("combobox", name="Persona")).to_have_count(0)
    expect(page.get_by_text("Persona: Owner-manager").first).to_be_visible()
    page.go_back()
    settled(page)
    assert page.get_by_text(re.compile(r"^\d+ of 100$")).first.inner_text() == score

    with wired(address) as wire:
        wire.run(f"share={locked}")
        replayed = BackMsg.FromString(recorded)
        replayed.rerun_script.query_string = replayed.rerun_script.query_string.replace(free, locked)
        del replayed.rerun_script.cached_message_hashes[:]
        answers = [wire.send(replayed)]
        answers += [wire.run("persona=hr_partner&where_channel=Paid+Social", name) for name in ("", "stage", "trends")]
        answers += [wire.run(f"share={locked}&where_channel=Paid+Social&by=channel", "why")]
    for answer in answers:
        assert rb"Owner\-manager" in answer
        assert [name for name in OTHERS if name in answer] == []


def _recorded(page: Page) -> list[bytes]:
    """Return the messages that the page sends from now on, as they come; it is loaded again."""
    sent: list[bytes] = []

    def keep(frame: bytes | str) -> None:
        if isinstance(frame, bytes):
            sent.append(frame)

    def listen(socket: WebSocket) -> None:
        socket.on("framesent", keep)

    page.on("websocket", listen)
    page.reload()
    page.wait_for_selector('[data-testid="stMain"]')
    settled(page)
    return sent


def _choosing_another_persona(browse: Browse, address: str) -> bytes:
    """Return the message by which a page asks for another persona."""
    page = browse(address)
    sent = _recorded(page)
    page.get_by_role("combobox", name="Persona").click()
    page.get_by_role("option", name="HR partner", exact=True).click()
    settled(page)
    asking = [frame for frame in sent if b"HR partner" in frame]
    assert asking
    return asking[-1]


def test_whatever_the_viewer_of_a_link_sends_nothing_is_written_and_it_is_noted(
    serve_with_keys: Serve, browse: Browse, database: Path, sign_in: Browse
) -> None:
    token = shared(database, SharedView())
    address = serve_with_keys(database)
    moved = _moving_a_touchpoint(sign_in, f"{address}/?edit=on")
    with as_it_is_now(database) as store:
        version = store.definitions_version()

    page = browse(f"{address}/?share={token}&edit=on")
    expect(page.get_by_role("button", name="Move Chat")).to_have_count(0)
    page.goto(f"{address}/definitions?share={token}")
    expect(page.get_by_text("Page not found").first).to_be_visible()
    with wired(address) as wire:
        wire.run(f"share={token}")
        for sent in moved:
            replayed = BackMsg.FromString(sent)
            replayed.rerun_script.query_string += f"&share={token}"
            assert b"may not" in wire.send(replayed)
    for path, method in (("api/imports?dataset=ads&name=x.csv", "POST"), ("_stcore/upload_file/a/b", "PUT")):
        asked = urllib.request.Request(  # noqa: S310 -- our own server
            f"{address}/{path}", b"day,clicks\n2026-09-01,1\n", {"Authorization": f"Bearer {token}"}, method=method
        )
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(asked, timeout=30)  # noqa: S310 -- the same
        refused.value.close()
        assert refused.value.code in (400, 401, 403)

    with as_it_is_now(database) as store:
        assert store.definitions_version() == version
        noted = store.read("select who, note from ledger.journal where action = 'refused' and who like 'share link%'")
    assert noted


def _moving_a_touchpoint(sign_in: Browse, address: str) -> list[bytes]:
    """Return the messages by which an editor's page moves a touchpoint."""
    page = sign_in(address)
    sent = _recorded(page)
    press(page, "Move Chat back")
    expect(page.get_by_text("Last: Touchpoint Chat moved earlier")).to_be_visible()
    asking = [frame for frame in sent if b'"move"' in frame]
    assert asking
    return asking


def test_a_link_works_in_a_frame_without_cookies_where_the_operator_allows_the_host(
    serve_with_keys: Serve, browser: Browser, sample_database: Path
) -> None:
    token = shared(sample_database, ONE_SEGMENT.model_copy(update={"start": "stage", "opened": {"stage": "interest"}}))
    host = "https://wiki.example.org"
    address = serve_with_keys(sample_database, BSC_EMBED_IN=host)
    context = browser.new_context(permissions=["local-network-access"])  # the app is on this machine, its host is not
    page = context.new_page()
    source = f"{address}/?share={token}&embed=true"
    frame = f'<iframe allow="local-network-access" width="900" height="700" src="{source}"></iframe>'
    page.route(f"{host}/**", lambda route: route.fulfill(body=frame, content_type="text/html"))
    page.goto(f"{host}/page")
    inside = page.frame_locator("iframe")
    expect(inside.get_by_role("heading", name="Stage", exact=True)).to_be_visible()
    expect(inside.get_by_text("Sep 2026 · Owner-manager · channel: Email")).to_be_visible()
    expect(inside.get_by_text("Persona: Owner-manager").first).to_be_visible()
    expect(inside.get_by_test_id("stSidebar")).to_have_count(0)
    expect(inside.get_by_role("button", name="Copy link")).to_have_count(0)
    inside.get_by_text("Purchase", exact=True).click()
    expect(inside.get_by_role("radio", name="Purchase")).to_be_checked()
    context.close()
