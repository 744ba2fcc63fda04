"""Maps to write and to read: one made by hand, and arbitrary ones."""

from typing import Any

from hypothesis import strategies as st

from bsc.model.definitions import Scorecard
from bsc.model.reading import scorecard_from

MADE: dict[str, Any] = {
    "version": 1,
    "stages": [
        {"id": "interest", "name": "Interest", "goal": "Find out more", "owner": "Ana"},
        {"id": "purchase", "name": "Purchase"},
    ],
    "personas": [{"id": "newcomer", "name": "Newcomer"}],
    "touchpoints": [
        {
            "id": "form",
            "name": "Contact form",
            "stage": "interest",
            "channel": "website",
            "emotion": -1.5,
            "moment_of_truth": True,
            "evidence": "inferred",
            "owner": "Web team",
            "asks": ["Who will call me?"],
            "pains": ["No phone number", {"text": "Too many fields", "evidence": "observed"}],
        },
        {"id": "webinar", "name": "Webinar", "stage": "interest", "persona": "newcomer", "delights": ["Live: a demo"]},
    ],
}

_WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")) | st.just(" "), max_size=30)
_TEXTS = _WORDS.map(lambda text: " ".join(text.split())).filter(bool)
_ENTRIES = st.lists(
    _TEXTS
    | st.builds(lambda text, word: {"text": text, "evidence": word}, _TEXTS, st.sampled_from(["observed", "assumed"])),
    max_size=3,
)


@st.composite
def scorecards(draw: st.DrawFn) -> Scorecard:
    """Draw a scorecard of stages, personas and touchpoints, with any words in it."""
    names = st.lists(_TEXTS, min_size=1, max_size=3, unique_by=str.casefold)
    stages = [{"id": f"s{at}", "name": name, "goal": draw(_TEXTS)} for at, name in enumerate(draw(names))]
    personas = [{"id": f"p{at}", "name": name} for at, name in enumerate(draw(names))]
    touchpoints = [
        {
            "id": f"t{at}",
            "name": name,
            "stage": draw(st.sampled_from([each["id"] for each in stages])),
            "persona": draw(st.sampled_from(["all", *(each["id"] for each in personas)])),
            "channel": draw(_TEXTS | st.just("")),
            "owner": draw(_TEXTS | st.just("")),
            "emotion": draw(st.none() | st.sampled_from([-2.0, -0.5, 0.0, 1.0, 1.5])),
            "moment_of_truth": draw(st.booleans()),
            "evidence": draw(st.sampled_from(["observed", "inferred", "assumed"])),
            "pains": draw(_ENTRIES),
            "wants": draw(_ENTRIES),
        }
        for at, name in enumerate(draw(st.lists(_TEXTS, max_size=4)))
    ]
    return scorecard_from({"version": 1, "stages": stages, "personas": personas, "touchpoints": touchpoints})


def told(scorecard: Scorecard) -> tuple[list[Any], list[Any]]:
    """Return what a map says: stages, and by touchpoint all that stands in it, each entry with its evidence."""
    return (
        [(each.id, each.name, each.goal, each.owner) for each in scorecard.stages],
        [
            (
                (each.id, each.name, each.stage, each.persona, each.channel, each.owner, each.emotion),
                (each.moment_of_truth, each.evidence),
                [
                    [(entry.text, each.evidence_of(entry)) for entry in entries]
                    for entries in (each.wants, each.does, each.asks, each.pains, each.delights, each.personalization)
                ],
            )
            for each in scorecard.touchpoints
        ],
    )
