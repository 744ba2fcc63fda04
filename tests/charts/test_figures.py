"""Values as people read them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsc.charts.figures import change, figure, symbol
from bsc.model.words import Unit


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (0.035, Unit.PERCENT, "3.5%"),
        (0.0012, Unit.PERCENT, "0.12%"),
        (1.0, Unit.PERCENT, "100.0%"),
        (94, Unit.CURRENCY, "€94"),
        (3, Unit.CURRENCY, "€3.00"),  # beside a target of €2.60
        (0, Unit.CURRENCY, "€0"),
        (0.85, Unit.CURRENCY, "€0.85"),
        (1234.4, Unit.CURRENCY, "€1,234"),
        (1234567, Unit.NUMBER, "1.23m"),
        (1234, Unit.NUMBER, "1,234"),
        (6.24, Unit.DAYS, "6.2 d"),
        (3.0, Unit.HOURS, "3.0 h"),
        (1.348, Unit.RATIO, "1.35"),
        (71.24, Unit.POINTS, "71.2"),
        (-12.5, Unit.CURRENCY, "−€12.50"),
        (None, Unit.NUMBER, "–"),
        (0, Unit.NUMBER, "0"),
    ],
)
def test_a_figure_carries_its_unit_and_about_three_digits(value: float | None, unit: Unit, text: str) -> None:
    assert figure(value, unit) == text


def test_a_currency_without_a_sign_of_its_own_is_written_in_letters() -> None:
    assert symbol("SEK") == "SEK "
    assert figure(12, Unit.CURRENCY, "SEK") == "SEK 12"


def test_what_rounds_to_nothing_has_no_minus() -> None:
    assert figure(-0.00001, Unit.PERCENT) == "0.00%"


def test_a_share_changes_by_percentage_points_and_not_by_percent() -> None:
    assert change(0.04, 0.03, Unit.PERCENT) == "+1.0 pp"


def test_other_values_change_by_percent_of_what_they_were() -> None:
    assert change(90, 120, Unit.CURRENCY) == "−25.0%"
    assert change(-10, -20, Unit.CURRENCY) == "+50.0%"


def test_a_change_from_nothing_is_not_infinite() -> None:
    assert change(5, 0, Unit.NUMBER) == "–"
    assert change(0, 0, Unit.NUMBER) == "±0"
    assert change(None, 3, Unit.NUMBER) == "–"


@given(st.floats(-1e12, 1e12), st.sampled_from(Unit))
def test_every_number_can_be_written(value: float, unit: Unit) -> None:
    assert any(sign.isdigit() for sign in figure(value, unit))
