"""Documents of whole scorecards, for properties."""

from typing import Any

from hypothesis import strategies as st

ids = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)
names = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "Zs"]), min_size=1, max_size=12).filter(
    str.strip
)
texts = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), max_size=20)
numbers = st.integers(-1000, 1000) | st.floats(-1e6, 1e6)
weights = st.integers(0, 5) | st.floats(0, 100)
dates = st.dates().map(str)
stepped = weights | st.lists(st.fixed_dictionaries({"start": dates, "weight": weights}), max_size=3)


def _some(draw: st.DrawFn, known: list[str]) -> list[str]:
    return draw(st.lists(st.sampled_from(known), max_size=2)) if known else []


@st.composite
def targets(draw: st.DrawFn, better: str) -> dict[str, Any]:
    levels = sorted(draw(st.lists(numbers, min_size=4, max_size=4)))
    step: dict[str, Any] = {"start": draw(dates), "note": draw(texts)}
    if better == "within":
        return {**step, "target": levels[1:3], "red_line": [levels[0], levels[3]]}
    red_line, target = (levels[0], levels[1]) if better == "higher" else (levels[1], levels[0])
    where = draw(st.dictionaries(st.just("channel"), texts, max_size=1))
    return {**step, "target": target, "where": where} | draw(st.sampled_from([{}, {"red_line": red_line}]))


@st.composite
def kpis(draw: st.DrawFn, identity: str, objectives: list[str], datasets: list[str]) -> dict[str, Any]:
    better = draw(st.sampled_from(["higher", "lower", "within"]))
    return {
        "id": identity,
        "name": draw(names),
        "objective": draw(st.sampled_from(objectives)),
        "dataset": draw(st.sampled_from(datasets)),
        "formula": "sum(clicks)",
        "better": better,
        "weight": draw(stepped),
        "missing": draw(st.sampled_from(["none", "carry 2", None])),
        "targets": draw(st.lists(targets(better), max_size=3)),
        "pinned": draw(st.booleans()),
    }


@st.composite
def documents(draw: st.DrawFn) -> dict[str, Any]:
    stage_ids, dataset_ids, objective_ids, kpi_ids, persona_ids = (
        draw(st.lists(ids, min_size=1, max_size=3, unique=True)) for _ in range(5)
    )
    return {
        "version": 1,
        "journey": {"name": draw(names), "fiscal_year_starts": draw(st.integers(1, 12))},
        "stages": [{"id": each, "name": draw(names), "weight": draw(stepped)} for each in stage_ids],
        "personas": [
            {"id": each, "name": draw(names), "traits": draw(st.lists(texts, max_size=2))} for each in persona_ids
        ],
        "datasets": [
            {
                "id": each,
                "dimensions": {"channel": draw(texts)},
                "lookups": draw(
                    st.dictionaries(st.sampled_from(dataset_ids), texts | st.lists(texts, max_size=2), max_size=1)
                ),
                "columns": draw(st.dictionaries(texts, st.sampled_from(["date", "number"]), max_size=2)),
            }
            for each in dataset_ids
        ],
        "objectives": [
            {
                "id": each,
                "name": draw(names),
                "stage": draw(st.sampled_from(stage_ids)),
                "perspective": draw(st.sampled_from(["financial", "customer", "process", "learning"])),
                "drives": _some(draw, objective_ids),
            }
            for each in objective_ids
        ],
        "kpis": [draw(kpis(each, objective_ids, dataset_ids)) for each in kpi_ids],
        "touchpoints": [
            {"id": "t", "name": "T", "stage": stage_ids[0], "persona": "all", "kpis": _some(draw, kpi_ids)}
        ],
        "funnel": [{"stage": stage_ids[0], "kpi": kpi_ids[0]}],
    }
