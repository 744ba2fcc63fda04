"""What the data says of an arrow, in plain sentences: what was seen, how sure that is, and what was compared."""

from collections.abc import Iterator
from typing import Final

from bsc.insight.lags import Relation, TooLittle, Verdict
from bsc.model.definitions import Kpi
from bsc.model.editing import number_of
from bsc.model.words import Kind
from bsc.views.strategy_evidence import Evidence, expected

WARNING: Final = (
    "Going together is not causing. A third thing may move both, or the effect may move the cause. Ask what else "
    "changed at the time, and test the arrow: change the cause on purpose and watch the effect."
)
CERTAIN: Final = 0.01


def headline(found: Evidence) -> str:
    """Return the verdict with lag, direction, strength and number of periods: one short sentence."""
    if isinstance(found.relation, TooLittle):
        return f"Too little data: {found.relation.reason}."
    relation = found.relation
    if found.verdict is Verdict.NOT_VISIBLE:
        reach = number_of(relation.lags[-1].lag, found.grain.value)
        return (
            f"Not visible: at no lag from 0 to {reach} do the two go together more than chance would bring "
            f"(nearest: {_measure(found, relation)})."
        )
    opens = "Supported" if found.verdict is Verdict.SUPPORTED else "Contradicted"
    return f"{opens}: {_moved(found, relation)} ({_measure(found, relation)})."


def claim(found: Evidence) -> str:
    """Return what the arrow says should be seen, and of which KPIs; empty where an objective has none."""
    cause, effect = found.kpis
    if cause is None or effect is None:
        return ""
    if expected(cause, effect) == 0:
        return f"{_called(cause)} and {_called(effect)} should move together, in either direction."
    together = cause.better is effect.better
    return f"When {_called(cause)} rises, {_called(effect)} should {'rise' if together else 'fall'}."


def chosen(found: Evidence) -> str:
    """Return why these two KPIs stand for the objectives; empty where one has none."""
    cause, effect = found.kpis
    if cause is None or effect is None:
        return ""
    leading = "its leading KPI" if cause.kind is Kind.LEADING else "it has no leading KPI, so this one"
    first = "its first lagging KPI" if effect.kind is Kind.LAGGING else "its first KPI"
    return (
        f"The cause is told by {_called(cause)} ({leading}), the effect by {_called(effect)} "
        f"({'its pinned KPI' if effect.pinned else first})."
    )


def method(found: Evidence) -> str:
    """Return what was compared and what was taken out before; empty where nothing was compared."""
    if isinstance(found.relation, TooLittle):
        return ""
    relation = found.relation
    compared = f"changes from {found.grain} to {found.grain}" if relation.differenced else "distances from the trend"
    season = ", without the season" if relation.seasonal else ""
    last = relation.lags[-1].lag
    return (
        f"Compared: {compared}{season}, over {_span(found, relation)}. A value of p below 5% is called visible; it is "
        f"corrected for the {number_of(last + 1, 'lag')} tried and for values that depend on those before. "
        f"r = {_signed(relation.r)} (95% interval {_signed(relation.low)} to {_signed(relation.high)}, r² "
        f"{relation.explained:.0%}); the {number_of(relation.count, 'pair')} tell as much as "
        f"{relation.effective:.0f} independent ones."
    )


def later(found: Evidence, relation: Relation) -> str:
    """Return how long after its cause the effect is compared: `2 months later`, `in the same month`."""
    return f"{number_of(relation.lag, found.grain.value)} later" if relation.lag else f"in the same {found.grain}"


def _moved(found: Evidence, relation: Relation) -> str:
    cause, effect = found.kpis
    way = "rose" if relation.sign > 0 else "fell"
    seen = f"when {_called(cause)} rose, {_called(effect)} {way} {later(found, relation)}"
    return f"the opposite is seen – {seen}" if found.verdict is Verdict.CONTRADICTED else seen


def _measure(found: Evidence, relation: Relation) -> str:
    return ", ".join(_measures(found, relation))


def _measures(found: Evidence, relation: Relation) -> Iterator[str]:
    if found.verdict is Verdict.NOT_VISIBLE:
        yield f"lag {number_of(relation.lag, found.grain.value)}"
    yield f"r = {_signed(relation.r)}, {relation.strength}"
    yield f"n = {number_of(relation.count, found.grain.value)}"
    yield f"p = {relation.p:.2f}" if relation.p >= CERTAIN else f"p < {CERTAIN}"


def _span(found: Evidence, relation: Relation) -> str:
    """Return from the cause of the first pair to the effect of the last: what was compared, and no month more."""
    first, last = relation.pairs[0].at - relation.lag, relation.pairs[-1].at
    return " to ".join(f"{found.periods[at].start:%b %Y}" for at in (first, last))


def _signed(value: float) -> str:
    return f"{value:.2f}".replace("-", "−")


def _called(kpi: Kpi | None) -> str:
    return f"“{kpi.name}”" if kpi else "–"
