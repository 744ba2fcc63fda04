"""Everything about one touchpoint: what is said with its evidence, how it feels and who says so, the KPIs beside it."""

from collections.abc import Iterator
from datetime import date

import pytest

from bsc import actions
from bsc.errors import NotFound
from bsc.model.view import View
from bsc.model.words import Evidence
from bsc.store import Store
from bsc.views.stage import stage_page
from bsc.views.touchpoint import touchpoint_page
from bsc.views.workspace import Workspace
from tests.views.small_company import imported

TODAY = date(2026, 6, 10)
MAY = View(period="2026-05")
SCORECARD = """
version: 1
stages: [{id: interest, name: Interest}]
personas: [{id: newcomer, name: Newcomer}, {id: expert, name: Expert}]
datasets:
  - {id: answers, name: Answers, time: day, dimensions: {persona: who}}
  - {id: ads, name: Ads, time: day}
objectives: [{id: please, name: Please customers, stage: interest, perspective: customer}]
kpis:
  - {id: rating, name: Rating, objective: please, dataset: answers, formula: avg(stars), unit: points,
     targets: [{start: 2026-01-01, target: 5, red_line: 3}]}
  - {id: clicks, name: Clicks, objective: please, dataset: ads, formula: sum(clicks)}
touchpoints:
  - id: form
    name: Form
    stage: interest
    channel: website
    persona: newcomer
    pains: [too long, {text: asks for a tax number, evidence: assumed}]
    delights: [a quick reply]
    emotion: 1
    emotion_kpi: rating
    evidence: observed
    kpis: [clicks, rating]
    comments: [{dataset: answers, text: said, rating: stars}]
  - {id: bare, name: Bare, stage: interest}
"""


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    folder = tmp_path_factory.mktemp("touchpoint")
    store = Store.open(folder / "company.duckdb")
    actions.apply_definitions(store, SCORECARD, "test")
    answers = ["2026-05-02,newcomer,2,Long", "2026-05-03,expert,5,Fine", *["2026-05-04,newcomer,2,"] * 60]
    imported(store, folder, "answers", "\n".join(["day,who,stars,said", *answers]))
    imported(store, folder, "ads", "day,clicks\n2026-05-02,7\n")
    yield Workspace(store, TODAY)
    store.close()


def test_what_is_said_stands_by_kind_with_the_evidence_behind_each(workspace: Workspace) -> None:
    page = touchpoint_page(workspace, MAY, "form")
    assert [(word, [(line.text, line.evidence) for line in lines]) for word, lines in page.lines] == [
        ("Pains", [("too long", Evidence.OBSERVED), ("asks for a tax number", Evidence.ASSUMED)]),
        ("Delights", [("a quick reply", Evidence.OBSERVED)]),
    ]
    assert (page.stage, page.persona, page.period) == ("Interest", "Newcomer", "May 2026")


def test_what_is_measured_and_what_is_thought_stand_beside_each_other(workspace: Workspace) -> None:
    """Newcomers give 2: half way from the red line 3 to where no points are left, 1, is 25 points, an emotion of −1."""
    feeling = touchpoint_page(workspace, MAY, "form").feeling
    assert feeling.word == "Negative"
    assert feeling.said == ("−1, measured: Rating 2", "+1, opinion (observed)")
    assert feeling.disagreement


def test_kpis_are_those_of_the_touchpoints_persona_where_the_data_know_it(workspace: Workspace) -> None:
    watched = touchpoint_page(workspace, MAY, "form").watched
    assert [(each.card.name, each.card.figure, each.of) for each in watched] == [
        ("Clicks", "7", "All customers"),
        ("Rating", "2", "Newcomer"),
    ]
    seen = touchpoint_page(workspace, View(period="2026-05", persona="newcomer"), "form").watched
    assert [(each.card.figure, each.of) for each in seen] == [("–", ""), ("2", "")]


def test_a_touchpoint_of_which_nothing_is_known_says_so(workspace: Workspace) -> None:
    page = touchpoint_page(workspace, MAY, "bare")
    assert (page.lines, page.watched, page.persona) == ((), (), "All customers")
    assert (page.feeling.word, page.feeling.said) == ("Not known", ("not known",))


def test_an_unknown_touchpoint_names_the_nearest_one(workspace: Workspace) -> None:
    with pytest.raises(NotFound, match="did you mean `form`"):
        touchpoint_page(workspace, MAY, "from")


def test_the_stage_page_holds_what_was_said_last_of_each_of_its_touchpoints(workspace: Workspace) -> None:
    voices = stage_page(workspace, MAY, "interest").voices
    assert [each.text for each in voices["form"].comments] == ["Long"]
    assert voices["bare"].sources == ()
