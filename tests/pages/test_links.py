"""Links to a view: what is copied shows the same elsewhere; what an address says in vain harms nothing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from bsc import actions
from bsc.store import Store
from bsc.ui import addresses, links, voice
from bsc.ui.links import Place
from bsc.views.scenario_drafts import begun
from tests.pages.conftest import WHO, Visit

Address = Mapping[str, str | list[str]]
FRAME: Address = {"persona": "owner_manager", "grain": "quarter", "period": "2026-Q3", "where_channel": ["Email"]}
HOSTILE = ("x" * 5000, "<script>alert(1)</script>", "persona", "ALL", "1e999", "../../etc", "where_channel=Email")
SEVERAL = frozenset({"rows", "folded", "stages", "layers", "against", "where_channel"})  # of which none can be chosen


@dataclass(frozen=True)
class Shown:
    """A page with what is set on it, each beside its default; in the second address what excludes the first."""

    place: Place
    first: Address
    second: Address = field(default_factory=dict)


PAGES = [
    Shown(
        links.MAP,
        {
            "rows": ["goal", "financial"],
            "folded": ["goal"],
            "attention": "true",
            "attention_all": "true",
            "touchpoint": "contact_form",
            "voice_search": "form",
            "voice_order": "lowest",
            "voice_earlier": "true",
        },
        {"edit": "true"},
    ),
    Shown(
        links.STAGE,
        {"stage": "onboarding", "perspective": "process", "touchpoint": "website_visit", "voice_earlier": "true"},
    ),
    Shown(
        links.STRATEGY,
        {"stages": ["awareness", "interest"], "objective": "be_found"},
        {"arrow": "publish_on_time~be_found"},
    ),
    Shown(
        links.TRENDS,
        {"kpi": "cost_per_click", "window": "12", "layers": ["Notes"], "tab": "By segment", "by": "campaign"},
        {"kpi": "customer_retention", "tab": "Forecast", "foreseen": "3"},
    ),
    Shown(
        links.WHY,
        {"part": "journey", "why_against": "year_before", "why_by": "perspective"},
        {"part": "kpi.cost_per_click", "why_dimension": "campaign"},
    ),
    Shown(
        links.WHAT_IF,
        {"what_if": "Scenarios", "scenario": "soft", "against": ["bold"]},
        {"what_if": "Through the funnel", "funnel_step": "leads", "funnel_points": "2.5"},
    ),
    Shown(links.PRESENT, {"slide": "stage.onboarding"}),
    Shown(links.DATA, {"shown": "Datasets", "span": "month"}, {"shown": "Lineage", "lineage": "form_completion"}),
    Shown(
        links.DEFINITIONS,
        {
            "section": "Library",
            "library_stage": "purchase",
            "library_perspective": "process",
            "library_search": "days",
            "library_answerable": "true",
            "library_missing": "false",
        },
        {"section": "History", "version": "1"},
    ),
]


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the sample company with two scenarios."""
    path = tmp_path_factory.mktemp("links") / "sample.duckdb"
    store = Store.open(path)
    actions.load_demo(store, who=WHO)
    bold = begun("Bold", date(2027, 1, 1), [])
    for scenario in (bold, begun("Soft", date(2027, 1, 1), [bold])):
        actions.keep_scenario(store, scenario, WHO)
    store.close()
    return path


def copied(page: AppTest) -> dict[str, list[str]]:
    """Return what the copied link of *page* says."""
    assert not page.exception, page.exception[0].message
    written = next(code.value for code in page.code if "persona=" in code.value)
    return parse_qs(urlsplit(written).query, keep_blank_values=True)


def opened(visit: Visit, database: Path, place: Place, address: Address) -> AppTest:
    return visit(database, place.script, **address)


@pytest.mark.parametrize("shown", PAGES, ids=lambda shown: shown.place.path)
def test_a_copied_link_shows_what_was_shown(visit: Visit, database: Path, shown: Shown) -> None:
    met: set[str] = set()
    for address in (shown.first, shown.second):
        wanted = {**FRAME, **address} if address is shown.first else address
        if not wanted:
            continue
        page = opened(visit, database, shown.place, wanted)
        link = copied(page)
        assert not page.warning, page.warning[0].value
        assert {name: link.get(name) for name in wanted} == {name: listed(value) for name, value in wanted.items()}
        assert copied(opened(visit, database, shown.place, link)) == link
        assert all(addresses.known(shown.place, name) for name in link)
        met |= set(bound(page))
    by_hand = {"touchpoint"} if "touchpoint" in shown.first else set()
    few = {voice.SOURCE, voice.PAGE, "imports_page", "funnel_money"}  # where there is one of them, there is no choice
    named = {name for name in met if not name.startswith(links.WHERE)} | by_hand
    listed_ = addresses.OF_PAGES[shown.place.path] | addresses.FRAME
    assert named <= listed_
    assert listed_ - named <= few


@pytest.mark.parametrize("shown", PAGES, ids=lambda shown: shown.place.path)
def test_what_an_address_says_in_vain_is_said_once_and_harms_nothing(
    visit: Visit, database: Path, shown: Shown
) -> None:
    plain = copied(opened(visit, database, shown.place, {}))
    names = sorted(addresses.OF_PAGES[shown.place.path] | addresses.FRAME | {"where_channel", "where_<b>", "unheard"})
    for turn in range(2):
        address = {name: HOSTILE[(at + 3 * turn) % len(HOSTILE)] for at, name in enumerate(names)}
        page = opened(visit, database, shown.place, address)
        assert copied(page) == plain
        said = [each.value for each in page.warning]
        assert said
        assert not [each for each in said if "x" * 100 in each]
        assert not [each for each in said if "<script>" in each.replace("`<script>", "")]
        assert "unheard" not in page.query_params


@pytest.mark.parametrize("shown", PAGES, ids=lambda shown: shown.place.path)
def test_an_empty_value_is_the_default(visit: Visit, database: Path, shown: Shown) -> None:
    names = (addresses.OF_PAGES[shown.place.path] | addresses.FRAME) - SEVERAL
    page = opened(visit, database, shown.place, dict.fromkeys(names, ""))
    assert copied(page) == copied(opened(visit, database, shown.place, {}))
    assert not page.warning


def test_a_doubled_parameter_is_read_once(visit: Visit, database: Path) -> None:
    page = opened(visit, database, links.TRENDS, {"kpi": ["form_completion", "csat"], "grain": ["week", "month"]})
    link = copied(page)
    assert len(link["kpi"]) == len(link["grain"]) == 1


def test_defaults_keep_an_address_short_and_a_copied_link_names_them_all(visit: Visit, database: Path) -> None:
    page = opened(visit, database, links.TRENDS, {})
    assert not list(page.query_params)
    assert {"persona", "grain", "period", "kpi", "window", "layers", "tab"} <= set(copied(page))


def listed(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value


def bound(page: AppTest) -> Iterator[str]:
    """Yield the parameters that what is drawn is bound to."""
    waiting = [page._tree]
    while waiting:
        here = waiting.pop()
        proto = getattr(here, "proto", None)
        for part in (proto, *(getattr(proto, name, None) for name in ("expandable", "tab_container", "popover"))):
            if name := getattr(part, "query_param_key", ""):
                yield name
        waiting.extend(getattr(here, "children", {}).values())
