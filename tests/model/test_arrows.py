"""Arrows between objectives: drawn, taken out, and refused where they would lead back to where they began."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsc.errors import BscError, NotFound, Refused
from bsc.model.arrows import arrow, path, without_arrow

NAMES = ("Train helpers", "Answer sooner", "Keep customers", "Grow revenue")
IDS = ("train", "answer", "keep", "grow")


def _document(**drives: list[str]) -> dict[str, Any]:
    objectives = [{"id": each, "name": name} for each, name in zip(IDS, NAMES, strict=True)]
    return {
        "objectives": [
            {**each, **({"drives": drives[each["id"]]} if each["id"] in drives else {})} for each in objectives
        ]
    }


def _drives(document: dict[str, Any]) -> dict[str, list[str]]:
    return {each["id"]: each.get("drives", []) for each in document["objectives"]}


def test_an_arrow_is_drawn_behind_those_that_are_there() -> None:
    drawn = arrow(_document(train=["answer"]), "train", "keep")
    assert _drives(drawn)["train"] == ["answer", "keep"]


def test_an_arrow_taken_out_leaves_the_others() -> None:
    left = without_arrow(_document(train=["answer", "keep"]), "train", "answer")
    assert _drives(left)["train"] == ["keep"]


def test_no_objective_drives_itself() -> None:
    with pytest.raises(Refused, match='"Train helpers" cannot drive itself'):
        arrow(_document(), "train", "train")


def test_an_arrow_that_closes_a_circle_is_refused_and_the_circle_named() -> None:
    with pytest.raises(Refused, match="Train helpers → Answer sooner → Keep customers"):
        arrow(_document(train=["answer"], answer=["keep"]), "keep", "train")


def test_the_same_arrow_is_not_drawn_twice() -> None:
    with pytest.raises(Refused, match="there already"):
        arrow(_document(train=["answer"]), "train", "answer")


def test_an_arrow_that_somebody_else_took_out_cannot_be_taken_out_again() -> None:
    with pytest.raises(Refused, match='no arrow leads from "Train helpers" to `keep`'):
        without_arrow(_document(train=["answer"]), "train", "keep")


def test_an_arrow_needs_objectives_that_are_there() -> None:
    with pytest.raises(NotFound, match="traim"):
        arrow(_document(), "traim", "keep")


@given(st.lists(st.tuples(st.sampled_from(IDS), st.sampled_from(IDS)), max_size=12))
def test_however_arrows_are_drawn_none_leads_back(drawn: list[tuple[str, str]]) -> None:
    document = _document()
    for cause, effect in drawn:
        try:
            document = arrow(document, cause, effect)
        except BscError:
            continue
    for cause, effects in _drives(document).items():
        assert all(not path(document, effect, cause) for effect in effects)


@given(st.lists(st.tuples(st.sampled_from(IDS), st.sampled_from(IDS)), min_size=1, max_size=12))
def test_taking_out_what_was_drawn_last_brings_back_what_was_before(drawn: list[tuple[str, str]]) -> None:
    document = _document()
    for cause, effect in drawn:
        try:
            after = arrow(document, cause, effect)
        except BscError:
            continue
        assert _drives(without_arrow(after, cause, effect)) == _drives(document)
        document = after
