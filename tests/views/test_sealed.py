"""What a frozen link shows stays the same to the digit, whatever happens to the company; the live one follows."""

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from bsc import actions
from bsc.actions.freezing import frozen_store
from bsc.actions.rollups import refresh_rollups
from bsc.actions.shares import frozen_figures, make_share, share_links, share_shown
from bsc.actions.sharing_checks import WantedShare
from bsc.model.access import Person, Role
from bsc.model.definitions import ALL_PERSONAS
from bsc.model.fence import OPEN
from bsc.model.sharing import Kind, SharedView, ShareLink
from bsc.store import Store
from bsc.store.held import held
from bsc.views.sealed import computed_otherwise, sealed
from bsc.views.workspace import Workspace
from tests.views import small_company

WHO = "ada"
AUGUST = SharedView(period="2026-08")
TODAY = small_company.TODAY


@pytest.fixture
def company(tmp_path: Path) -> Iterator[Store]:
    store = small_company.opened(tmp_path)
    yield store
    store.close()


def frozen(store: Store, shown: SharedView = AUGUST, name: str = "board") -> ShareLink:
    wanted = WantedShare(name=name, shown=shown, kind=Kind.FROZEN)
    return make_share(store, wanted, WHO, today=TODAY, figures=sealed).link


def seen(store: Store, shown: SharedView = AUGUST, today: date = TODAY) -> dict[str, tuple[float | None, float | None]]:
    """Return value and score of every KPI, and the score of the journey, of the view *shown*."""
    workspace = Workspace(store, today, shown.fence)
    view = shown.view(ALL_PERSONAS)
    tree = workspace.tree(view, workspace.period(view))
    found = {node.id: (node.judgement.value if node.judgement else None, node.score) for node in tree.kpis()}
    return {**found, "journey": (None, tree.score)}


def at_freezing(store: Store) -> None:
    """Hold what August showed against numbers by hand: 40 clicks of 2,000, 150 EUR, one order of 60 EUR."""
    found = seen(store)
    assert found["ctr"] == pytest.approx((0.02, 25.0))  # 50 + 50·(0.02-0.03)/(0.05-0.03)
    assert found["clicks"][0] == 40
    assert found["cost"] == (150.0, 75.0)  # half way from the red line of 200 to the target of 100
    assert found["order_value"] == (60.0, 100.0)


def changed_rows(store: Store) -> None:
    text = small_company.ads().replace("2026-08-10,search,Newcomer,1000,30,60", "2026-08-10,search,Newcomer,1000,70,40")
    small_company.imported(store, store.path.parent, "ads", text)


def changed_orders(store: Store) -> None:
    small_company.imported(store, store.path.parent, "orders", "order_id,ordered,amount\no3,2026-08-05,10\n")


def edited(*replacements: tuple[str, str]) -> Callable[[Store], None]:
    def edit(store: Store) -> None:
        text = small_company.SCORECARD
        for before, after in replacements:
            assert before in text
            text = text.replace(before, after)
        actions.apply_definitions(store, text, WHO)

    return edit


CHANGES: dict[str, Callable[[Store], object]] = {
    "a new import with the same keys": changed_rows,
    "a new amount of an order": changed_orders,
    "an import that is undone": lambda store: actions.undo_import(store, store.imports()[0].id, WHO),
    "a new target": edited(("target: 0.05, red_line: 0.03", "target: 0.9, red_line: 0.8")),
    "a new weight": edited(("name: Buy, weight: 2", "name: Buy, weight: 9")),
    "a new formula": edited(("formula: sum(cost)", "formula: sum(cost) * 2")),
    "a deleted KPI": edited(
        (small_company.SCORECARD[small_company.SCORECARD.index("  - {id: cost,") :].split("  - {id: o")[0], "")
    ),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_frozen_link_stays_as_it_was_and_the_live_company_moves_on(
    company: Store, change: Callable[[Store], object]
) -> None:
    at_freezing(company)
    before = seen(company)
    link = frozen(company)
    change(company)
    assert seen(frozen_store(company, link)) == before
    assert seen(company) != before


def test_everything_at_once_and_a_restart_change_nothing_of_it(tmp_path: Path) -> None:
    company = small_company.opened(tmp_path)
    before = seen(company)
    link = frozen(company)
    actions.write_note(company, "ctr", date(2026, 8, 10), "written later", WHO)
    for change in (changed_rows, changed_orders, CHANGES["a deleted KPI"]):
        change(company)
    company.close()
    again = Store.open(company.path)
    store = frozen_store(again, link)
    assert seen(store) == before
    assert store.notes() == ()
    assert link == share_links(again)[0]
    again.close()


def test_a_backup_carries_what_a_frozen_link_shows(tmp_path: Path) -> None:
    company = small_company.opened(tmp_path)
    before, link = seen(company), frozen(company)
    changed_rows(company)
    actions.backup(company, tmp_path / "copy.duckdb")
    company.close()
    actions.restore(tmp_path / "copy.duckdb", tmp_path / "elsewhere" / "company.duckdb")
    restored = Store.open(tmp_path / "elsewhere" / "company.duckdb")
    assert seen(frozen_store(restored, link)) == before
    assert seen(restored) != before
    restored.close()


def test_a_frozen_link_with_a_locked_filter_shows_that_segment_as_it_was(company: Store) -> None:
    shown = SharedView(period="2026-08", filters={"channel": ("search",)}, locked=("channel",))
    link = frozen(company, shown)
    changed_rows(company)
    found = seen(held(frozen_store(company, link), Person("share link board", Role.VIEWER)), shown)
    assert found["ctr"][0] == 0.03  # 30 of 1,000
    assert found["cost"][0] == 60.0


def test_the_scores_of_a_frozen_link_are_kept_with_it_and_are_still_the_same(company: Store) -> None:
    link = frozen(company)
    figures = frozen_figures(company, link)
    assert figures is not None
    kept = json.loads(figures)
    assert kept["kpi ctr"] == ["Click-through rate", 0.02, pytest.approx(25.0)]
    assert kept["cell buy financial"] == ["Financial", None, 100.0]
    changed_rows(company)
    workspace = Workspace(frozen_store(company, link), TODAY, OPEN)
    assert computed_otherwise(workspace, link.shown, figures) == ()


def test_a_version_of_the_app_that_computes_otherwise_is_told(company: Store) -> None:
    link = frozen(company)
    kept = json.loads(frozen_figures(company, link) or "")
    kept["kpi ctr"][1] += 1e-6  # as if an earlier version had rounded
    kept["kpi order_value"][2] = None
    del kept["stage buy"]
    workspace = Workspace(frozen_store(company, link), TODAY)
    assert set(computed_otherwise(workspace, link.shown, json.dumps(kept))) == {
        "Click-through rate",
        "Order value",
        "Buy",
    }


def test_a_frozen_link_of_the_latest_period_stays_at_it(company: Store) -> None:
    latest = SharedView()
    before = seen(company, latest)
    link = frozen(company, latest)
    later = small_company.ads() + "2026-10-10,search,Newcomer,1000,90,10\n"
    small_company.imported(company, company.path.parent, "ads", later)
    assert link.as_of == TODAY
    assert seen(frozen_store(company, link), latest, link.as_of) == before
    assert seen(company, latest, date(2026, 11, 3)) != before


def test_sums_by_day_are_frozen_too_and_stay_true_to_what_was_frozen(company: Store) -> None:
    refresh_rollups(company, few_rows=1, shrink=1)
    before = seen(company)
    link = frozen(company)
    changed_rows(company)
    refresh_rollups(company, few_rows=1, shrink=1)
    store = frozen_store(company, link)
    workspace = Workspace(store, TODAY)
    period = workspace.calendar.parse("2026-08")
    assert store.rollups()
    assert workspace.why_rows(workspace.kpi("clicks"), [period], AUGUST.view(ALL_PERSONAS)) == ""
    assert seen(store) == before
    assert seen(company)["clicks"][0] == 80  # 70 + 10


def test_a_viewer_who_comes_back_asks_no_database(company: Store) -> None:
    wanted = WantedShare(name="board", shown=AUGUST, kind=Kind.FROZEN)
    new = make_share(company, wanted, WHO, today=TODAY, figures=sealed)

    def looked() -> int:
        link = share_shown(company, new.token)
        assert link is not None
        store = frozen_store(company, link)
        workspace = Workspace(store, TODAY, link.shown.fence)
        workspace.tree(link.shown.view(ALL_PERSONAS), workspace.calendar.parse("2026-08"))
        assert computed_otherwise(workspace, link.shown, frozen_figures(company, link) or "") == ()
        return company.queries + store.queries

    assert looked() == looked()
