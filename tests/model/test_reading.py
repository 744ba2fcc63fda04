"""A document to a scorecard: every problem of it at once, each with its place and what would do."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bsc.errors import DefinitionProblems
from bsc.model.definitions import Kpi, Scorecard, Stage, Target
from bsc.model.reading import document_of, scorecard_from, sound_part
from tests.model.documents import documents

STAGE = {"id": "interest", "name": "Interest"}
DATASET = {"id": "ads", "time": "day", "dimensions": {"channel": "channel"}}
OBJECTIVE = {"id": "reach", "name": "Reach", "stage": "interest", "perspective": "customer"}
KPI = {"id": "ctr", "name": "CTR", "objective": "reach", "dataset": "ads", "formula": "sum(clicks)"}
WHOLE = {"version": 1, "stages": [STAGE], "datasets": [DATASET], "objectives": [OBJECTIVE], "kpis": [KPI]}


def _problems(document: object) -> list[str]:
    with pytest.raises(DefinitionProblems) as refused:
        scorecard_from(document)
    return [str(problem) for problem in refused.value.problems]


def _with(section: str, **fields: Any) -> dict[str, Any]:  # noqa: ANN401 -- any wrong value
    return {**WHOLE, section: [{**WHOLE[section][0], **fields}]}  # type: ignore[index]


def test_the_whole_has_no_problem() -> None:
    assert [kpi.id for kpi in scorecard_from(WHOLE).kpis] == ["ctr"]


def test_an_empty_document_is_an_empty_scorecard() -> None:
    assert scorecard_from({}) == Scorecard()
    assert scorecard_from({"version": 1, "journey": None, "stages": None}) == Scorecard()


@pytest.mark.parametrize("document", [None, [], "stages", 3])
def test_what_is_no_mapping_is_no_scorecard(document: object) -> None:
    assert _problems(document) == ["this is not a scorecard – begin with `version: 1` and `stages:`"]


@pytest.mark.parametrize(
    ("section", "field", "value", "said"),
    [
        (
            "kpis",
            "id",
            "CTR",
            "kpis[0].id: 'CTR' does not fit – an id is lower-case letters, digits and _",
        ),
        ("stages", "name", "", "stages[0].name: '' seen – string should have at least 1 character"),
        ("stages", "name", 5, "stages[0].name: 5 seen – write text, in quotes where it looks like a number"),
        ("stages", "wieght", 2, "stages[0].wieght: `wieght` is not a key here – remove it or correct its name"),
        ("stages", "weight", -1, "stages[0].weight: -1 seen – input should be greater than or equal to 0"),
        ("stages", "weight", "x", "stages[0].weight: 'x' seen – write a number"),
        ("stages", "weight", True, "stages[0].weight: must be a finite number"),
        (
            "stages",
            "weight",
            [{"start": "2026-01-01", "weight": -1}],
            "stages[0].weight[0].weight: -1 seen – input should be greater than or equal to 0",
        ),
        ("datasets", "lookups", {"orders": 3}, "datasets[0].lookups.orders: 3 seen – write text, in quotes"),
        (
            "datasets",
            "lookups",
            {"orders": "id"},
            "datasets[0].lookups: there is no dataset `orders` – known are `ads`",
        ),
        ("datasets", "key", "day", "datasets[0].key: 'day' seen – write a list like [a, b]"),
        ("datasets", "dimensions", ["x"], "datasets[0].dimensions: ['x'] seen – write keys and values like {a: b}"),
        ("datasets", "columns", {"day": "int"}, "datasets[0].columns.day: 'int' is not one of them – write 'integer'"),
        (
            "objectives",
            "stage",
            "interst",
            "objectives[0].stage: there is no stage `interst` – did you mean `interest`?",
        ),
        (
            "objectives",
            "drives",
            ["reech"],
            "objectives[0].drives[0]: there is no objective `reech` – did you mean `reach`?",
        ),
        (
            "objectives",
            "perspective",
            "client",
            "objectives[0].perspective: 'client' is not one of them – write 'financial'",
        ),
        ("kpis", "dataset", "adds", "kpis[0].dataset: there is no dataset `adds` – did you mean `ads`?"),
        ("kpis", "formula", None, "kpis[0].formula: None seen – write text"),
        ("kpis", "pinned", "maybe", "kpis[0].pinned: 'maybe' seen – write true or false"),
        ("kpis", "missing", "carry", "kpis[0].missing: 'carry' does not fit – write none, or carry N with N periods"),
        ("kpis", "benchmark", 3, "kpis[0].benchmark: 3 seen – write its keys and values, like `id: …`"),
        ("kpis", "benchmark", {"value": 10**400}, "kpis[0].benchmark.value: 1000000"),
    ],
)
def test_a_wrong_value_is_told_in_one_line(section: str, field: str, value: object, said: str) -> None:
    (line,) = _problems(_with(section, **{field: value}))
    assert line.startswith(said)


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ({"target": "x"}, "kpis[0].targets[0].target: 'x' seen – write a number"),
        ({"target": "x", "red_line": 1}, "kpis[0].targets[0].target: 'x' seen – write a number"),
        ({"target": [1, "x"]}, "kpis[0].targets[0].target[1]: 'x' seen – write a number"),
        ({"target": float("nan")}, "kpis[0].targets[0].target: must be a finite number"),
        ({"target": float("inf")}, "kpis[0].targets[0].target: must be a finite number"),
        (
            {"target": 3, "start": "2026-13-01"},
            "kpis[0].targets[0].start: '2026-13-01' seen – write a day like 2026-01-31",
        ),
        ({"target": 3, "start": 20260101}, "kpis[0].targets[0].start: 20260101 seen – write a day like 2026-01-31"),
        ({"red_line": 3}, "kpis[0].targets[0].target: is missing – add `target:`"),
        ({"target": [1, 2]}, "kpis[0].targets[0]: with better: higher a target is one number"),
        (
            {"target": [1, 2], "red_line": 0},
            "kpis[0].targets[0]: target and red_line must both be numbers, or both be ranges",
        ),
        ({"target": [1, 2], "red_line": [1.5, 3]}, "kpis[0].targets[0]: a range needs red_line low ≤ target low"),
        (
            {"target": 1, "red_line": 2},
            "kpis[0].targets[0]: with better: higher the red line (2) must be on the worse side",
        ),
        (
            {"target": 1, "where": {"chanel": "email"}},
            "kpis[0].targets[0].where: `ads` has no dimension `chanel` – did you mean `channel`?",
        ),
    ],
)
def test_a_wrong_target_is_told_in_one_line(target: dict[str, Any], said: str) -> None:
    (line,) = _problems(_with("kpis", targets=[{"start": "2026-01-01", **target}]))
    assert line.startswith(said)


def test_every_wrong_target_of_a_kpi_is_told() -> None:
    targets = [{"start": f"2026-0{month}-01", "target": 1, "red_line": 2} for month in (1, 2, 3)]
    assert [line.split(":")[0] for line in _problems(_with("kpis", targets=targets))] == [
        "kpis[0].targets[0]",
        "kpis[0].targets[1]",
        "kpis[0].targets[2]",
    ]


def test_problems_of_every_part_are_listed_at_once() -> None:
    document = {
        "version": 2,
        "journey": {"currency": "eur", "fiscal_year_starts": 13},
        "stages": [STAGE, STAGE, "x"],
        "kpi": [],
        "personas": {"id": "p"},
        "touchpoints": [{"id": "t", "name": "T", "stage": "s", "persona": "p", "emotion_kpi": "k", "kpis": ["l"]}],
        "funnel": [{"stage": "s", "kpi": "k"}],
    }
    assert [line.split(": ")[0] for line in _problems(document)] == [
        "version",
        "journey.currency",
        "journey.fiscal_year_starts",
        "stages[2]",
        "personas",
        "kpi",
        "stages[1]",
        "touchpoints[0].stage",
        "touchpoints[0].persona",
        "touchpoints[0].emotion_kpi",
        "touchpoints[0].kpis[0]",
        "funnel[0].stage",
        "funnel[0].kpi",
    ]


def test_an_item_with_a_fault_of_its_own_can_still_be_referred_to() -> None:
    (line,) = _problems(_with("stages", weight="heavy"))
    assert line.startswith("stages[0].weight")


def test_two_steps_of_the_funnel_for_one_stage_are_one_too_many() -> None:
    step = {"stage": "interest", "kpi": "ctr"}
    (line,) = _problems({**WHOLE, "funnel": [step, step]})
    assert line == "funnel[1]: `interest` stands at funnel[0] already – give each its own"


def test_the_sound_part_leaves_out_what_is_wrong_by_itself() -> None:
    scorecard, problems = sound_part({**WHOLE, "kpis": [{**KPI, "unit": "furlongs"}, {**KPI, "id": "other"}]})
    assert [kpi.id for kpi in scorecard.kpis] == ["other"]
    assert [problem.place for problem in problems] == ["kpis[0].unit"]


@pytest.mark.parametrize("version", [True, "1", 1.0, 2, None])
def test_only_version_one_is_read(version: object) -> None:
    (line,) = _problems({"version": version})
    assert line.endswith("is not a version of this file – write 1")


def test_a_red_line_left_out_is_the_target_itself() -> None:
    assert Target.model_validate({"start": "2026-01-01", "target": 5}).red_line == 5
    assert Target.model_validate({"start": "2026-01-01", "target": [1, 2], "red_line": None}).red_line == (1, 2)


def test_weights_change_in_steps_and_the_past_keeps_its_own() -> None:
    steps = [{"start": "2026-07-01", "weight": 3}, {"start": "2026-01-01", "weight": 2}]
    stage = Stage.model_validate({**STAGE, "weight": steps})
    assert [stage.weight_on(date(2026, month, 1)) for month in (6, 7)] == [2, 3]
    assert stage.weight_on(date(2025, 1, 1)) == 2
    assert Stage.model_validate(STAGE).weight_on(date(2026, 1, 1)) == 1


@pytest.mark.parametrize(("missing", "periods"), [("none", 0), ("carry 2", 2), ("carry 12", 12), (None, 0)])
def test_carried_periods(missing: str | None, periods: int) -> None:
    assert Kpi.model_validate({**KPI, "missing": missing}).carried_periods == periods


def test_what_equals_its_default_is_left_out_of_the_document() -> None:
    assert document_of(scorecard_from(WHOLE)) == WHOLE


@settings(deadline=None)
@given(documents())
def test_writing_and_reading_again_changes_nothing(document: dict[str, Any]) -> None:
    scorecard = scorecard_from(document)
    assert scorecard_from(document_of(scorecard)) == scorecard
    assert document_of(scorecard_from(document_of(scorecard))) == document_of(scorecard)


junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5) | st.integers(), inner, max_size=3),
    max_leaves=8,
)
sections = st.sampled_from(["version", "journey", "stages", "datasets", "objectives", "kpis", "touchpoints", "funnel"])
fields = st.sampled_from(
    ["id", "name", "weight", "targets", "lookups", "stage", "kpi", "columns", "where", "benchmark"]
)


@settings(deadline=None)
@given(st.dictionaries(sections, junk | st.lists(st.dictionaries(fields, junk, max_size=4), max_size=3), max_size=4))
def test_whatever_a_file_holds_it_is_taken_or_its_problems_are_told(document: dict[str, Any]) -> None:
    scorecard, problems = sound_part(document)
    assert isinstance(scorecard, Scorecard)
    assert all(problem.seen for problem in problems)
