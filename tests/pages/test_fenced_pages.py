"""Pages through a link with locked filters: of all that the server sends, nothing tells of another segment."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from streamlit.testing.v1 import AppTest, local_script_runner
from streamlit.testing.v1.element_tree import ElementTree, parse_tree_from_messages
from streamlit.util import calc_hash

from bsc.actions.shares import make_share
from bsc.actions.sharing_checks import WantedShare
from bsc.actions.tries import Tries
from bsc.model.sharing import PAGES, Kind, SharedView
from bsc.ui.access import shared
from tests.pages.conftest import WHO, Visit
from tests.views import birds

LOCKED = SharedView(persona="heron", filters={"channel": ("Kestrel",)}, locked=("persona", "channel"), period="2026-08")
OTHERS = (*birds.OTHER_CHANNEL, *birds.OTHER_PERSONA, *birds.THEIR_TARGETS)
TABS = ("Numbers", "By segment", "Why it changed", "Forecast", "Targets", "Notes", "Definition")
VISITS: list[tuple[str, dict[str, str]]] = [
    ("journey_map.py", {"attention": "true"}),
    ("stage.py", {"stage": "look"}),
    ("stage.py", {"stage": "buy"}),
    ("strategy_map.py", {}),
    ("why.py", {"part": "journey"}),
    ("why.py", {"part": "kpi.ctr"}),
    ("why.py", {"part": "kpi.sea_share"}),
    ("present.py", {}),
    *(("trends.py", {"kpi": "ctr", "tab": tab, "layers": "notes"}) for tab in TABS),
    *(("trends.py", {"kpi": "sea_share", "tab": tab}) for tab in ("Definition", "Why it changed", "By segment")),
    *(("trends.py", {"kpi": "clicks", "tab": tab}) for tab in ("Targets", "By segment")),
]
Sent = Callable[[], str]


@pytest.fixture(autouse=True)
def _one_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shared, "TRIES", Tries())
    monkeypatch.setattr(shared, "where", lambda: "203.0.113.7")  # AppTest comes from no address


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> Sent:
    """Return all that the server has sent to the browser so far, as text."""
    messages: list[ForwardMsg] = []

    def listening(found: list[ForwardMsg]) -> ElementTree:
        messages.extend(found)
        return parse_tree_from_messages(found)

    monkeypatch.setattr(local_script_runner, "parse_tree_from_messages", listening)
    return lambda: "\n".join(message.SerializeToString().decode("utf-8", "replace") for message in messages)


@pytest.fixture(scope="module")
def aviary(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Return a database of birds, and the token of a link that is locked to Kestrel and Heron."""
    store = birds.opened(tmp_path_factory.mktemp("birds"))
    wanted = WantedShare(name="For Kestrel", kind=Kind.LIVE, shown=LOCKED)
    token = make_share(store, wanted, WHO, today=birds.TODAY).token
    with store.change() as cursor:
        cursor.execute("insert into ledger.settings values ('as_of', '2026-09-11')")
    path = store.path
    store.close()
    return path, token


def told_of(text: str) -> list[str]:
    return [word for word in OTHERS if re.search(rf"(?<![\w.]){re.escape(word)}(?!\w)", text)]


def said(page: AppTest) -> str:
    return "\n".join(str(each.value) for each in (*page.warning, *page.error, *page.markdown, *page.caption))


@pytest.mark.parametrize(("script", "address"), VISITS, ids=[f"{name} {at}" for name, at in VISITS])
def test_no_page_sends_another_segments_name_or_number(
    visit: Visit, aviary: tuple[Path, str], sent: Sent, script: str, address: dict[str, str]
) -> None:
    database, token = aviary
    page = visit(database, script, share=token, **address)
    assert not page.exception
    assert not page.error
    assert page.title or script == "present.py"
    assert "Kestrel" in sent()
    assert told_of(sent()) == []


def test_the_same_pages_name_them_without_a_link(visit: Visit, aviary: tuple[Path, str], sent: Sent) -> None:
    for tab in ("By segment", "Targets", "Notes"):
        visit(aviary[0], "trends.py", kpi="ctr", tab=tab, layers="notes")
    visit(aviary[0], "trends.py", kpi="clicks", tab="Targets", where_campaign="Meadow", persona="ibis")
    assert {*told_of(sent())} >= {"Osprey", "Ibis", "77.8%", "91.2%"}


@pytest.mark.parametrize(
    ("script", "address"),
    [
        ("journey_map.py", {"where_channel": "Osprey"}),
        ("journey_map.py", {"where_channel": ["Kestrel", "Osprey"], "persona": "ibis"}),
        ("journey_map.py", {"persona": "all", "where_channel": ""}),
        ("trends.py", {"where_channel": "Sparrow"}),
        ("trends.py", {"persona": "Ibis"}),
        ("why.py", {"where_channel": "Osprey", "persona": "All customers"}),
    ],
    ids=str,
)
def test_a_hand_edited_address_changes_nothing(
    visit: Visit, aviary: tuple[Path, str], sent: Sent, script: str, address: dict[str, str | list[str]]
) -> None:
    database, token = aviary
    asked = {value for values in address.values() for value in (values if isinstance(values, list) else [values])}
    page = visit(database, script, share=token, kpi="clicks", **address)
    assert not page.exception
    assert not page.error
    assert [word for word in told_of(sent()) if word not in asked] == []  # an address may come back as it was sent
    fixed = [each.value for each in page.warning if "of this link is fixed" in each.value]
    assert len(fixed) == len({name for name, value in address.items() if value})
    assert not [each for each in page.warning if "There is no" in each.value]
    keys = {each.key for each in (*page.selectbox, *page.multiselect)}
    assert not {"persona", "where_channel"} & keys


def test_a_segment_that_is_there_and_one_that_is_not_are_refused_alike(visit: Visit, aviary: tuple[Path, str]) -> None:
    database, token = aviary
    there = said(visit(database, share=token, where_channel="Osprey"))
    nowhere = said(visit(database, share=token, where_channel="Sparrow"))
    assert there == nowhere


def test_other_filters_go_on_within_the_link_and_offer_nothing_of_others(
    visit: Visit, aviary: tuple[Path, str], sent: Sent
) -> None:
    database, token = aviary
    page = visit(database, share=token, where_campaign="Meadow")
    assert page.multiselect(key="where_campaign").options == ["Meadow"]
    assert page.multiselect(key="where_campaign").value == ["Meadow"]
    beyond = visit(database, share=token, where_campaign="Buzzard")
    assert "There is no campaign" in said(beyond)
    assert [word for word in told_of(sent()) if word != "Buzzard"] == []


def test_a_replayed_message_with_values_that_were_never_offered_shows_nothing_else(
    visit: Visit, aviary: tuple[Path, str], sent: Sent
) -> None:
    """What a browser sends is a list of widgets and their values: anybody can write one by hand."""
    database, token = aviary
    page = visit(database, "trends.py", share=token, kpi="clicks", where_campaign="Meadow")
    before = [each.value for each in page.metric]
    campaign, grain = page.multiselect(key="where_campaign").proto.id, page.selectbox(key="grain").proto.id
    forged = WidgetStates()
    forged.widgets.append(_texts(campaign, ["Buzzard"]))
    forged.widgets.append(_texts(campaign.replace("campaign", "channel"), ["Osprey"]))
    forged.widgets.append(WidgetState(id=grain.replace("grain", "persona"), string_value="Ibis"))
    page._run(forged)
    assert not page.exception
    assert told_of(sent()) == []
    now = [each.value for each in page.metric]
    assert now in (before, [])


def _texts(widget: str, values: list[str]) -> WidgetState:
    state = WidgetState(id=widget)
    state.string_array_value.data.extend(values)
    return state


def test_the_links_pages_are_all_that_can_be_opened() -> None:
    assert {"data", "definitions", "what-if", "share"}.isdisjoint(PAGES)


@pytest.mark.parametrize(
    ("path", "title"),
    [("data", "Data"), ("definitions", "Definitions"), ("what-if", "What if"), ("share", "Share & export")],
)
def test_a_page_that_is_not_the_links_is_not_found(
    visit: Visit, aviary: tuple[Path, str], sent: Sent, path: str, title: str
) -> None:
    """The browser names a page by the hash of its path: whoever knows the path knows it."""
    database, token = aviary
    page = visit(database, share=token)
    page._page_hash = calc_hash(path)
    page.run()
    assert not page.exception
    assert [each.value for each in page.title] == ["Journey map"]
    assert told_of(sent()) == []
    openly = visit(database)
    openly._page_hash = calc_hash(path)
    openly.run()
    assert [each.value for each in openly.title] == [title]


def test_who_sees_a_part_has_nothing_of_the_rest_in_the_session(visit: Visit, aviary: tuple[Path, str]) -> None:
    page = visit(aviary[0], "trends.py", share=aviary[1], kpi="ctr")
    state = page.session_state._state.filtered_state
    assert len(state) > 10
    assert told_of(repr(state)) == []
