"""What is asked of the API, read strictly."""

import pytest

from bsc.api.asked import number_in


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("20", 20), ("007", 7), ("9" * 30, 10**30 - 1)])
def test_digits_are_a_number(text: str, number: int) -> None:
    assert number_in(text) == number


@pytest.mark.parametrize("text", ["", "²", "٣", "-1", "+1", "1.5", " 1", "1_0", "9" * 31, "9" * 5000])
def test_nothing_else_is_a_number(text: str) -> None:
    assert number_in(text) is None
