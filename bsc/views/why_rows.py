"""Why it changed, as rows: the bars of a waterfall, a sentence, a table for people and the same numbers as a file."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bsc.charts.figures import figure
from bsc.charts.waterfall import LEVEL
from bsc.model.words import Better, Unit
from bsc.scoring.attribution import FACTORS, Causes, Factor
from bsc.scoring.mix import COMPONENTS, Component
from bsc.views.cards import target_words
from bsc.views.segments_of_change import Segments
from bsc.views.why import Line, WhyChanged

MOST_BARS: Final = 12  # the smaller ones stand together in the last
LEAST: Final = 5e-13  # what is no more than this is rounding: neither better nor worse
SEEN: Final = 0.005  # points: a sentence leaves out what two decimals do not show
CAUSES: Final[Mapping[Factor, str]] = {
    "value": "Values",
    "target": "Targets",
    "weight": "Weights",
    "coverage": "Coverage",
}
COMPONENT_WORDS: Final[Mapping[Component, str]] = {"mix": "Mix", "rate": "Rate", "amount": "Amount"}
_NAMED: Final = 3  # parts that a sentence names on each side

TOGETHER: Final = "All together"
PARTS_HEADER: Final = ("Part", "Where", "Score before", "Score after", *CAUSES.values(), "Together", "Note")
RATIO_HEADER: Final = (
    "Segment",
    "Numerator before",
    "Denominator before",
    "Numerator after",
    "Denominator after",
    "Share before",
    "Share after",
    "Rate before",
    "Rate after",
    *COMPONENT_WORDS.values(),
    "Together",
)
SUM_HEADER: Final = ("Segment", "Before", "After", "Share before", "Share after", "Together")

Row = dict[str, object]


@dataclass(frozen=True)
class _Bar:
    name: str
    effect: float
    note: str = ""


@dataclass(frozen=True)
class _Scale:
    """What the numbers of a waterfall are: their unit, and which way is better."""

    unit: Unit
    currency: str = ""
    better: Better = Better.HIGHER

    def level(self, value: float) -> str:
        return figure(value, self.unit, self.currency)

    def signed(self, effect: float) -> str:
        """Return *effect* with its sign; a difference of shares is one of percentage points."""
        said = figure(effect if abs(effect) > LEAST else 0.0, self.unit, self.currency, signed=True)
        return f"{said.removesuffix('%')} pp" if self.unit is Unit.PERCENT else said

    def kind(self, effect: float) -> str:
        if self.better is Better.WITHIN or abs(effect) <= LEAST:
            return "neither"
        return "better" if (effect > 0) is (self.better is Better.HIGHER) else "worse"


_POINTS: Final = _Scale(Unit.POINTS)


def part_rows(why: WhyChanged) -> list[Row]:
    """Return the waterfall of the parts beneath: from the score before to the score after; empty without both."""
    bars = [_Bar(line.name, line.causes.total, _told(line)) for line in why.lines]
    return _of_scores(why, bars)


def cause_rows(why: WhyChanged) -> list[Row]:
    """Return the waterfall of the causes: values, targets, weights, coverage; empty without both scores.

    A KPI's own score has neither weights nor coverage.
    """
    factors = FACTORS[:2] if why.part.level == "kpi" else FACTORS
    return _of_scores(why, [_Bar(CAUSES[factor], why.change.of(factor)) for factor in factors])


def segment_rows(segments: Segments) -> list[Row]:
    """Return the waterfall of the segments: from the KPI's value before to its value after."""
    split, scale = segments.split, _scale(segments)
    bars = [
        _Bar(effect.segment, effect.total, _told_apart(segments, effect.mix, effect.rate)) for effect in split.effects
    ]
    return list(_waterfall((segments.before, split.before), (segments.after, split.after), bars, scale))


def component_rows(segments: Segments) -> list[Row]:
    """Return the waterfall of mix and rate over all segments; empty for a sum, which has neither."""
    if not segments.is_ratio:
        return []
    split = segments.split
    used = [each for each in COMPONENTS if each != "amount" or split.of(each)]
    bars = [_Bar(COMPONENT_WORDS[each], split.of(each)) for each in used]
    return list(_waterfall((segments.before, split.before), (segments.after, split.after), bars, _scale(segments)))


def effect_words(causes: Causes) -> str:
    """Return what *causes* did together, with its sign, in points."""
    return _POINTS.signed(causes.total)


def sentence(why: WhyChanged) -> str:
    """Return in words by how much the score changed, by what causes, and which parts did most."""
    changed = why.change
    if changed.before is None or changed.after is None:
        without = why.before if changed.before is None else why.after
        return f"{why.name} has no score in {without}, so that there is nothing to compare."
    before, after = _POINTS.level(changed.before), _POINTS.level(changed.after)
    if before == after:
        return f"{why.name} stands at {after} points, as in {why.before}."
    moved = "rose" if changed.after > changed.before else "fell"
    causes = [(CAUSES[factor].lower(), changed.of(factor)) for factor in FACTORS]
    by = ", ".join(f"{name} {_POINTS.signed(effect)}" for name, effect in causes if abs(effect) >= SEEN)
    said = f"{why.name} {moved} from {before} to {after} points ({_POINTS.signed(changed.after - changed.before)})"
    return f"{said} since {why.before}{f': {by}' if by else ''}.{_most(why)}"


def value_sentence(why: WhyChanged, currency: str) -> str:
    """Return in words a KPI's value and target before and after; empty for what is no KPI."""
    if why.readings is None:
        return ""
    before, after = why.readings
    unit = after.kpi.unit
    values = (
        f"{figure(before.value, unit, currency)} in {why.before}, {figure(after.value, unit, currency)} in {why.after}"
    )
    held = [target_words(reading, currency) or "no target" for reading in (before, after)]
    return f"Value: {values}. Held to {held[0]}{'' if held[0] == held[1] else f', then to {held[1]}'}."


def segments_sentence(segments: Segments) -> str:
    """Return in words how a KPI's value changed, by mix and rate, and which segments did most."""
    split, scale = segments.split, _scale(segments)
    said = f"{scale.level(split.before)} in {segments.before}, {scale.level(split.after)} in {segments.after}"
    parts = [
        f"{COMPONENT_WORDS[each].lower()} {scale.signed(split.of(each))}"
        for each in COMPONENTS
        if segments.is_ratio and (each != "amount" or split.of(each))
    ]
    most = [f"{effect.segment} ({scale.signed(effect.total)})" for effect in split.effects[:_NAMED]]
    by = f": {', '.join(parts)}" if parts else ""
    return f"{said} ({scale.signed(split.difference)}){by}. Most: {', '.join(most)}."


def parts_table(why: WhyChanged) -> list[tuple[object, ...]]:
    """Return one row for each part beneath, and for all together last, under PARTS_HEADER; in points, unrounded."""
    lines = [
        (line.name, line.where, line.before, line.after, *_by_cause(line.causes), line.causes.total, line.note)
        for line in why.lines
    ]
    changed = why.change
    causes = [changed.of(factor) for factor in FACTORS] if changed.effects else [None] * len(FACTORS)
    return [*lines, (TOGETHER, "", changed.before, changed.after, *causes, changed.difference, "")]


def segments_table(segments: Segments) -> list[tuple[object, ...]]:
    """Return one row for each segment under RATIO_HEADER, or under SUM_HEADER for a sum; unrounded, shares as 0–1."""
    if not segments.is_ratio:
        return [
            (each.segment, each.before.value, each.after.value, each.share_before, each.share_after, each.total)
            for each in segments.split.effects
        ]
    return [
        (
            each.segment,
            each.before.numerator,
            each.before.denominator,
            each.after.numerator,
            each.after.denominator,
            each.share_before,
            each.share_after,
            each.before.value,
            each.after.value,
            each.mix,
            each.rate,
            each.amount,
            each.total,
        )
        for each in segments.split.effects
    ]


def _scale(segments: Segments) -> _Scale:
    return _Scale(segments.kpi.unit, segments.currency, segments.kpi.better)


def _of_scores(why: WhyChanged, bars: Sequence[_Bar]) -> list[Row]:
    changed = why.change
    if changed.before is None or changed.after is None or all(abs(bar.effect) <= LEAST for bar in bars):
        return []
    return list(_waterfall((why.before, changed.before), (why.after, changed.after), bars, _POINTS))


def _waterfall(
    before: tuple[str, float], after: tuple[str, float], bars: Sequence[_Bar], scale: _Scale
) -> Iterator[Row]:
    """Yield the rows from the level *before* to the level *after*, top to bottom, under charts.waterfall.WATERFALL."""
    shown = _few(bars)
    labels = _unlike([before[0], *(bar.name for bar in shown), after[0]])
    yield _row(labels, 0, (before[1], before[1]), LEVEL, scale.level(before[1]))
    level = before[1]
    for index, bar in enumerate(shown, start=1):
        reached = level + bar.effect
        yield _row(labels, index, (level, reached), scale.kind(bar.effect), scale.signed(bar.effect), bar.note)
        level = reached
    yield _row(labels, len(labels) - 1, (after[1], after[1]), LEVEL, scale.level(after[1]))


def _row(  # noqa: PLR0913, PLR0917 -- the columns of a row
    labels: Sequence[str], index: int, ends: tuple[float, float], kind: str, text: str, note: str = ""
) -> Row:
    return {
        "label": labels[index],
        "index": index,
        "start": ends[0],
        "end": ends[1],
        "right": max(ends),
        "next": labels[min(index + 1, len(labels) - 1)],
        "kind": kind,
        "text": text,
        "note": note,
    }


def _few(bars: Sequence[_Bar]) -> list[_Bar]:
    """Return *bars*, the smallest of many as one."""
    if len(bars) <= MOST_BARS:
        return list(bars)
    greatest = sorted(bars, key=lambda bar: -abs(bar.effect))[: MOST_BARS - 1]
    others = [bar for bar in bars if bar not in greatest]
    together = _Bar(f"{len(others)} others", sum(bar.effect for bar in others), ", ".join(bar.name for bar in others))
    return [*(bar for bar in bars if bar in greatest), together]


def _unlike(names: Sequence[str]) -> list[str]:
    """Return *names* with a number behind those that were there before, so that each has a row of its own."""
    found: list[str] = []
    for name in names:
        times = 1
        while (label := name if times == 1 else f"{name} ({times})") in found:
            times += 1
        found.append(label)
    return found


def _told(line: Line) -> str:
    own = [figure(score, Unit.POINTS) for score in (line.before, line.after)]
    causes = [(CAUSES[factor].lower(), getattr(line.causes, factor)) for factor in FACTORS]
    by = [f"{name} {_POINTS.signed(effect)}" for name, effect in causes if abs(effect) >= SEEN]
    return " · ".join(filter(None, (line.where, f"own score {own[0]} → {own[1]}", ", ".join(by), line.note)))


def _told_apart(segments: Segments, mix: float, rate: float) -> str:
    scale = _scale(segments)
    return f"mix {scale.signed(mix)}, rate {scale.signed(rate)}" if segments.is_ratio else ""


def _most(why: WhyChanged) -> str:
    """Return which parts did most on either side, as one more sentence; empty where there is nothing beneath."""
    effects = sorted(((line.causes.total, line.name) for line in why.lines), key=lambda each: -abs(each[0]))
    for_it, against = (
        [f"{name} ({_POINTS.signed(effect)})" for effect, name in effects if effect * sign >= SEEN][:_NAMED]
        for sign in ((1, -1) if (why.change.difference or 0.0) > 0 else (-1, 1))
    )
    if not for_it:
        return ""
    return f" Most came from {_and(for_it)}{f'; the other way went {_and(against)}' if against else ''}."


def _and(names: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def _by_cause(causes: Causes) -> list[float]:
    return [getattr(causes, factor) for factor in FACTORS]
