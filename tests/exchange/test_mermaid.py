"""The map as a Mermaid user journey."""

import pytest

from bsc.exchange.mermaid import map_as_mermaid
from bsc.model.definitions import Scorecard
from bsc.model.reading import scorecard_from
from tests.exchange.maps import MADE


def named(name: str) -> Scorecard:
    return scorecard_from({**MADE, "touchpoints": [{"id": "it", "name": name, "stage": "interest"}]})


def test_stages_are_sections_and_touchpoints_tasks_with_scores_from_1_to_5() -> None:
    written = map_as_mermaid(scorecard_from(MADE), "all", {"form": -1.5, "webinar": 0.0})
    assert written == (
        "journey\n"
        "    title Customer journey\n"
        "    section Interest\n"
        "      Contact form: 1: All customers\n"
        "      Webinar: 3: Newcomer\n"
    )


def test_a_feeling_that_is_not_known_is_no_score() -> None:
    written = map_as_mermaid(scorecard_from(MADE), "newcomer", {"form": None, "webinar": 1.2})
    assert "      %% Contact form - feeling not known\n      Webinar: 4: Newcomer\n" in written
    assert "title Customer journey – Newcomer" in written


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("Form: long; #1", "Form long 1"),
        ("section two", "“section two”"),
        ("a\nb", "a b"),
        ("::", "–"),
        ("50 % off", "50 off"),
    ],
)
def test_a_name_is_never_read_as_grammar(name: str, plain: str) -> None:
    assert f"      {plain}: 3: All customers\n" in map_as_mermaid(named(name), "all", {"it": 0.0})
