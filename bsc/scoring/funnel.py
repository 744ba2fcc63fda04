"""Through the funnel: what another rate of one step would do to the counts after it, and to money.

The counts of a period stand one after the other, and each is the rate of its step times the count before:

    countᵢ = rateᵢ · countᵢ₋₁        rateᵢ = countᵢ / countᵢ₋₁

That is an identity. What another rate would bring is an assumption on top of it, other things being equal: every later
step keeps its rate, and each unit of a count keeps bringing the money that it brings now.
"""

from collections.abc import Sequence
from math import log

from bsc.errors import BscError

Counts = Sequence[float | None]


def rates(counts: Counts) -> tuple[float | None, ...]:
    """Return for each count its share of the count before, 1 for as many; None for the first.

    There is none either where one of the two is not known, or where nothing came in.
    """
    return tuple(_rate(counts, step) for step in range(len(counts)))


def with_rate(counts: Counts, step: int, rate: float) -> tuple[float | None, ...]:
    """Return the counts with *rate* at *step*: those before it as they are, each later one at its own rate.

    A count that is not known stays so. After a count of nothing no rate is known, so neither is the new count. Raises
    BscError where *step* has no count before it, and for a rate below 0.
    """
    before = counts[step - 1] if step else None
    if before is None:
        raise BscError(f"step {step + 1} of the funnel: no count comes before it – choose a step that has one")
    if rate < 0:
        raise BscError(f"a rate of {rate:g} – a step's rate is 0 or more")
    old = counts[step]
    new = old if rate == _rate(counts, step) else rate * before
    after: list[float | None] = [*counts[:step], new if old is not None else None]
    for count in counts[step + 1 :]:
        after.append(carried(count, old, new))
        if count is not None:
            old, new = count, after[-1]
    return tuple(after)


def carried(amount: float | None, old: float | None, new: float | None) -> float | None:
    """Return what *amount* would be with *new* units instead of *old*, at the same amount for each; None if unknown."""
    if amount is None or old is None or new is None or old == 0:
        return None
    return amount if new == old else amount * (new / old)


def cumulative(counts: Counts) -> tuple[float | None, ...]:
    """Return for each count its share of the first one that is known, 1 for as many; None where there is no such.

    It is the product of the rates between the two.
    """
    first = next((count for count in counts if count is not None), None)
    return tuple(None if count is None or not first else count / first for count in counts)


def leaving(counts: Counts) -> tuple[float | None, ...]:
    """Return for each count how many of it are not in the next one; 0 where more came than went in.

    None where one of the two is not known, and for the last.
    """
    return tuple(
        None if here is None or then is None else max(here - then, 0.0)
        for here, then in zip(counts, [*counts[1:], None], strict=True)
    )


def worth_of_one(counts: Counts, money: float | None, per: int | None) -> tuple[float | None, ...]:
    """Return for each count the money that one unit more of it would bring, going on at the rates after it.

    *money* comes with the units of the step *per*. One unit at step i becomes rateᵢ₊₁ · … · rateₚ of these, each with
    money / countₚ; the counts in between cancel, and money / countᵢ is left. None after *per*, where money is counted
    before, and where nothing was counted or *money* is not known.
    """
    if money is None or per is None or not counts[per]:
        return (None,) * len(counts)
    return tuple(money / count if count and step <= per else None for step, count in enumerate(counts))


def loss_shares(counts: Counts) -> tuple[float | None, ...]:
    """Return which share of all that is lost between the first and the last count is lost after each one, summing to 1.

    The loss of a step is ln(1 / rate): what multiplies along the funnel adds up in logarithms, so that two steps which
    both lose half share the loss equally wherever they stand, while heads would always blame the first. A step with as
    many as before, or more, loses nothing. None where a rate is not known; for all where nobody went on at some step
    (that loss has no bounds), or where nothing is lost.

    Source: Ang, "Decomposition analysis for policymaking in energy", Energy Policy 32 (2004), on logarithmic change.
    """
    onward = [*rates(counts)[1:], None]
    if 0 in onward:
        return (None,) * len(counts)
    lost = [None if rate is None else max(-log(rate), 0.0) for rate in onward]
    return shares(lost)


def shares(amounts: Counts) -> tuple[float | None, ...]:
    """Return for each amount its share of all that are known; None for one that is not, and where all are 0."""
    total = sum(amount for amount in amounts if amount is not None)
    return tuple(None if amount is None or total <= 0 else amount / total for amount in amounts)


def _rate(counts: Counts, step: int) -> float | None:
    here, before = counts[step], counts[step - 1] if step else None
    return None if here is None or not before else here / before
