"""A health check of the journey: what nobody has seen, what nobody has looked at for long, and what stays as it is."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from bsc.model.review import AgendaItem, ItemKind, Review, ReviewKind
from bsc.model.subject import Subject, SubjectKind
from bsc.store import Store
from bsc.views.health import STEPS, Accepted, Finding, accepted, findings, standing
from bsc.views.workspace import Workspace
from tests.views import felt_company
from tests.views.felt_company import SCORECARD, TODAY

MORE = """
  - {id: shop, name: Shop, stage: keep_it, channel: in person, owner: Retail, wants: [to look around]}
  - {id: desk, name: Desk, stage: keep_it, channel: in person, helpers: [Retail, Sales],
     pains: [{text: the queue, evidence: observed}], evidence_on: 2025-09-10}
  - {id: till, name: Till, stage: keep_it, channel: in person, owner: Retail, evidence: observed}
  - {id: sign, name: Sign, stage: keep_it, channel: in person, owner: Retail, evidence: inferred,
     kpis: [days], evidence_on: 2025-09-11}
"""


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    store = felt_company.opened(tmp_path_factory.mktemp("health"), SCORECARD.rstrip() + MORE)
    yield Workspace(store, TODAY)
    store.close()


def of(workspace: Workspace, kind: ItemKind) -> dict[str, Finding]:
    return {each.about.id: each for each in findings(workspace) if each.kind is kind}


def test_what_is_only_assumed_with_neither_kpi_nor_comments_has_no_evidence(workspace: Workspace) -> None:
    assert list(of(workspace, ItemKind.NO_EVIDENCE)) == ["shop"]  # the desk's queue was observed


def test_an_assumption_is_old_after_a_year_and_not_on_its_day(workspace: Workspace) -> None:
    found = of(workspace, ItemKind.OLD_ASSUMPTION)
    assert found["desk"].sentence == "It is assumed; it was looked at last on 10 Sep 2025, 366 days ago."
    assert "sign" not in found  # 365 days ago


def test_an_assumption_of_unknown_age_says_so(workspace: Workspace) -> None:
    said = of(workspace, ItemKind.OLD_ASSUMPTION)["shop"].sentence
    assert said == "1 of what is said of it was not observed; nobody has written when it was looked at last."


def test_one_assumed_entry_of_an_observed_touchpoint_is_an_assumption_too(workspace: Workspace) -> None:
    found = of(workspace, ItemKind.OLD_ASSUMPTION)
    assert "call" in found
    assert "till" not in found


def test_an_opinion_that_its_kpi_contradicts_is_found_with_the_sentence_of_the_map(workspace: Workspace) -> None:
    said = of(workspace, ItemKind.CONTRADICTED)["call"].sentence
    assert "opinion says +1" in said
    assert "Rating" in said


def test_a_stage_without_a_customer_kpi_and_a_persona_without_rows_are_found(workspace: Workspace) -> None:
    assert list(of(workspace, ItemKind.NO_CUSTOMER_KPI)) == ["keep_it"]
    assert list(of(workspace, ItemKind.NO_DATA)) == ["onlooker"]  # Newcomer and Expert stand in the rows by name


def test_helpers_do_not_answer_for_a_touchpoint(workspace: Workspace) -> None:
    found = of(workspace, ItemKind.NO_OWNER)
    assert found["desk"].sentence == "Nobody answers for it. Retail, Sales help with it."
    assert "shop" not in found


def test_findings_of_a_kind_stand_together_in_the_order_of_the_steps(workspace: Workspace) -> None:
    kinds = [each.kind for each in findings(workspace)]
    assert kinds == sorted(kinds, key=STEPS.index)
    assert set(kinds) == set(STEPS)
    assert standing(workspace) == findings(workspace)


def review(held: date, note: str, *, done: bool = True, kind: ReviewKind = ReviewKind.JOURNEY) -> Review:
    about = Subject.of(SubjectKind.TOUCHPOINT, "shop")
    return Review(
        id=f"check_{held:%Y_%m_%d}",
        name="Health check",
        kind=kind,
        held=held,
        agenda=(AgendaItem(kind=ItemKind.NO_EVIDENCE, about=about, title="Shop", note=note, done=done),),
        opened_by="Ada",
        opened_at=datetime(2026, 1, 1),  # noqa: DTZ001 -- UTC without a zone, as moments are kept
    )


SHOP = (ItemKind.NO_EVIDENCE, Subject.of(SubjectKind.TOUCHPOINT, "shop"))


def test_a_reason_holds_for_a_year() -> None:
    said = review(date(2025, 9, 11), "We know the shop")
    assert accepted((said,), TODAY)[SHOP] == Accepted(
        reason="We know the shop", who="Ada", on=date(2025, 9, 11), review="check_2025_09_11"
    )
    assert accepted((review(date(2025, 9, 10), "We know the shop"),), TODAY) == {}


def test_the_newest_word_counts() -> None:
    older, newer = review(date(2026, 1, 5), "Old"), review(date(2026, 5, 5), "New")
    assert accepted((newer, older), TODAY)[SHOP].reason == "New"


@pytest.mark.parametrize(
    "said",
    [
        review(date(2026, 5, 5), "Thought of", done=False),
        review(date(2026, 5, 5), ""),
        review(date(2026, 5, 5), "Elsewhere", kind=ReviewKind.SCORECARD),
    ],
    ids=["not ticked", "no reason", "no health check"],
)
def test_what_is_not_ticked_or_has_no_reason_is_not_accepted(said: Review) -> None:
    assert accepted((said,), TODAY) == {}


def test_a_journey_without_stages_has_nothing_to_find(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "bsc.duckdb")
    assert findings(Workspace(store, TODAY)) == ()
    store.close()
