"""Whose something is, is written in its own form: the owner, who helps, and when the evidence was looked at."""

from datetime import date
from pathlib import Path

import pytest

from bsc.store import Store
from tests.pages.conftest import Visit
from tests.pages.test_definitions import click, labelled, tab


@pytest.mark.parametrize(
    ("opened", "name", "section"),
    [
        ("Stages", "Interest", "stages"),
        ("Objectives", "Be found by the right people", "objectives"),
        ("Datasets", "Web analytics", "datasets"),
    ],
)
def test_owner_and_helpers_are_written_in_the_form(
    visit: Visit, template_database: Path, opened: str, name: str, section: str
) -> None:
    page = click(tab(visit, template_database, opened), name)
    labelled(page.text_input, "Owner").set_value("Ann Berg")
    labelled(page.multiselect, "Helpers").set_value(["Ben", "Cleo"])
    click(page, "Save")
    found = [each for each in getattr(Store.open(template_database).scorecard(), section) if each.name == name]
    assert [(each.owner, each.helpers) for each in found] == [("Ann Berg", ("Ben", "Cleo"))]


def test_the_day_on_which_the_evidence_was_looked_at_is_written_in_the_touchpoints_form(
    visit: Visit, template_database: Path
) -> None:
    store = Store.open(template_database)
    first = store.scorecard().touchpoints[0]
    store.close()
    page = click(tab(visit, template_database, "Touchpoints"), first.name)
    labelled(page.date_input, "Evidence looked at on").set_value(date(2026, 3, 2))
    click(page, "Save")
    assert Store.open(template_database).scorecard().touchpoints[0].evidence_on == date(2026, 3, 2)
