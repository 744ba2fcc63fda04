"""What a fence lets out: one segment's figures, to the digit, and neither a number nor a name of another's."""

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

import bsc
from bsc import actions
from bsc.actuals import Asked
from bsc.errors import NotAllowed
from bsc.model.access import Person, Role
from bsc.model.fence import Fence
from bsc.model.periods import Grain
from bsc.model.subject import Subject, SubjectKind
from bsc.model.view import View
from bsc.store import Store
from bsc.store.held import held
from bsc.views.fencing import HIDDEN, beyond, names_beyond
from bsc.views.noting import counts
from bsc.views.voice import Wanted, voice
from bsc.views.workspace import Workspace
from tests.views import birds
from tests.views.read_models import judged, said

KESTREL = Fence.of(None, {"channel": ("Kestrel",)})
HERON = Fence.of("heron", {})
BOTH = Fence.of("heron", {"channel": ("Kestrel",)})
OTHERS = (*birds.OTHER_CHANNEL, *birds.OTHER_PERSONA)
FENCES = [
    pytest.param(KESTREL, birds.OTHER_CHANNEL, id="a channel"),
    pytest.param(HERON, birds.OTHER_PERSONA, id="a persona"),
    pytest.param(BOTH, (*OTHERS, *birds.THEIR_TARGETS), id="both"),
]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    opened = birds.opened(tmp_path_factory.mktemp("birds"))
    yield opened
    opened.close()


def view_of(fence: Fence, **more: str) -> View:
    filters = {name: values for name, values in fence.filters.items() if name != "persona"}
    return View(persona=next(iter(fence.personas), "all"), filters=filters, **more)  # type: ignore[arg-type]


def numbers(thing: object) -> Iterator[object]:
    """Yield the numbers and statuses in *thing* in their order; definitions are no figures."""
    if isinstance(thing, bool) or thing is None or isinstance(thing, (BaseModel, str, date)):
        if isinstance(thing, Enum):
            yield thing
    elif isinstance(thing, (int, float)):
        yield thing
    elif isinstance(thing, Mapping):
        for value in thing.values():
            yield from numbers(value)
    elif isinstance(thing, (Sequence, frozenset)):
        for each in thing:
            yield from numbers(each)
    elif is_dataclass(thing):
        for each in fields(thing):
            yield from numbers(getattr(thing, each.name))


@pytest.mark.parametrize(("fence", "others"), FENCES)
@pytest.mark.parametrize("grain", [Grain.MONTH, Grain.QUARTER])
def test_no_read_model_tells_of_another_segment(
    store: Store, fence: Fence, others: Sequence[str], grain: Grain
) -> None:
    inside = Workspace(store, birds.TODAY, fence)
    for view in (View(grain=grain), view_of(fence, grain=grain)):
        for name, told in (*judged(inside, view), *said(inside, view)):
            text = repr(told)
            found = [word for word in others if re.search(rf"(?<![\w.]){re.escape(word)}(?!\w)", text)]
            assert not found, f"{name} tells of {found}: …{text[max(0, text.find(found[0]) - 200) :][:400]}"


def test_the_same_words_are_told_without_a_fence(store: Store) -> None:
    openly = Workspace(store, birds.TODAY)
    told = repr([*judged(openly, View()), *said(openly, View())])
    assert [word for word in (*OTHERS, "0.7777", "4321") if word not in told] == []


@pytest.mark.parametrize("fence", [KESTREL, HERON, BOTH], ids=["a channel", "a persona", "both"])
@pytest.mark.parametrize("period", ["2026-08", "2026-06", "2026-09"])
def test_every_number_is_that_of_the_segment_filtered_openly(store: Store, fence: Fence, period: str) -> None:
    inside, openly = Workspace(store, birds.TODAY, fence), Workspace(store, birds.TODAY)
    view = view_of(fence, period=period)
    expected = dict(judged(openly, view))
    compared = 0
    for name, told in judged(inside, view):
        if name in expected:  # what is beyond the fence is not among them
            assert list(numbers(told)) == list(numbers(expected[name])), name
            compared += 1
    assert compared > 40


def test_whatever_is_asked_the_fence_stands(store: Store) -> None:
    inside, openly = Workspace(store, birds.TODAY, KESTREL), Workspace(store, birds.TODAY)
    alone = openly.readings(view_of(KESTREL, period="2026-08"), openly.calendar.parse("2026-08", Grain.MONTH))
    period = inside.calendar.parse("2026-08", Grain.MONTH)
    for filters in ({}, {"channel": ("Kestrel", "Osprey")}, {"channel": ()}, {"channel": ("Kestrel", "nobody")}):
        found = inside.readings(View(filters=filters, period="2026-08"), period)
        assert list(numbers(found)) == list(numbers(alone)), filters


@pytest.mark.parametrize("asked", [{"channel": ("Osprey",)}, {"channel": ("nobody",)}])
def test_asking_for_another_segment_is_refused_as_asking_for_one_that_is_not_there(
    store: Store, asked: dict[str, tuple[str, ...]]
) -> None:
    inside = Workspace(store, birds.TODAY, KESTREL)
    with pytest.raises(NotAllowed) as refused:
        inside.filters(View(filters=asked))
    assert "Osprey" not in str(refused.value)
    assert "nobody" not in str(refused.value)
    with pytest.raises(NotAllowed):
        Workspace(store, birds.TODAY, HERON).filters(View(persona="ibis"))


def test_values_that_only_others_have_cannot_be_filtered_by(store: Store) -> None:
    assert Workspace(store, birds.TODAY, KESTREL).dimensions() == {
        "channel": ("Kestrel",),
        "campaign": ("Meadow",),
        "persona": ("Heron", "Ibis"),
    }


def test_other_filters_narrow_further_within_the_fence(store: Store) -> None:
    inside, openly = Workspace(store, birds.TODAY, KESTREL), Workspace(store, birds.TODAY)
    view = View(persona="ibis", period="2026-08")
    both = View(persona="ibis", filters={"channel": ("Kestrel",)}, period="2026-08")
    period = inside.period(view)
    mine, theirs = inside.readings(view, period), openly.readings(both, period)
    assert mine["clicks"].value == theirs["clicks"].value
    assert list(numbers(mine)) == list(numbers(theirs))


def test_a_dataset_that_does_not_know_the_segments_has_no_figures_within(store: Store) -> None:
    inside = Workspace(store, birds.TODAY, KESTREL)
    reading = inside.readings(View(period="2026-08"), inside.calendar.parse("2026-08", Grain.MONTH))["spent"]
    assert reading.value is None
    assert not reading.actual.available


def test_a_formula_that_names_another_segment_is_computed_and_not_shown(store: Store) -> None:
    inside = Workspace(store, birds.TODAY, KESTREL)
    assert inside.kpi("sea_share").formula == HIDDEN
    assert inside.kpi("sea_clicks").where == HIDDEN
    assert inside.kpi("ctr").formula == "sum(clicks) / sum(shown)"
    assert (
        inside.readings(View(period="2026-08"), inside.calendar.parse("2026-08", Grain.MONTH))["sea_share"].value == 0
    )


def test_remarks_that_name_another_segment_are_left_out_and_the_rest_stays(store: Store) -> None:
    inside = Workspace(store, birds.TODAY, BOTH)
    assert [note.text for note in inside.notes("ctr")] == ["Rain."]
    assert [each.name for each in inside.scorecard.initiatives] == ["Build hides"]
    assert [each.id for each in inside.scorecard.touchpoints] == ["page", "perch"]
    assert [entry.text for entry in inside.scorecard.touchpoints[0].wants] == ["a nest"]
    assert [(step.where, step.note) for step in inside.kpi("ctr").targets] == [({}, ""), ({"channel": "Kestrel"}, "")]
    assert inside.kpi("ctr").benchmark is None


def test_a_note_on_what_is_beyond_is_neither_read_nor_counted(tmp_path: Path) -> None:
    of = Subject.of
    page, kpi, cell = (
        of(SubjectKind.TOUCHPOINT, "page"),
        of(SubjectKind.KPI, "ctr"),
        of(SubjectKind.CELL, "look/customer"),
    )
    opened = birds.opened(tmp_path)
    for about in (of(SubjectKind.PERSONA, "ibis"), of(SubjectKind.INITIATIVE, "nest"), page):
        actions.write_note(opened, about, date(2026, 8, 4), "Wet.", who="Olga")
    inside = Workspace(opened, birds.TODAY, HERON)
    assert counts(inside) == {kpi: 2, cell: 2, page: 1}  # of three on the KPI one names an Ibis
    assert counts(Workspace(opened, birds.TODAY))[of(SubjectKind.PERSONA, "ibis")] == 1
    opened.close()


def test_the_target_of_a_sum_over_everybody_is_not_told_and_that_of_a_rate_is(store: Store) -> None:
    inside = Workspace(store, birds.TODAY, KESTREL)
    assert inside.kpi("clicks").targets == ()  # 60 clicks are wanted of all channels together
    assert {step.target for step in inside.kpi("ctr").targets} == {0.05, 0.06, 0.8888}
    told = [step for _, steps in inside.targets_over_versions("clicks") for step in steps]
    assert told == []


def test_comments_are_those_of_the_segment(store: Store) -> None:
    inside = Workspace(store, birds.TODAY, BOTH)
    told = voice(inside, View(persona="heron", period="2026-08"), "page", Wanted(earlier=True))
    alone = {"channel": ("Kestrel",)}
    openly = voice(
        Workspace(store, birds.TODAY),
        View(persona="heron", filters=alone, period="2026-08"),
        "page",
        Wanted(earlier=True),
    )
    assert 0 < told.found == openly.found < 30
    assert {said.persona for said in told.comments} == {"Heron"}
    assert voice(inside, View(persona="heron", period="2026-08"), "page", Wanted(search="Merlin")).found == 0


def test_nothing_is_computed_beyond_the_fence_even_when_nobody_filters(store: Store) -> None:
    inside, openly = Workspace(store, birds.TODAY, BOTH), Workspace(store, birds.TODAY)
    august, kpis = inside.calendar.parse("2026-08", Grain.MONTH), [openly.kpi("clicks")]
    alone = openly.computed(kpis, [august], {"channel": ("Kestrel",), "persona": ("heron",)})
    assert inside.computed(kpis, [august], {}) == alone != openly.computed(kpis, [august], {})
    with pytest.raises(NotAllowed):
        inside.computed(kpis, [august], {"channel": ("Osprey",)})


def test_no_comment_beyond_the_fence_is_read_even_when_nobody_filters(store: Store) -> None:
    inside, openly = Workspace(store, birds.TODAY, BOTH), Workspace(store, birds.TODAY)
    comments = store.scorecard().touchpoints[0].comments[0]
    alone = openly.told(comments).tally(Asked(filters={"channel": ("Kestrel",), "persona": ("heron",)}))
    assert inside.told(comments).tally(Asked()) == alone
    assert alone.comments < openly.told(comments).tally(Asked()).comments
    assert inside.told(comments).tally(Asked(search="Merlin")).comments == 0


def test_who_makes_a_link_is_told_which_names_name_others(store: Store) -> None:
    scorecard = store.scorecard()
    renamed = scorecard.kpis[0].model_copy(update={"name": "Clicks on Osprey ads"})
    scorecard = scorecard.model_copy(update={"kpis": (renamed, *scorecard.kpis[1:])})
    assert names_beyond(scorecard, Workspace(store, birds.TODAY, KESTREL).beyond) == ("Clicks on Osprey ads",)


def test_a_remark_that_writes_another_segment_its_own_way_is_not_shown(store: Store) -> None:
    found = beyond(store.scorecard(), KESTREL, {"channel": ("Kestrel", "Osprey")})
    ways = ("the OSPREY spend", "oSPREY", "Ospreys", "paidOsprey", "Osprey_x")
    assert [found.kept(each) for each in (*ways, "Kestrels alone")] == [*[""] * len(ways), "Kestrels alone"]


def test_a_note_with_the_word_no_is_shown_where_no_is_a_segment(store: Store) -> None:
    found = beyond(store.scorecard(), Fence.of(None, {"certified": ("Yes",)}), {"certified": ("Yes", "No", "no", "7")})
    assert not found.names_one("There is no rain on 7 days. No.")
    assert found.shown("count(*) filter (where certified = 'no')") == HIDDEN


READ = ("read", "arrays", "imports", "imports_of", "notes", "targets_over_versions", "scenarios", "journal", "rejects",
        "dropped", "covered_days", "scorecard", "definition_versions", "shapes", "rollups", "versions", "copy_into",
        "looking", "read_whole", "mapping", "setting", "spool", "checkpoint", "close")  # fmt: skip


@pytest.mark.parametrize("name", READ)
def test_the_store_within_a_fence_tells_nothing(store: Store, name: str) -> None:
    inside = Workspace(held(store, Person("vera", Role.VIEWER)), birds.TODAY, KESTREL)
    assert hasattr(store, name)
    with pytest.raises(NotAllowed, match="this link does not show that"):
        getattr(inside.store, name)


def test_within_a_fence_a_viewer_changes_nothing_and_an_editor_does(store: Store) -> None:
    viewer = Workspace(held(store, Person("victor", Role.VIEWER)), birds.TODAY, KESTREL).store
    with pytest.raises(NotAllowed, match="viewers may not"):
        viewer.change().__enter__()
    editor = Workspace(held(store, Person("eda", Role.EDITOR)), birds.TODAY, KESTREL).store
    with editor.change() as cursor:
        cursor.execute("select 1")


def test_all_sessions_share_an_answer_but_not_across_a_fence(store: Store) -> None:
    view = View(period="2026-08")
    period = Workspace(store, birds.TODAY).calendar.parse("2026-08", Grain.MONTH)
    whole = Workspace(store, birds.TODAY).readings(view, period)["clicks"].value
    part = Workspace(store, birds.TODAY, KESTREL).readings(view, period)["clicks"].value
    again = Workspace(store, birds.TODAY).readings(view, period)["clicks"].value
    assert whole == again != part
    before = store.queries
    Workspace(store, birds.TODAY, KESTREL).readings(view, period)
    assert store.queries == before


NAMES = st.sampled_from(("channel", "persona", "campaign", "region"))
VALUES = st.lists(st.sampled_from(("a", "b", "c", "d", "e")), max_size=4, unique=True).map(tuple)
FILTERS = st.dictionaries(NAMES, VALUES, max_size=4)


@given(locked=FILTERS, asked=FILTERS)
def test_what_is_within_a_fence_never_reaches_beyond_it(
    locked: dict[str, tuple[str, ...]], asked: dict[str, tuple[str, ...]]
) -> None:
    fence = Fence.of(None, locked)
    try:
        found = fence.within(asked)
    except NotAllowed:
        assert any(name in fence.filters and not {*values} & {*fence.filters[name]} for name, values in asked.items())
        return
    for name, allowed in fence.filters.items():
        assert found[name]
        assert {*found[name]} <= {*allowed}
        assert not asked.get(name) or {*found[name]} == {*allowed} & {*asked[name]}
    assert {name: found[name] for name in found if name not in fence.filters} == {
        name: values for name, values in asked.items() if values and name not in fence.filters
    }
    assert fence.within(found) == found


ROOMS = [Path(bsc.__file__).parent / room for room in ("views", "ui", "reports", "exchange")]
ESCAPES = {  # who reads past the fence, to narrow what is found or to compute what is not shown
    "whole": {"coverage.py", "keeping.py", "memory.py", "workspace.py", "session.py", "computing.py"},
    "_rows": {"workspace.py"},
    "defined": {"coverage.py", "flow.py", "workspace.py"},
    "as_defined": {"segments_of_change.py", "workspace.py"},
}


def attributes() -> Iterator[tuple[str, ast.Attribute]]:
    """Yield every `something.name` of the rooms that pages and files are made in, with the name of its module."""
    for file in (file for room in ROOMS for file in room.glob("**/*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute):
                yield file.name, node


def of(node: ast.Attribute) -> str:
    return node.value.id if isinstance(node.value, ast.Name) else ""


@pytest.mark.parametrize("name", ESCAPES)
def test_only_who_narrows_reads_past_the_fence(name: str) -> None:
    found = {
        file for file, node in attributes() if node.attr == name and (of(node) != "self" or file == "workspace.py")
    }
    assert found <= ESCAPES[name]


def test_no_read_model_computes_beside_the_workspace() -> None:
    computing = {"compute", "dimensions", "Told"}
    assert {file for file, node in attributes() if of(node) == "actuals" and node.attr in computing} == {"workspace.py"}
