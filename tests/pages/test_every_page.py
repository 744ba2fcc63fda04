import re
from pathlib import Path

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from bsc import actions
from bsc.store import Store
from bsc.ui import places
from tests.pages.conftest import WHO, Visit

SCORECARD = ("journey_map.py", "stage.py", "strategy_map.py", "trends.py", "why.py", "what_if.py")
SET_UP = ("share.py", "data.py", "definitions.py")
PAGES = (*SCORECARD, *SET_UP)


def _words(page: AppTest) -> str:
    return "\n".join(
        str(each.value) for each in (*page.title, *page.markdown, *page.caption, *page.error, *page.warning)
    )


@pytest.mark.parametrize("script", PAGES)
def test_every_page_opens_on_the_sample_company(visit: Visit, sample_database: Path, script: str) -> None:
    page = visit(sample_database, script)
    assert not page.exception
    assert not page.error
    assert page.title


@pytest.mark.parametrize("script", PAGES)
def test_every_page_opens_on_definitions_without_data(visit: Visit, template_database: Path, script: str) -> None:
    page = visit(template_database, script)
    assert not page.exception
    assert not page.error


def test_the_launcher_is_a_script_too(monkeypatch: pytest.MonkeyPatch, visit: Visit, sample_database: Path) -> None:
    visit(sample_database)
    monkeypatch.setenv("BSC_DATABASE", str(sample_database))
    page = AppTest.from_file(str(places.FRONT / "app.py"), default_timeout=60).run()
    assert not page.exception
    assert page.title[0].value == "Journey map"
    assert {box.key for box in page.selectbox} >= {"persona", "grain", "period"}


@pytest.mark.parametrize("script", SCORECARD)
def test_an_empty_database_offers_three_beginnings(visit: Visit, empty_database: Path, script: str) -> None:
    page = visit(empty_database, script)
    assert not page.exception
    assert [button.label for button in page.button] == [
        "Load the sample company",
        "Use this template",
        "Upload your first export",
    ]


@pytest.mark.parametrize("script", SET_UP)
def test_the_set_up_pages_open_on_an_empty_database(visit: Visit, empty_database: Path, script: str) -> None:
    page = visit(empty_database, script)
    assert not page.exception
    assert not page.error


def test_the_sample_company_is_one_click_away(visit: Visit, empty_database: Path) -> None:
    page = visit(empty_database).button(key="load_sample").click().run()
    assert not page.exception
    assert page.title[0].value == "Journey map"
    assert "off track" in _words(page) or "on track" in _words(page)


def test_a_template_is_one_click_away_and_names_the_next_step(visit: Visit, empty_database: Path) -> None:
    page = visit(empty_database).button(key="use_template").click().run()
    assert not page.exception
    assert "No data yet" in _words(page)


@pytest.mark.parametrize(
    ("script", "address", "said"),
    [
        ("stage.py", {"stage": "deleted_stage"}, 'There is no stage "deleted'),
        ("stage.py", {"perspective": "sideways"}, 'There is no perspective "sideways"'),
        ("trends.py", {"kpi": "unheard_of"}, 'There is no KPI "unheard'),
        ("journey_map.py", {"period": "2026-13"}, "There is no period"),
        ("journey_map.py", {"period": "1066-10"}, "There is no period"),
        ("journey_map.py", {"grain": "fortnight"}, 'There is no grain "fortnight"'),
        ("journey_map.py", {"persona": "nobody"}, 'There is no persona "nobody"'),
        (
            "journey_map.py",
            {"where_channel": "paid search"},
            'There is no channel "paid search" – did you mean `Paid Search`',
        ),
        (
            "journey_map.py",
            {"period": "2026-99"},
            'There is no period "2026-99" – choose one from Mar 2024',
        ),
        ("journey_map.py", {"where_gone": "x"}, 'There is no filter "gone"'),
        ("stage.py", {"stage": "x" * 5000}, f'There is no stage "{"x" * 60}…" – known are `Advocacy`'),
        ("trends.py", {"window": "99"}, 'There is no window "99" – known are `12 periods`'),
        ("definitions.py", {"section": "Nope"}, 'There is no section "Nope"'),
    ],
)
def test_what_a_link_names_and_nobody_knows_is_said_in_a_sentence(
    visit: Visit, sample_database: Path, script: str, address: dict[str, str], said: str
) -> None:
    page = visit(sample_database, script, **address)
    assert not page.exception
    assert not page.error
    assert [warning.value.replace("\\", "").startswith(said) for warning in page.warning] == [True]


@pytest.mark.parametrize("script", PAGES)
def test_no_address_breaks_a_page(visit: Visit, sample_database: Path, script: str) -> None:
    odd = "<b>'\";--**[x](y)\u202e%"
    page = visit(
        sample_database,
        script,
        **dict.fromkeys(("stage", "kpi", "perspective", "persona", "period", "where_channel"), odd),
    )
    assert not page.exception
    assert not page.error


def test_a_link_names_a_stage_by_its_id(visit: Visit, sample_database: Path) -> None:
    page = visit(sample_database, "stage.py", stage="onboarding")
    assert page.session_state["stage"] == "onboarding"
    assert not page.warning


def test_a_link_that_names_a_month_at_a_coarser_grain_shows_the_quarter_around_it(
    visit: Visit, sample_database: Path
) -> None:
    page = visit(sample_database, period="2026-08", grain="quarter")
    assert page.session_state["period"] == "2026-Q3"
    assert not page.warning


def test_a_deleted_stage_in_an_old_link_opens_the_first_one(visit: Visit, template_database: Path) -> None:
    store = Store.open(template_database)
    actions.load_template(store, "onboarding", who=WHO)
    first = store.scorecard().stages[0]
    store.close()
    page = visit(template_database, "stage.py", stage="no_longer_there")
    assert page.session_state["stage"] == first.id
    assert len(page.warning) == 1


@pytest.mark.parametrize("script", PAGES)
def test_a_database_of_a_newer_version_is_a_page_and_not_a_crash(
    visit: Visit, empty_database: Path, script: str
) -> None:
    Store.open(empty_database).close()
    _made_newer(empty_database)
    page = visit(empty_database, script)
    assert not page.exception
    assert page.subheader[0].value == "The database is newer than this app"


@pytest.mark.parametrize("script", PAGES)
def test_a_file_that_is_no_database_is_a_page_and_not_a_crash(visit: Visit, empty_database: Path, script: str) -> None:
    empty_database.write_bytes(b"this is not a database" * 1000)
    page = visit(empty_database, script)
    assert not page.exception
    assert page.subheader[0].value == "The database cannot be opened"


def _made_newer(database: Path) -> None:
    with duckdb.connect(str(database)) as connection:
        connection.execute("insert into ledger.schema_steps values (999, current_timestamp)")


def test_the_map_begins_with_the_score_of_the_whole_journey(visit: Visit, sample_database: Path) -> None:
    said = _words(visit(sample_database))
    assert re.search(r"\*\*\d+\*\* of 100", said)
    assert "% known" in said


@pytest.mark.parametrize("script", ["journey_map.py", "stage.py"])
def test_a_score_of_a_running_period_says_so(visit: Visit, sample_database: Path, script: str) -> None:
    assert "period not over" not in _words(visit(sample_database, script))
    assert "period not over" in _words(visit(sample_database, script, period="2026-11"))


def test_a_touchpoint_names_its_persona_and_not_the_id(visit: Visit, sample_database: Path) -> None:
    said = _words(visit(sample_database, "stage.py", stage="onboarding")).replace("\\", "")
    assert "Owner-manager" in said
    assert "owner_manager" not in said


def test_a_finer_grain_begins_where_the_rows_begin(visit: Visit, sample_database: Path) -> None:
    page = visit(sample_database, grain="quarter", period="2024-Q1")  # the rows begin in March
    page.selectbox(key="grain").set_value("month").run()
    assert page.session_state["period"] == "2024-03"
    page.selectbox(key="grain").set_value("day").run()
    assert page.session_state["period"] == "2024-03-01"
    assert not page.exception
    assert not page.warning


def test_a_link_to_a_day_long_ago_still_shows_it(visit: Visit, sample_database: Path) -> None:
    page = visit(sample_database, grain="day", period="2024-03-02")
    assert page.session_state["period"] == "2024-03-02"
    assert not page.warning
