"""What stands in the map's cells beside the figures: what is said with its evidence, and why a figure is not there."""

from collections.abc import Iterator

import pytest

from bsc.model.view import View
from bsc.store import Store
from bsc.views.journey_map import Column, JourneyMap, journey_map
from bsc.views.workspace import Workspace
from tests.views.felt_company import TODAY, opened

TRY_IT, KEEP_IT = range(2)
FINANCIAL, CUSTOMER = range(2)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = opened(tmp_path_factory.mktemp("rows"))
    yield store
    store.close()


@pytest.fixture
def drawn(store: Store) -> JourneyMap:
    return journey_map(Workspace(store, TODAY), View())


def _said(column: Column, row: str) -> list[tuple[str, str, str, str, str]]:
    return [(one.text, one.touchpoint_id, one.persona, one.evidence, one.glyph) for one in column.said[row]]


def test_what_is_said_stands_in_its_row_with_its_own_evidence_or_its_touchpoints(drawn: JourneyMap) -> None:
    column = drawn.columns[TRY_IT]
    assert _said(column, "goal") == [("to be heard", "call", "Newcomer", "observed", "✓")]
    assert _said(column, "actions") == [("calls at noon", "call", "Newcomer", "observed", "✓")]
    assert _said(column, "questions") == [("who are you?", "call", "Newcomer", "assumed", "?")]
    assert column.said["pains"] == column.said["delights"] == column.said["opportunities"] == ()


def test_what_one_persona_says_is_not_on_the_map_of_another(store: Store) -> None:
    expert = journey_map(Workspace(store, TODAY), View(persona="expert")).columns[TRY_IT]
    assert all(said == () for said in expert.said.values())
    assert [contact.id for channel in expert.channels for contact in channel.contacts] == ["call_expert", "site"]


def test_levels_of_evidence_are_counted_over_what_the_map_says(store: Store, drawn: JourneyMap) -> None:
    counted = {level.word: level.count for level in drawn.evidence}
    assert counted == {"observed": 2, "inferred": 0, "assumed": 1}
    expert = journey_map(Workspace(store, TODAY), View(persona="expert"))
    assert [level.count for level in expert.evidence] == [0, 0, 0]


def test_the_owner_of_a_stage_comes_before_those_of_its_touchpoints(drawn: JourneyMap) -> None:
    assert [column.owners for column in drawn.columns] == [("Head of product", "Sales"), ()]


def test_touchpoints_of_the_same_name_are_told_apart_and_others_are_not(store: Store, drawn: JourneyMap) -> None:
    phone, web = drawn.columns[TRY_IT].channels
    assert [contact.name for contact in phone.contacts] == ["Call (Newcomer)", "Call (Expert)"]
    assert [contact.name for contact in web.contacts] == ["Website"]
    alone = journey_map(Workspace(store, TODAY), View(persona="newcomer")).columns[TRY_IT].channels[0]
    assert [contact.name for contact in alone.contacts] == ["Call"]


def test_a_cell_says_which_data_know_no_persona(store: Store) -> None:
    newcomer = journey_map(Workspace(store, TODAY), View(persona="newcomer"))
    card = newcomer.columns[KEEP_IT].cards[FINANCIAL]
    assert card is not None
    assert (card.figure, card.notes) == ("–", ("no persona in Website",))
    assert newcomer.unavailable == "1 of 3 cards has no figure here: not told by persona in Website."


def test_nothing_is_unavailable_without_a_filter(drawn: JourneyMap) -> None:
    assert drawn.unavailable == ""


def test_a_segment_that_is_worse_than_the_whole_is_told_on_the_card_of_its_cell(drawn: JourneyMap) -> None:
    """August's score is (2 + 4.5) / 2 = 3.25, at risk; by phone it is 2, below the red line of 3 set for it."""
    card = drawn.columns[TRY_IT].cards[CUSTOMER]
    assert card is not None
    assert (card.kpi, card.notes) == ("rating", ("Score, phone 2: off track",))


def test_a_segment_no_worse_than_the_whole_is_not_told(store: Store) -> None:
    june = journey_map(Workspace(store, TODAY), View(period="2026-06")).columns[TRY_IT].cards[CUSTOMER]
    assert june is not None
    assert june.notes == ()


def test_a_segment_that_is_filtered_by_is_not_told_again(store: Store) -> None:
    chat = journey_map(Workspace(store, TODAY), View(filters={"channel": ("chat",)}))
    card = chat.columns[TRY_IT].cards[CUSTOMER]
    assert card is not None
    assert card.notes == ()


def test_a_kpi_that_is_off_track_beneath_one_that_is_not_is_told_on_its_card(store: Store) -> None:
    """By phone August's score is 2, below the red line; the rating that is shown has no target."""
    phone = journey_map(Workspace(store, TODAY), View(filters={"channel": ("phone",)}))
    card = phone.columns[TRY_IT].cards[CUSTOMER]
    assert card is not None
    assert (card.kpi, card.notes) == ("rating", ("Score 2: off track",))


def test_a_gap_in_a_kpi_beneath_is_told(store: Store) -> None:
    july = journey_map(Workspace(store, TODAY), View(persona="expert", period="2026-07"))
    card = july.columns[TRY_IT].cards[CUSTOMER]
    assert card is not None
    assert (card.figure, card.notes) == ("–", ("Score: no data",))


def test_before_the_first_value_there_is_no_gap(store: Store) -> None:
    december = journey_map(Workspace(store, TODAY), View(period="2024-12"))
    card = december.columns[TRY_IT].cards[CUSTOMER]
    assert card is not None
    assert card.notes == ()
