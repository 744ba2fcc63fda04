from urllib.parse import parse_qs, urlsplit

from hypothesis import given
from hypothesis import strategies as some

from bsc.model.periods import Grain
from bsc.model.view import View
from bsc.model.words import Perspective
from bsc.ui import links, places


def test_a_copied_link_pins_even_what_is_the_default() -> None:
    assert links.query(View(period="2026-08")) == [("persona", "all"), ("grain", "month"), ("period", "2026-08")]


def test_a_copied_link_names_everything_by_its_id() -> None:
    view = View(
        persona="newcomer",
        filters={"channel": ("ads", "e-mail")},
        period="2026-Q3",
        grain=Grain.QUARTER,
        stage="interest",
        perspective=Perspective.PROCESS,
        kpi="click_through_rate",
    )
    assert links.query(view) == [
        ("persona", "newcomer"),
        ("grain", "quarter"),
        ("period", "2026-Q3"),
        ("where_channel", "ads"),
        ("where_channel", "e-mail"),
        ("stage", "interest"),
        ("perspective", "process"),
        ("kpi", "click_through_rate"),
    ]


def test_a_dimension_that_is_called_stage_is_not_the_stage() -> None:
    pairs = links.query(View(filters={"stage": ("won",)}, stage="interest"))
    assert ("where_stage", "won") in pairs
    assert ("stage", "interest") in pairs


def test_an_address_drops_what_stood_in_it_before() -> None:
    assert (
        links.address("http://host:8501/stage?stage=old#top", [("stage", "new")]) == "http://host:8501/stage?stage=new"
    )


@given(some.dictionaries(some.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True), some.text(min_size=1), max_size=4))
def test_any_filter_value_survives_the_address(filters: dict[str, str]) -> None:
    address = links.address(
        "http://host/map", links.query(View(filters={name: (text,) for name, text in filters.items()}))
    )
    read = parse_qs(urlsplit(address).query, keep_blank_values=True)
    assert {name: read[f"where_{name}"] for name in filters} == {name: [text] for name, text in filters.items()}


def test_the_address_of_the_home_has_a_path() -> None:
    assert links.address("http://host:8501", [("grain", "week")]) == "http://host:8501/?grain=week"


def test_every_page_has_its_script() -> None:
    for group in links.GROUPS.values():
        for place in group:
            assert (places.PAGES / place.script).is_file()
