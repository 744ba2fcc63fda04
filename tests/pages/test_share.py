from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from bsc.actions.shares import NewShare, make_share, revoke_share, rotate_share, share_links
from bsc.actions.sharing_checks import WantedShare
from bsc.actions.tries import Tries
from bsc.model.periods import Grain
from bsc.model.sharing import Kind, SharedView
from bsc.store import Store
from bsc.ui.access import shared
from tests.pages.conftest import WHO, Visit

TODAY = date(2026, 11, 20)
EVERYTHING = SharedView()
ONBOARDING = SharedView(
    persona="owner_manager",
    filters={"channel": ("Email",)},
    period="2026-Q2",
    grain=Grain.QUARTER,
    start="stage",
    opened={"stage": "onboarding", "perspective": "process"},
)
PASSPHRASE = "seven slow snails"  # noqa: S105 -- of links that live as long as a test


@pytest.fixture(autouse=True)
def _one_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shared, "TRIES", Tries())
    monkeypatch.setattr(shared, "where", lambda: "203.0.113.7")  # AppTest comes from no address


def _made(database: Path, shown: SharedView = EVERYTHING, **wanted: object) -> NewShare:
    asked = {"name": "Board", "shown": shown, **wanted}
    return make_share(Store.open(database), WantedShare(**asked), WHO, today=TODAY)  # type: ignore[arg-type]


def _words(page: AppTest) -> str:
    drawn = (*page.title, *page.subheader, *page.markdown, *page.caption, *page.error, *page.warning)
    return "\n".join(str(each.value) for each in drawn).replace("\\", "")


def _button(page: AppTest, label: str) -> AppTest:
    return next(button for button in page.button if button.label == label).click().run()


def _ended(database: Path, ago: timedelta) -> None:
    with Store.open(database).change() as cursor:
        cursor.execute("update ledger.shares set expires_at = ?", [datetime.now(UTC).replace(tzinfo=None) - ago])


def test_a_link_is_made_of_the_view_that_was_looked_at(visit: Visit, sample_database: Path) -> None:
    page = visit(
        sample_database,
        "share.py",
        of="trends",
        of_kpi="leads",
        of_layers=["Notes", "Forecast"],
        persona="owner_manager",
        period="2026-09",
        where_channel="Email",
    )
    assert (
        "Opens with **Trends & targets: Leads · Interest · Customer · Sep 2026 · Owner-manager · channel: Email**"
        in (_words(page))
    )
    page.text_input(key="share.name.0").set_value("Board, September").run()
    page = _button(page, "Make the link")
    assert not page.exception
    assert not page.error
    (link,) = share_links(Store.open(sample_database))
    assert link.name == "Board, September"
    assert link.shown.opened == {"kpi": "leads", "layers": ("Notes", "Forecast")}
    assert (link.shown.start, link.shown.period, link.shown.persona) == ("trends", "2026-09", "owner_manager")
    assert link.shown.filters == {"channel": ("Email",)}
    assert link.shown.locked == ("channel", "persona")
    assert link.expires_at is not None
    assert timedelta(days=29) < link.expires_at - shared.now() < timedelta(days=31)


def test_the_address_is_shown_once_and_kept_nowhere(visit: Visit, sample_database: Path) -> None:
    page = visit(sample_database, "share.py")
    page.text_input(key="share.name.0").set_value("Board").run()
    page = _button(page, "Make the link")
    address = next(code.value for code in page.code if "?share=" in code.value)
    token = address.rpartition("=")[2]
    page = _button(page, "I have copied it")
    assert not [code for code in page.code if token in code.value]
    assert token not in _words(page)
    rows = Store.open(sample_database).read("select * from ledger.shares") + Store.open(sample_database).read(
        "select * from ledger.journal"
    )
    assert token not in repr(rows)


def test_a_link_without_a_name_is_refused_in_a_sentence(visit: Visit, sample_database: Path) -> None:
    page = _button(visit(sample_database, "share.py"), "Make the link")
    assert "cannot be told from others" in page.error[0].value.replace("\\", "")
    assert not share_links(Store.open(sample_database))


def test_a_live_link_of_the_latest_period_follows_it(visit: Visit, sample_database: Path) -> None:
    page = visit(sample_database, "share.py")
    page.text_input(key="share.name.0").set_value("Board").run()
    _button(page, "Make the link")
    (link,) = share_links(Store.open(sample_database))
    assert link.kind is Kind.LIVE
    assert link.shown.period is None


def test_a_link_is_revoked_and_given_a_new_address_on_the_page(visit: Visit, sample_database: Path) -> None:
    first = _made(sample_database)
    page = visit(sample_database, "share.py")
    page = _button(_button(page, "New address …"), "Give it a new address")
    shown = next(code.value for code in page.code if "?share=" in code.value)
    assert not shown.endswith(first.token)
    page = _button(_button(_button(page, "I have copied it"), "Revoke …"), "Revoke this link")
    (link,) = share_links(Store.open(sample_database))
    assert link.revoked_at is not None
    assert "Board" not in _words(page)


def test_whoever_opens_a_link_sees_exactly_its_view(visit: Visit, sample_database: Path) -> None:
    made = _made(sample_database, ONBOARDING)
    page = visit(sample_database, share=made.token)
    assert not page.exception
    assert not page.error
    assert not page.warning
    assert page.title[0].value == "Stage"
    chosen = {key: page.session_state[key] for key in ("persona", "grain", "period", "stage", "perspective")}
    assert chosen == {
        "persona": "owner_manager",
        "grain": "quarter",
        "period": "2026-Q2",
        "stage": "onboarding",
        "perspective": "process",
    }
    assert page.session_state["where_channel"] == ["Email"]
    assert page.session_state["_view"].filters == {"channel": ("Email",)}


def test_what_the_link_leaves_open_can_be_changed_and_stays_changed(visit: Visit, sample_database: Path) -> None:
    page = visit(sample_database, share=_made(sample_database, ONBOARDING).token)
    page.selectbox(key="persona").set_value("all").run()
    page.selectbox(key="grain").set_value("month").run()
    assert page.session_state["_view"].persona == "all"
    assert page.session_state["_view"].period == "2026-04"
    assert not page.warning


def test_whoever_opens_a_link_is_told_what_it_is_and_how_far_to_rely_on_it(visit: Visit, sample_database: Path) -> None:
    shown = ONBOARDING.model_copy(update={"locked": ("persona", "channel"), "start": "map", "opened": {}})
    page = visit(sample_database, share=_made(sample_database, shown, note="Look at *Onboarding*").token)
    said = _words(page)
    for words in ("**Board**", "Live", "Read-only", "Channel: Email", "Persona: Owner-manager", "Look at *Onboarding*"):
        assert words in said
    assert "Data to 18 Nov 2026" in said
    assert "% known" in said
    assert "Public reviews (39 days late)" in said


def test_a_link_opens_its_own_pages_and_no_others(visit: Visit, sample_database: Path) -> None:
    only = EVERYTHING.model_copy(update={"pages": ("map", "stage")})
    page = visit(sample_database, share=_made(sample_database, only).token)
    links = [link.proto.label for link in page.sidebar.get("page_link")]
    assert links == ["Journey map", "Stage"]
    assert not [button for button in page.button if button.label in ("Share", "Why it changed")]


@pytest.mark.parametrize(
    ("token", "said"),
    [("", "Journey map"), ("never-was", "This link does not open anything"), ("x" * 9000, "does not open anything")],
)
def test_a_token_that_never_was_meets_a_friendly_page(
    visit: Visit, sample_database: Path, token: str, said: str
) -> None:
    page = visit(sample_database, share=token)
    assert not page.exception
    assert said in _words(page)


def test_a_revoked_link_meets_a_friendly_page_at_the_next_click(visit: Visit, sample_database: Path) -> None:
    made = _made(sample_database)
    page = visit(sample_database, share=made.token)
    assert page.title[0].value == "Journey map"
    revoke_share(Store.open(sample_database), made.link.id, WHO)
    page.selectbox(key="grain").set_value("quarter").run()
    assert not page.title
    assert "This link was withdrawn" in _words(page)
    assert made.link.name not in _words(page)


def test_an_expired_link_says_when_it_ended(visit: Visit, sample_database: Path) -> None:
    made = _made(sample_database, expires_at=datetime.now(UTC) + timedelta(hours=1))
    assert visit(sample_database, share=made.token).title
    _ended(sample_database, timedelta(minutes=1))
    page = visit(sample_database, share=made.token)
    assert "This link has expired" in _words(page)
    assert not page.title


def test_the_old_address_of_a_rotated_link_opens_nothing_even_where_it_is_open(
    visit: Visit, sample_database: Path
) -> None:
    made = _made(sample_database)
    page = visit(sample_database, share=made.token)
    renewed = rotate_share(Store.open(sample_database), made.link.id, WHO)
    assert "does not open anything" in _words(page.run())
    assert visit(sample_database, share=renewed.token).title[0].value == "Journey map"


def test_a_passphrase_is_asked_for_before_anything_is_said(visit: Visit, sample_database: Path) -> None:
    page = visit(sample_database, share=_made(sample_database, passphrase=PASSPHRASE).token)
    assert "asks for a passphrase" in _words(page)
    assert "Board" not in _words(page)
    page.text_input[0].set_value("wrong")
    page = _button(page, "Open")
    assert "not the passphrase" in _words(page)
    page.text_input[0].set_value(PASSPHRASE)
    page = _button(page, "Open")
    assert page.title[0].value == "Journey map"


def test_a_passphrase_cannot_be_guessed_at_will(visit: Visit, sample_database: Path) -> None:
    page = visit(sample_database, share=_made(sample_database, passphrase=PASSPHRASE).token)
    for guess in range(11):
        page.text_input[0].set_value(f"guess {guess}")
        page = _button(page, "Open")
    assert "too many tries" in _words(page)
    page.text_input[0].set_value(PASSPHRASE)
    assert "too many tries" in _words(_button(page, "Open"))


def test_tokens_cannot_be_guessed_at_will_and_open_links_stay_open(visit: Visit, sample_database: Path) -> None:
    made = _made(sample_database)
    page = visit(sample_database, share=made.token)
    for guess in range(10):
        assert "does not open anything" in _words(visit(sample_database, share=f"guess {guess}"))
    assert "Too many tries" in _words(visit(sample_database, share="a-guess"))
    assert page.run().title[0].value == "Journey map"


def test_an_opening_is_counted_once_a_session(visit: Visit, sample_database: Path) -> None:
    made = _made(sample_database)
    visit(sample_database, share=made.token).run().run()
    visit(sample_database, share=made.token)
    (link,) = share_links(Store.open(sample_database))
    assert link.opened == 2
    assert link.last_opened is not None


def test_a_session_that_changes_hands_keeps_nothing_of_the_one_before(visit: Visit, sample_database: Path) -> None:
    page = visit(sample_database)
    page.session_state["a draft"] = "of somebody else"
    page.query_params["share"] = _made(sample_database).token
    page.run()
    assert page.title[0].value == "Journey map"
    assert "a draft" not in page.session_state


def test_without_a_definition_there_is_nothing_to_share(visit: Visit, empty_database: Path) -> None:
    page = visit(empty_database, "share.py")
    assert not page.exception
    assert "Nothing is defined yet" in _words(page)
