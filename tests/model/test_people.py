"""Names are one person or team however they are written; things are given to them, many at once."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsc.errors import Refused
from bsc.model.people import SECTIONS, assigned, plain, renamed, spellings

DOCUMENT: dict[str, Any] = {
    "version": 1,
    "stages": [{"id": "interest", "name": "Interest", "owner": "Web team", "helpers": ["Ann"]}],
    "kpis": [
        {"id": "clicks", "name": "Clicks", "owner": "web  team", "helpers": ["Ann", "WEB TEAM", "Ben"]},
        {"id": "cost", "name": "Cost", "helpers": ["Web team"]},
    ],
    "personas": [{"id": "web", "name": "Web team"}],
}
NAMES = st.text(alphabet="aA bB\t", max_size=6)


def test_spellings_that_differ_in_case_and_spaces_are_one_and_the_usual_one_comes_first() -> None:
    found = spellings(["web team", "Web team", "Web team", " Web  team", "", "  ", "Ann"])
    assert found == {"web team": ("Web team", "web team", " Web  team"), "ann": ("Ann",)}


def test_a_person_is_renamed_wherever_they_own_or_help_and_nowhere_else() -> None:
    assert renamed(DOCUMENT, "Web team", " Digital  team ") == {
        **DOCUMENT,
        "stages": [{"id": "interest", "name": "Interest", "owner": "Digital team", "helpers": ["Ann"]}],
        "kpis": [
            {"id": "clicks", "name": "Clicks", "owner": "Digital team", "helpers": ["Ann", "Ben"]},
            {"id": "cost", "name": "Cost", "helpers": ["Digital team"]},
        ],
    }


def test_two_who_become_one_help_once() -> None:
    item = {"id": "a", "name": "A", "owner": "Cleo", "helpers": ["Ann", "Ben", "Anne"]}
    assert renamed({"kpis": [item]}, "Anne", "Ann")["kpis"] == [{**item, "helpers": ["Ann", "Ben"]}]
    assert renamed({"kpis": [item]}, "Cleo", "Ben")["kpis"] == [{**item, "owner": "Ben", "helpers": ["Ann", "Anne"]}]


def test_many_are_given_to_somebody_at_once_and_the_others_stay() -> None:
    given = assigned(DOCUMENT, [("kpis", "cost"), ("stages", "interest")], owner="Cleo", helpers=["Ben"])
    assert given["kpis"] == [
        DOCUMENT["kpis"][0],
        {"id": "cost", "name": "Cost", "owner": "Cleo", "helpers": ["Web team", "Ben"]},
    ]
    assert given["stages"][0]["owner"] == "Cleo"
    assert given["stages"][0]["helpers"] == ["Ann", "Ben"]


def test_who_becomes_the_owner_does_not_help_beside() -> None:
    assert assigned(DOCUMENT, [("kpis", "cost")], owner="web team")["kpis"][1] == {
        "id": "cost",
        "name": "Cost",
        "owner": "web team",
    }


def test_helpers_alone_leave_the_owner_as_it_is() -> None:
    assert assigned(DOCUMENT, [("stages", "interest")], helpers=["Ben"])["stages"][0]["owner"] == "Web team"


@pytest.mark.parametrize(
    ("items", "owner", "said"),
    [
        ([], "Ann", "nothing is chosen"),
        ([("kpis", "cost")], "  ", "nobody is named"),
        ([("kpis", "gone")], "Ann", "`gone` is gone"),
    ],
)
def test_what_cannot_be_given_is_refused(items: list[tuple[str, str]], owner: str, said: str) -> None:
    with pytest.raises(Refused, match=said):
        assigned(DOCUMENT, items, owner=owner)


@given(st.lists(NAMES, max_size=4), NAMES, NAMES, NAMES.filter(plain))
def test_after_a_rename_the_old_name_is_gone_and_nobody_stands_twice(
    helpers: list[str], owner: str, before: str, after: str
) -> None:
    document = {section: [{"id": "a", "owner": owner, "helpers": helpers}] for section in SECTIONS}
    for section in SECTIONS:
        each = renamed(document, before, after)[section][0]
        met = [plain(name) for name in (each.get("owner", ""), *each.get("helpers", ()))]
        if plain(before) and plain(before) != plain(after) and plain(before) in {plain(n) for n in (owner, *helpers)}:
            assert plain(before) not in met
            assert met.count(plain(after)) == 1
            assert len(each.get("helpers", ())) == len(set(map(plain, each.get("helpers", ()))))


@given(st.lists(NAMES, max_size=8))
def test_every_name_is_found_under_its_plain_form_and_once(names: list[str]) -> None:
    found = spellings(names)
    assert {name for written in found.values() for name in written} == {name for name in names if plain(name)}
    assert all(plain(name) == each for each, written in found.items() for name in written)
