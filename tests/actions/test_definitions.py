"""Definitions: taken whole or not at all, told in words, kept as versions."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bsc import actions
from bsc.errors import BscError, DefinitionProblems, NotFound, Refused
from bsc.model.definitions import Target
from bsc.model.editing import with_item
from bsc.model.reading import document_of
from bsc.store import Store
from bsc.store.yaml_text import yaml_from_document

SCORECARD = """
version: 1
stages:
  - {id: interest, name: Interest}
datasets:
  - {id: ads, time: day, dimensions: {channel: channel}}
objectives:
  - {id: reach, name: Reach people, stage: interest, perspective: customer}
kpis:
  - {id: clicks, name: Clicks, objective: reach, dataset: ads, formula: sum(clicks)}
  - id: ctr
    name: CTR
    objective: reach
    dataset: ads
    formula: sum(clicks) / sum(impressions)
    unit: percent
    targets:
      - {start: 2026-01-01, target: 0.035, red_line: 0.02}
"""


@pytest.fixture
def defined(store: Store) -> Store:
    actions.apply_definitions(store, SCORECARD, "ada", note="first")
    return store


def _targets(store: Store) -> tuple[Target, ...]:
    return next(kpi.targets for kpi in store.scorecard().kpis if kpi.id == "ctr")


def test_applying_says_what_was_added_and_keeps_a_version(store: Store) -> None:
    change = actions.apply_definitions(store, SCORECARD, "ada", note="first")
    assert (change.version, change.added) == (1, ("interest", "ads", "reach", "clicks", "ctr"))
    assert str(change) == "5 added"
    (version,) = store.definition_versions()
    assert (version.version, version.who, version.note) == (1, "ada", "first")
    (line,) = store.journal()
    assert (line.who, line.action, line.subject, line.note) == ("ada", "apply", "scorecard", "first; 5 added")


def test_applying_the_same_again_makes_no_version(defined: Store) -> None:
    change = actions.apply_definitions(defined, SCORECARD, "ben")
    assert (change.version, change.nothing, change.differences) == (1, True, ())
    assert (len(defined.definition_versions()), len(defined.journal())) == (1, 1)


def test_exporting_and_applying_changes_nothing(defined: Store) -> None:
    exported = yaml_from_document(document_of(defined.scorecard()))
    assert actions.apply_definitions(defined, exported, "ben").nothing


def test_a_change_names_what_is_new_different_and_gone(defined: Store) -> None:
    other = SCORECARD.replace("name: Clicks", "name: All clicks").replace("id: ctr", "id: click_rate")
    change = actions.apply_definitions(defined, other, "ben")
    assert (change.added, change.changed, change.removed) == (("click_rate",), ("clicks",), ("ctr",))
    before, now = defined.scorecard(1), defined.scorecard()
    assert [kpi.id for kpi in before.kpis] == ["clicks", "ctr"]
    assert [kpi.id for kpi in now.kpis] == ["clicks", "click_rate"]


def test_a_new_order_is_a_new_version_although_no_item_differs(defined: Store) -> None:
    document = document_of(defined.scorecard())
    change = actions.apply_definitions(defined, {**document, "kpis": document["kpis"][::-1]}, "ben")
    assert (change.version, change.nothing) == (2, False)
    assert [kpi.id for kpi in defined.scorecard().kpis] == ["ctr", "clicks"]


def test_every_problem_is_listed_at_once_with_formulas_and_the_store_stays_as_it_was(defined: Store) -> None:
    wrong = (
        SCORECARD.replace("perspective: customer", "perspective: client")
        .replace("formula: sum(clicks)}", "formula: clicks}")
        .replace("unit: percent", "unit: percents")
        .replace("stage: interest", "stage: interst")
    )
    with pytest.raises(DefinitionProblems) as refused:
        actions.apply_definitions(defined, wrong, "ben")
    places = [problem.place for problem in refused.value.problems]
    assert places == ["objectives[0].perspective", "kpis[1].unit", "kpis[0].formula"]
    assert defined.definitions_version() == 1


def test_a_formula_is_checked_against_the_columns_that_are_there(defined: Store, tmp_path: Path) -> None:
    (tmp_path / "ads.csv").write_text("day,channel,clicks,impressions\n2026-01-01,search,1,10\n")
    actions.import_file(defined, tmp_path / "ads.csv", "ads", who="ada")
    with pytest.raises(DefinitionProblems) as refused:
        actions.apply_definitions(defined, SCORECARD.replace("sum(clicks)}", "sum(clics)}"), "ben")
    (problem,) = refused.value.problems
    assert problem.place == "kpis[0].formula"
    assert "did you mean `clicks`" in str(problem)


def test_what_was_wrong_before_keeps_nobody_from_changing_something_else(defined: Store, tmp_path: Path) -> None:
    (tmp_path / "ads.csv").write_text("day,channel,clicks\n2026-01-01,search,1\n")
    actions.import_file(defined, tmp_path / "ads.csv", "ads", who="ada")
    target = Target(start=date(2026, 7, 1), target=0.04, red_line=0.03)
    assert actions.publish_target(defined, "ctr", target, "ben", "new pages").version == 2
    with pytest.raises(DefinitionProblems, match=r"kpis\[1\].formula"):
        actions.apply_definitions(defined, SCORECARD.replace("sum(impressions)", "sum(views)"), "ben")


def test_what_is_not_yaml_is_told_with_its_line(defined: Store) -> None:
    with pytest.raises(BscError, match="line 2: this is not YAML"):
        actions.apply_definitions(defined, "version: 1\nstages: [", "ben")


def test_a_page_edits_the_newest_definitions(defined: Store) -> None:
    objective = {"id": "sell", "name": "Sell", "stage": "interest", "perspective": "financial"}
    change = actions.edit_definitions(
        defined, lambda document: with_item(document, "objectives", objective), "ben", note="new objective", version=1
    )
    assert (change.version, change.added) == (2, ("sell",))
    assert defined.journal(1)[0].note == "new objective; 1 added"


def test_a_page_that_somebody_else_overtook_is_told_so(defined: Store) -> None:
    actions.edit_definitions(
        defined, lambda document: {**document, "personas": [{"id": "p", "name": "P"}]}, "ann", note="P"
    )
    with pytest.raises(Refused, match=r"changed by ann in the meantime \(P\) – look at them again"):
        actions.edit_definitions(defined, lambda document: {**document, "personas": []}, "ben", version=1)
    assert [persona.id for persona in defined.scorecard().personas] == ["p"]


def test_a_published_target_holds_from_its_start_and_the_past_keeps_its_own(defined: Store) -> None:
    change = actions.publish_target(
        defined, "ctr", Target(start=date(2026, 7, 1), target=0.04, red_line=0.025), "ben", "after the new pages"
    )
    assert change.changed == ("ctr",)
    assert [(step.start, step.target, step.note) for step in _targets(defined)] == [
        (date(2026, 1, 1), 0.035, ""),
        (date(2026, 7, 1), 0.04, "after the new pages"),
    ]
    line = defined.journal(1)[0]
    assert (line.action, line.subject) == ("publish target", "ctr")
    assert line.note.startswith("after the new pages")


def test_a_target_from_the_same_day_takes_the_place_of_the_one_that_was_there(defined: Store) -> None:
    actions.publish_target(defined, "ctr", Target(start=date(2026, 1, 1), target=0.05, red_line=0.01), "ben", "braver")
    assert [step.target for step in _targets(defined)] == [0.05]


def test_the_target_of_a_segment_leaves_the_general_one_alone(defined: Store) -> None:
    step = Target(start=date(2026, 1, 1), target=0.06, red_line=0.04, where={"channel": "email"})
    actions.publish_target(defined, "ctr", step, "ben", "mail does better")
    assert sorted((step.target, step.where.get("channel", "")) for step in _targets(defined)) == [
        (0.035, ""),
        (0.06, "email"),
    ]


def test_a_target_on_the_wrong_side_or_for_no_kpi_is_refused(defined: Store) -> None:
    backwards = Target(start=date(2026, 1, 1), target=0.01, red_line=0.05)
    with pytest.raises(DefinitionProblems, match=r"CTR.targets\[0\]: with better: higher the red line \(0.05\)"):
        actions.publish_target(defined, "ctr", backwards, "ben", "")
    with pytest.raises(NotFound, match='there is no KPI "ctrs" – did you mean `ctr`'):
        actions.publish_target(defined, "ctrs", backwards, "ben", "")
    assert defined.definitions_version() == 1


def test_an_edit_that_fails_changes_nothing(defined: Store) -> None:
    def fails(_: dict[str, Any]) -> dict[str, Any]:
        message = "no"
        raise Refused(message)

    with pytest.raises(Refused, match="no"):
        actions.edit_definitions(defined, fails, "ben")
    assert (defined.definitions_version(), len(defined.journal())) == (1, 1)


def test_definitions_outlive_the_process(defined: Store) -> None:
    before, path = defined.scorecard(), defined.path
    defined.close()
    again = Store.open(path)
    assert again.scorecard() == before
    again.close()
