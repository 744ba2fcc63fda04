from bsc.model.reading import scorecard_from
from bsc.ui import labels

SCORECARD = scorecard_from(
    {"stages": [{"id": "a", "name": "Start"}, {"id": "b", "name": "Start"}, {"id": "c", "name": "End"}]}
)


def test_two_stages_of_one_name_are_told_apart_by_their_ids() -> None:
    assert labels.stages(SCORECARD) == {"a": "Start (a)", "b": "Start (b)", "c": "End"}


def test_what_is_opened_is_written_as_its_control_writes_it() -> None:
    opened = labels.of(SCORECARD, {"stage": "c", "perspective": "process"})
    assert opened == {"stage": "End", "perspective": "Internal process"}


def test_an_id_that_nobody_knows_is_left_for_the_page_to_name() -> None:
    assert labels.of(SCORECARD, {"stage": "gone"}) == {"stage": "gone"}


def test_a_stage_name_that_looks_like_markdown_is_shown_as_it_is() -> None:
    odd = scorecard_from({"stages": [{"id": "a", "name": "**Start** :red[x]"}]})
    assert labels.stages(odd) == {"a": r"\*\*Start\*\* \:red\[x\]"}
