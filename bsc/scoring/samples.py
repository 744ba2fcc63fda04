"""How far a share can be trusted: the Wilson interval, and whether there are too few cases to call it."""

import math

Z_95 = 1.959963984540054  # the normal quantile of 0.975


def wilson(numerator: float, denominator: float) -> tuple[float, float]:
    """Return the 95 % Wilson score interval of the share numerator / denominator, as shares 0–1.

    Needs 0 ≤ numerator ≤ denominator and a denominator above 0. Source: Wilson, JASA 22 (1927), 209–212.
    """
    share = numerator / denominator
    noise = Z_95**2 / denominator
    middle = (share + noise / 2) / (1 + noise)
    reach = Z_95 / (1 + noise) * math.sqrt(share * (1 - share) / denominator + noise / denominator / 4)
    return max(middle - reach, 0.0), min(middle + reach, 1.0)


def is_share_of_cases(numerator: float | None, denominator: float | None) -> bool:
    """Return whether the two can be cases among cases, so that an interval means something."""
    return numerator is not None and denominator is not None and 0 <= numerator <= denominator and denominator > 0


def too_few_to_call(
    numerator: float, denominator: float, on_track: tuple[float, float], not_off_track: tuple[float, float]
) -> bool:
    """Return whether the share's interval spans target and red line, so that it may be on track and off track alike.

    *on_track* and *not_off_track* are the stretches of values that meet the target and that keep the red line. What
    is not a share of cases is never too few.
    """
    if not is_share_of_cases(numerator, denominator):
        return False
    low, high = wilson(numerator, denominator)
    may_be_on_track = high >= on_track[0] and low <= on_track[1]
    may_be_off_track = low < not_off_track[0] or high > not_off_track[1]
    return may_be_on_track and may_be_off_track
