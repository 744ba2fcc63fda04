"""What flows from stage to stage: counts, rates, who leaves and what that is worth, the time it takes, the spend."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Flow:
    """What has reached a stage, and what goes on from it to the next stage that counts; all figures in words.

    A figure is empty where there is nothing to tell (the last step goes nowhere, no formula gives the days), and `–`
    where it is not known: then `why` says under the field's name why not. `share` is the rate as a number, 1 for as
    many as before, None where it is not known. `to` is the name of the stage that it goes to, `to_name` of what counts
    there, `skips` the stages in between that count nothing. `days` is the time from this count to the next.
    `sentence` says all of it in words; `apart` compares the spend with the loss where they are far apart, else empty.
    """

    name: str
    count: str
    cumulative: str = ""
    to: str = ""
    to_name: str = ""
    skips: tuple[str, ...] = ()
    share: float | None = None
    goes_on: str = ""
    leaves: str = ""
    worth: str = ""
    worth_of_one: str = ""
    days: str = ""
    spend: str = ""
    spend_share: str = ""
    loss_share: str = ""
    apart: str = ""
    notes: tuple[str, ...] = ()
    sentence: str = ""
    why: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Flows:
    """The flow of one period under one view, by the id of the stage; `rule` says in words who is counted."""

    rule: str
    of: Mapping[str, Flow]
