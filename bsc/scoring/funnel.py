"""Through the funnel: what another rate of one step would do to the counts after it, and to money.

The counts of a period stand one after the other, and each is the rate of its step times the count before:

    countᵢ = rateᵢ · countᵢ₋₁        rateᵢ = countᵢ / countᵢ₋₁

That is an identity. What another rate would bring is an assumption on top of it, other things being equal: every later
step keeps its rate, and each unit of a count keeps bringing the money that it brings now.
"""

from collections.abc import Sequence

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


def _rate(counts: Counts, step: int) -> float | None:
    here, before = counts[step], counts[step - 1] if step else None
    return None if here is None or not before else here / before
