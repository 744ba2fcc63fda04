"""Where customers meet the company: touchpoints, what is known of them, and what flows from stage to stage."""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field, StringConstraints
from pydantic.json_schema import JsonSchemaValue

from bsc.model.fields import ALL_PERSONAS, Definition, Id, MaybePlain, Name, Number, Text, Texts
from bsc.model.words import Evidence

LONGEST = 2000  # characters of a text
Formula = Annotated[str, StringConstraints(strip_whitespace=True, max_length=LONGEST)]


class Entry(MaybePlain):
    """One thing that is said of a touchpoint, and the evidence behind it where that is not the touchpoint's.

    In a file it is plain text as long as its evidence is its touchpoint's.
    """

    PLAIN = "text"
    PLAIN_SCHEMA: ClassVar[JsonSchemaValue] = {"type": "string", "minLength": 1, "maxLength": LONGEST}

    text: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST)]
    evidence: Evidence | None = None


Entries = tuple[Entry, ...]


class Comments(Definition):
    """Where customers' own words stand: a column of a dataset, beside their rating, of the rows that `where` names."""

    dataset: Id
    text: Name
    rating: Name | None = None
    where: dict[Name, Text] = Field(default={})


class Touchpoint(Definition):
    """A contact in one stage through one channel, and what the customer wants, does, asks and feels there.

    `emotion` is what those who drew the map think, `emotion_kpi` what measures it; both may stand side by side.
    `evidence_on` is the day on which the evidence was looked at last.
    """

    id: Id
    name: Name
    stage: Id
    channel: Text = ""
    persona: Id = ALL_PERSONAS
    wants: Entries = ()
    does: Entries = ()
    asks: Entries = ()
    pains: Entries = ()
    delights: Entries = ()
    personalization: Entries = ()
    emotion: Annotated[Number, Field(ge=-2, le=2)] | None = None
    emotion_kpi: Id | None = None
    moment_of_truth: bool = False
    evidence: Evidence = Evidence.ASSUMED
    evidence_on: date | None = None
    owner: Text = ""
    helpers: Texts = ()
    kpis: tuple[Id, ...] = ()
    comments: tuple[Comments, ...] = ()

    def evidence_of(self, entry: Entry) -> Evidence:
        """Return the evidence behind *entry*: its own, or the touchpoint's."""
        return entry.evidence or self.evidence


class FunnelStep(Definition):
    """What flows into a stage: a KPI that counts, the days since the step before, and the money spent at this stage.

    `days` and `spend` are formulas as a KPI's are.
    """

    stage: Id
    kpi: Id
    days: Formula = ""
    spend: Formula = ""
