"""What a digest tells, and what of it is new since the last one."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bsc import actions
from bsc.model.view import View
from bsc.store import Store
from bsc.views.digest import FIRST, Mark, digest
from bsc.views.workspace import Workspace
from tests.views.watched_company import TODAY, definitions, opened


@pytest.fixture
def company(tmp_path: Path) -> Iterator[Store]:
    store = opened(tmp_path)
    yield store
    store.close()


def told(store: Store, before: Mark | None = None, today: date = TODAY) -> Mark:
    return digest(Workspace(store, today), View(), before).mark


def test_the_first_digest_has_no_news(company: Store) -> None:
    first = digest(Workspace(company, TODAY), View())
    assert (first.first, first.news) == (True, ())
    assert first.cover.period == "Aug 2026"
    assert not any(each.new for each in first.needed)
    assert [each.headline.partition(" ")[0] for each in first.needed[:3]] == ["Dropped", "Red", "Sinking"]
    assert len(first.needed) == FIRST
    assert first.more == len(first.mark.lines) - FIRST > 0


def test_the_same_again_is_no_news(company: Store) -> None:
    again = digest(Workspace(company, TODAY), View(), Mark.read(told(company).written()))
    assert (again.first, again.news) == (False, ())
    assert not any(each.new for each in again.needed)


def test_what_is_new_and_what_is_gone_is_said_line_by_line(company: Store) -> None:
    before = told(company)
    red = next(headline for about, _, headline in before.lines if about == "kpi red")
    target = "targets: [{start: 2024-01-01, target: 100, red_line: 80}]"
    more = f"  - {{id: fresh, name: Fresh, objective: aim, dataset: facts, formula: avg(red) - 1, {target}}}"
    kept = "\n".join(line for line in definitions("", more).splitlines() if "{id: red," not in line)
    actions.apply_definitions(company, kept, "ann")
    after = digest(Workspace(company, TODAY), View(), before)
    assert [line for line in after.news if line.startswith("New: ")] == [
        next(f"New: {headline}" for about, _, headline in after.mark.lines if about == "kpi fresh")
    ]
    assert f"No longer on the list: {red}" in after.news
    assert [each.new for each in after.needed] == [each.headline.startswith("Fresh") for each in after.needed]


def test_a_score_that_moved_is_said_beside_the_one_of_before(company: Store) -> None:
    now = told(company)
    before = replace(now, points="12", period="Jul 2026")
    news = digest(Workspace(company, TODAY), View(), before).news
    assert news == (f"Score {now.points} in Aug 2026, after 12 in Jul 2026 in the last digest.",)


def test_another_reason_is_news_and_one_reason_fewer_is_none(company: Store) -> None:
    now = told(company)
    about, kinds, headline = now.lines[0]
    fewer = replace(now, lines=((about, (), headline), *now.lines[1:]))
    found = digest(Workspace(company, TODAY), View(), fewer)
    assert found.news == (f"New: {headline}",)
    assert [each.new for each in found.needed] == [True, False, False, False, False]
    more = replace(now, lines=((about, (*kinds, "another"), headline), *now.lines[1:]))
    assert digest(Workspace(company, TODAY), View(), more).news == ()


def test_what_was_told_of_other_customers_is_compared_with_nothing(company: Store) -> None:
    found = digest(Workspace(company, TODAY), View(), replace(told(company), seen="Newcomer", points="12"))
    assert (found.first, found.news) == (True, ())


def test_overdue_actions_and_late_data_are_named(tmp_path: Path) -> None:
    overdue = "{id: fix, name: Fix it, objective: aim, owner: Ann, start: 2026-08-01, due: 2026-09-01}"
    store = opened(tmp_path, definitions(overdue))
    found = digest(Workspace(store, TODAY), View())
    store.close()
    assert [line for line in found.overdue if line.startswith("Fix it: due ") and line.endswith("(Ann)")]


def test_a_mark_is_read_as_it_was_written_whatever_the_names() -> None:
    mark = Mark('Käufer · „x" <b>', "Aug 2026", "–", (("kpi a", ("off track", "new"), "Ä\n'; --"),))
    assert Mark.read(mark.written()) == mark
    assert Mark.read("") is None
