"""Why a KPI's value changed, by segment: what a published example prints, what paper says, and the laws."""

from collections.abc import Mapping

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bsc.scoring.mix import COMPONENTS, Counted, SegmentEffect, Split, contributions, mix_and_rate

Segments = Mapping[str, tuple[float, float]]  # numerator and denominator by segment


def split(before: Segments, after: Segments) -> Split:
    found = mix_and_rate(
        {name: Counted(*counted) for name, counted in before.items()},
        {name: Counted(*counted) for name, counted in after.items()},
    )
    assert found is not None
    return found


def effects(before: Segments, after: Segments) -> dict[str, SegmentEffect]:
    return {effect.segment: effect for effect in split(before, after).effects}


# Das Gupta, Standardization and decomposition of rates: a user's manual, U.S. Bureau of the Census, Current Population
# Reports P23-186 (1993), example 5.1: household headship rates per 100, United States, 1970 and 1985.
AGES = [*(f"{age}-{age + 4}" for age in range(15, 75, 5)), "75+"]
SIZES_1970 = (12.9, 10.9, 9.5, 8.0, 7.8, 8.4, 8.6, 7.8, 7.0, 5.9, 4.7, 3.6, 4.9)
SIZES_1985 = (10.1, 11.2, 11.6, 10.9, 9.4, 7.7, 6.3, 6.0, 6.3, 5.9, 5.1, 4.0, 5.5)
RATES_1970 = (1.9, 25.8, 45.7, 49.6, 51.2, 51.6, 51.8, 54.9, 58.7, 60.4, 62.8, 66.6, 66.8)
RATES_1985 = (2.2, 24.3, 45.8, 52.5, 56.1, 55.6, 56.0, 57.4, 57.2, 61.2, 63.9, 68.6, 72.2)


def headship(sizes: tuple[float, ...], rates: tuple[float, ...]) -> Segments:
    return {age: (size * rate, size) for age, size, rate in zip(AGES, sizes, rates, strict=True)}


def test_the_published_headship_rates_of_1970_and_1985_split_into_the_published_effects() -> None:
    seen = split(headship(SIZES_1970, RATES_1970), headship(SIZES_1985, RATES_1985))
    assert [round(seen.before, 4), round(seen.after, 4), round(seen.difference, 4)] == [44.7268, 47.6940, 2.9672]
    assert round(seen.of("mix"), 4) == 1.2269  # the age effect
    assert round(seen.of("rate"), 4) == 1.7403
    assert round(100 * seen.of("mix") / seen.difference, 2) == 41.35


def test_the_rate_of_every_segment_may_rise_while_the_whole_falls() -> None:
    # search 10 % → 12 %, social 2 % → 3 %, but social grows from a tenth to half of the visits: 9.2 % → 7.5 %
    before, after = {"search": (90, 900), "social": (2, 100)}, {"search": (60, 500), "social": (15, 500)}
    seen = split(before, after)
    assert (seen.before, seen.after) == pytest.approx((0.092, 0.075))
    # middle 0.0835; search: share 0.9 → 0.5, mean rate 0.11; social: 0.1 → 0.5, mean rate 0.025
    by_segment = effects(before, after)
    assert by_segment["search"].mix == pytest.approx(-0.4 * (0.11 - 0.0835))
    assert by_segment["search"].rate == pytest.approx(0.7 * 0.02)
    assert by_segment["social"].mix == pytest.approx(0.4 * (0.025 - 0.0835))
    assert by_segment["social"].rate == pytest.approx(0.3 * 0.01)
    assert seen.of("rate") == pytest.approx(0.017)
    assert seen.of("mix") == pytest.approx(-0.034)


def test_a_better_rate_at_the_same_mix_is_a_rate_effect_and_nothing_else() -> None:
    seen = effects({"a": (10, 100), "b": (20, 100)}, {"a": (30, 100), "b": (20, 100)})
    assert [seen["a"].mix, seen["a"].rate] == pytest.approx([0, 0.1])
    assert seen["b"].total == 0


def test_more_of_the_better_segment_is_a_mix_effect_and_nothing_else() -> None:
    # 15 % → 17.5 %, middle 16.25 %; a (10 %): half → a quarter; b (20 %): half → three quarters
    seen = effects({"a": (10, 100), "b": (20, 100)}, {"a": (10, 100), "b": (60, 300)})
    assert [seen["a"].rate, seen["b"].rate] == pytest.approx([0, 0])
    assert [seen["a"].mix, seen["b"].mix] == pytest.approx([0.015625, 0.009375])


def test_a_segment_that_comes_or_goes_is_mix() -> None:
    # 10 % → 20 %: half of the visits now come from a segment of 30 %
    seen = effects({"old": (10, 100)}, {"old": (10, 100), "new": (30, 100)})
    assert [seen["new"].mix, seen["new"].rate, seen["new"].amount] == pytest.approx([0.5 * 0.15, 0, 0])
    assert seen["new"].before.value is None
    gone = effects({"old": (10, 100), "new": (30, 100)}, {"old": (10, 100)})
    assert gone["new"].mix == pytest.approx(-0.075)


def test_cost_without_a_customer_is_an_amount_and_neither_mix_nor_rate() -> None:
    # 200 for 10 customers → 260 for 10: 60 were spent where nobody came
    seen = effects({"ads": (200, 10)}, {"ads": (200, 10), "fair": (60, 0)})
    assert [seen["fair"].mix, seen["fair"].rate, seen["fair"].amount] == pytest.approx([0, 0, 6])
    assert seen["ads"].total == pytest.approx(0)


def test_the_first_customers_turn_an_amount_into_a_rate() -> None:
    # ads 200/10, fair 60/0 → ads 200/10, fair 60/10; 26 → 13, middle 19.5, the fair's rate is 6
    seen = effects({"ads": (200, 10), "fair": (60, 0)}, {"ads": (200, 10), "fair": (60, 10)})
    assert seen["fair"].amount == pytest.approx(-6)
    assert seen["fair"].mix == pytest.approx(0.5 * (6 - 19.5))
    assert sum(effect.total for effect in seen.values()) == pytest.approx(-13)


@pytest.mark.parametrize(("before", "after"), [({}, {"a": (1, 2)}), ({"a": (1, 2)}, {"a": (5, 0)}), ({}, {})])
def test_a_period_without_a_denominator_has_no_value_to_compare(before: Segments, after: Segments) -> None:
    old, new = ({name: Counted(*each) for name, each in side.items()} for side in (before, after))
    assert mix_and_rate(old, new) is None


def test_a_sum_changes_by_what_each_segment_has_more_or_less() -> None:
    seen = contributions({"search": 80, "social": 20}, {"search": 70, "fair": 5})
    assert (seen.before, seen.after, seen.difference) == (100, 75, -25)
    assert [(effect.segment, effect.amount) for effect in seen.effects] == [
        ("social", -20),
        ("search", -10),
        ("fair", 5),
    ]
    assert [effect.share_before for effect in seen.effects] == [0.2, 0.8, 0]


NAMES = st.sampled_from("abcdef")
COUNTS = st.floats(-1e6, 1e6) | st.integers(-1000, 1000).map(float)
CASES = st.just(0.0) | st.floats(1e-3, 1e6) | st.integers(0, 1000).map(float)
RATIOS = st.dictionaries(NAMES, st.tuples(COUNTS, CASES), max_size=6)
SUMS = st.dictionaries(NAMES, COUNTS, max_size=6)


def exactly(value: float, *sizes: float) -> object:
    """Return *value* within a billionth of the numbers that it is made of."""
    return pytest.approx(value, abs=1e-9 * max([1.0, *map(abs, sizes)]))


def sizes(found: Split) -> list[float]:
    rates = [side.value or 0.0 for effect in found.effects for side in (effect.before, effect.after)]
    return [found.before, found.after, *rates, *(effect.amount for effect in found.effects)]


@given(RATIOS, RATIOS)
def test_mix_and_rate_of_all_segments_add_up_to_the_change_of_the_ratio(before: Segments, after: Segments) -> None:
    assume(sum(cases for _, cases in before.values()) > 0 < sum(cases for _, cases in after.values()))
    seen = split(before, after)
    for whole, segments in ((seen.before, before), (seen.after, after)):
        counted, cases = (sum(column) for column in zip(*segments.values(), strict=True))
        assert whole == exactly(counted / cases, *sizes(seen))
    assert sum(effect.total for effect in seen.effects) == exactly(seen.difference, *sizes(seen))
    assert sum(seen.of(component) for component in COMPONENTS) == exactly(seen.difference, *sizes(seen))


@given(RATIOS, RATIOS)
def test_back_again_undoes_every_effect(before: Segments, after: Segments) -> None:
    assume(sum(cases for _, cases in before.values()) > 0 < sum(cases for _, cases in after.values()))
    there, back = effects(before, after), effects(after, before)
    scale = sizes(split(before, after))
    for name, effect in there.items():
        for component in COMPONENTS:
            assert getattr(back[name], component) == exactly(-getattr(effect, component), *scale)


@given(st.dictionaries(NAMES, st.tuples(COUNTS, st.floats(1e-3, 1e6)), min_size=1, max_size=6), st.data())
def test_mix_and_rate_are_the_mean_over_both_orders(before: Segments, data: st.DataObject) -> None:
    cases = st.tuples(COUNTS, st.floats(1e-3, 1e6))
    after = data.draw(st.fixed_dictionaries(dict.fromkeys(before, cases)))
    shares = [
        {name: each[1] / sum(one[1] for one in side.values()) for name, each in side.items()}
        for side in (before, after)
    ]
    rates = [{name: each[0] / each[1] for name, each in side.items()} for side in (before, after)]

    def value(mix: int, rate: int) -> float:
        return sum(shares[mix][name] * rates[rate][name] for name in before)

    seen = split(before, after)
    mix = (value(1, 0) - value(0, 0) + value(1, 1) - value(0, 1)) / 2
    assert seen.of("mix") == exactly(mix, *sizes(seen))
    assert seen.of("rate") == exactly(seen.difference - mix, *sizes(seen))


@given(RATIOS)
def test_nothing_moved_is_no_effect(segments: Segments) -> None:
    assume(sum(cases for _, cases in segments.values()) > 0)
    assert all(effect.total == 0 for effect in split(segments, segments).effects)


@given(SUMS, SUMS)
def test_the_segments_of_a_sum_add_up_to_its_change(before: dict[str, float], after: dict[str, float]) -> None:
    seen = contributions(before, after)
    assert seen.difference == exactly(sum(after.values()) - sum(before.values()), *before.values(), *after.values())
    assert sum(effect.total for effect in seen.effects) == exactly(seen.difference, *before.values(), *after.values())
