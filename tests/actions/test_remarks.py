from datetime import date
from pathlib import Path

import pytest

from bsc import actions
from bsc.errors import BscError, DefinitionProblems, NotFound, Refused
from bsc.model.definitions import Target
from bsc.model.scenario import DraftTarget, DraftWeight, Scenario
from bsc.store import Store

ANA, BEN = "ana@example.test", "ben@example.test"
MAY, JUNE = date(2026, 5, 1), date(2026, 6, 1)
DEFINITIONS = {
    "stages": [{"id": "interest", "name": "Interest"}],
    "datasets": [{"id": "ads", "time": "day"}],
    "objectives": [{"id": "reach", "name": "Grow reach", "stage": "interest", "perspective": "customer"}],
    "kpis": [
        {
            "id": "clicks",
            "name": "Clicks",
            "objective": "reach",
            "dataset": "ads",
            "formula": "sum(clicks)",
            "targets": [{"start": MAY, "target": 100, "red_line": 50}],
        }
    ],
}
BOLD = Scenario(
    id="bold",
    name="Bold",
    start=JUNE,
    targets=(DraftTarget(kpi="clicks", target=Target(start=JUNE, target=200, red_line=100)),),
    weights=(DraftWeight(kind="kpi", id="clicks", weight=3),),
)


@pytest.fixture
def defined(store: Store) -> Store:
    actions.apply_definitions(store, DEFINITIONS, ANA)
    return store


def kept_anew(store: Store) -> Store:
    path: Path = store.path
    store.close()
    return Store.open(path)


def test_a_note_stands_on_its_kpi_and_day_after_opening_again(defined: Store) -> None:
    actions.write_note(defined, "clicks", JUNE, " The form grew by six fields. ", ANA)
    actions.write_note(defined, "clicks", MAY, "Fair in Hamburg", BEN)
    opened = kept_anew(defined)
    assert [(n.day, n.kpi, n.text, n.who) for n in opened.notes()] == [
        (MAY, "clicks", "Fair in Hamburg", BEN),
        (JUNE, "clicks", "The form grew by six fields.", ANA),
    ]
    opened.close()


def test_a_withdrawn_note_is_gone_and_the_journal_still_tells_what_it_said(defined: Store) -> None:
    number = actions.write_note(defined, "clicks", JUNE, "A typo", ANA)
    actions.withdraw_note(defined, number, BEN)
    assert defined.notes() == ()
    assert [(line.action, line.who, line.note) for line in defined.journal(2)] == [
        ("withdraw note", BEN, "A typo"),
        ("write note", ANA, "2026-06-01: A typo"),
    ]
    with pytest.raises(NotFound):
        actions.withdraw_note(defined, number, BEN)


@pytest.mark.parametrize("text", ["", "  \n", "x" * 2001])
def test_a_note_that_says_nothing_or_a_novel_is_refused(defined: Store, text: str) -> None:
    with pytest.raises(BscError, match="write between 1 and 2,000"):
        actions.write_note(defined, "clicks", JUNE, text, ANA)
    assert defined.notes() == ()


def test_a_note_on_a_kpi_that_is_not_there_is_refused(defined: Store) -> None:
    with pytest.raises(NotFound, match="did you mean `clicks`"):
        actions.write_note(defined, "click", JUNE, "?", ANA)


def test_a_scenario_is_kept_changed_and_dropped_and_changes_no_score(defined: Store) -> None:
    version = defined.definitions_version()
    actions.keep_scenario(defined, BOLD, ANA)
    renamed = BOLD.model_copy(update={"name": "Bolder"})
    actions.keep_scenario(defined, renamed, BEN)
    assert defined.scenarios() == (renamed,)
    assert defined.definitions_version() == version
    actions.drop_scenario(defined, "bold", ANA)
    assert defined.scenarios() == ()
    with pytest.raises(NotFound):
        actions.drop_scenario(defined, "bold", ANA)


def test_a_scenario_with_a_target_that_cannot_be_is_not_kept(defined: Store) -> None:
    backwards = DraftTarget(kpi="clicks", target=Target(start=JUNE, target=50, red_line=100))
    with pytest.raises(DefinitionProblems, match="red line"):
        actions.keep_scenario(defined, BOLD.model_copy(update={"targets": (backwards,)}), ANA)
    assert defined.scenarios() == ()


def test_a_published_scenario_is_in_force_with_its_reason_and_no_draft_any_more(defined: Store) -> None:
    actions.keep_scenario(defined, BOLD, ANA)
    actions.publish_scenario(defined, "bold", BEN, "agreed in the June review")
    (kpi,) = defined.scorecard().kpis
    assert [(step.start, step.target, step.note) for step in kpi.targets] == [
        (MAY, 100, ""),
        (JUNE, 200, "agreed in the June review"),
    ]
    assert [kpi.weight_on(day) for day in (MAY, JUNE)] == [1, 3]
    assert defined.scenarios() == ()
    assert defined.definition_versions()[0].who == BEN


def test_what_cannot_be_published_leaves_scenario_and_definitions_as_they_were(defined: Store) -> None:
    actions.keep_scenario(defined, BOLD, ANA)
    within = {**DEFINITIONS["kpis"][0], "better": "within", "targets": []}  # type: ignore[index]
    actions.apply_definitions(defined, {**DEFINITIONS, "kpis": [within]}, ANA)
    version = defined.definitions_version()
    with pytest.raises(DefinitionProblems, match="range"):
        actions.publish_scenario(defined, "bold", BEN, "agreed")
    assert defined.scenarios() == (BOLD,)
    assert defined.definitions_version() == version


def test_the_second_of_two_editors_does_not_overwrite_the_first_ones_scenario(defined: Store) -> None:
    actions.keep_scenario(defined, BOLD, ANA, known=[])
    actions.keep_scenario(defined, BOLD.model_copy(update={"note": "Ana's"}), ANA, known=[BOLD])
    for change in (
        lambda: actions.keep_scenario(defined, BOLD.model_copy(update={"note": "Ben's"}), BEN, known=[BOLD]),
        lambda: actions.publish_scenario(defined, "bold", BEN, "agreed", known=[BOLD]),
    ):
        with pytest.raises(Refused, match='has changed the scenario "Bold" in the meantime'):
            change()
    assert defined.scenarios()[0].note == "Ana's"


def test_two_new_scenarios_of_one_name_do_not_become_one(defined: Store) -> None:
    actions.keep_scenario(defined, BOLD, ANA, known=[])
    with pytest.raises(Refused, match='has made the scenario "Bold"'):
        actions.keep_scenario(defined, BOLD.model_copy(update={"targets": ()}), BEN, known=[])
    assert defined.scenarios() == (BOLD,)


def test_a_dropped_scenario_does_not_come_back_by_being_kept(defined: Store) -> None:
    actions.keep_scenario(defined, BOLD, ANA)
    actions.drop_scenario(defined, "bold", ANA)
    with pytest.raises(Refused, match='has dropped the scenario "Bold"'):
        actions.keep_scenario(defined, BOLD.model_copy(update={"note": "Ben's"}), BEN, known=[BOLD])
    assert defined.scenarios() == ()


def test_a_scenario_that_could_not_be_read_back_is_not_kept(defined: Store) -> None:
    with pytest.raises(DefinitionProblems, match="name"):
        actions.keep_scenario(defined, BOLD.model_copy(update={"name": "x" * 121}), ANA)
    assert kept_anew(defined).scenarios() == ()


def test_a_scenario_that_changes_nothing_is_not_gone_by_being_published(defined: Store) -> None:
    idle = BOLD.model_copy(update={"targets": (), "weights": ()})
    actions.keep_scenario(defined, idle, ANA)
    with pytest.raises(Refused, match="changes nothing"):
        actions.publish_scenario(defined, "bold", BEN, "agreed")
    assert defined.scenarios() == (idle,)
