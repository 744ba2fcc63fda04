"""An address that names things by their ids, where names and ids are alike."""

import os
from pathlib import Path

import pytest

from bsc import actions
from bsc.store import Store
from bsc.ui import places
from tests.pages.conftest import WHO, Visit
from tests.pages.test_definitions import DOCUMENT

NAMES = [("interest", "purchase"), ("purchase", "interest")]  # like their own ids, and like each other's


@pytest.mark.parametrize("names", NAMES)
def test_a_stage_that_is_named_like_an_id_is_opened_by_its_address(
    visit: Visit, empty_database: Path, names: tuple[str, str]
) -> None:
    store = Store.open(empty_database)
    stages = [{**stage, "name": name} for stage, name in zip(DOCUMENT["stages"], names, strict=True)]
    actions.apply_definitions(store, {**DOCUMENT, "stages": stages}, WHO)
    store.close()
    page = visit(empty_database)
    page.switch_page(os.path.relpath(places.PAGES / "strategy_map.py", places.MAIN.parent))
    page.query_params["stages"] = "interest"
    page.run(timeout=60)  # not drawn again and again
    assert not page.exception
    assert page.query_params["stages"] == "interest"
