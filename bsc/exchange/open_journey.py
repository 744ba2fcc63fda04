"""The map in the OpenJourney Format (`.ojf`): stages, swimlanes and nodes, one persona a file; out and in again.

Source of the format: OJF_SPEC.md of the Ptolemy journey mapper, version 1.0. Its scale of emotions goes from -5 to +5.
What it has no field for (channel, owner, evidence, whose node it is) stands in the tags of a node as `name:value`.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from bsc.errors import DefinitionProblems, Problem
from bsc.exchange.bringing import Bringing, Brought
from bsc.model import entries
from bsc.model.definitions import ALL_PERSONAS, Scorecard, Touchpoint
from bsc.model.words import Evidence
from bsc.views.contacts import meets, persona_names
from bsc.views.emotion_scale import EMOTION_REACH

VERSION: Final = "1.0"
_SCALE: Final = 5 / EMOTION_REACH  # theirs from ours
_TOUCHPOINTS: Final = "touchpoints"
_GOAL: Final = "goal"
_LANES: Final[Mapping[str, str]] = {
    _GOAL: "Customer goal",
    "wants": "Needs",
    "does": "Actions",
    "asks": "Questions",
    _TOUCHPOINTS: "Touchpoints",
    "pains": "Pains",
    "delights": "Delights",
    "personalization": "Opportunities",
}
_HEARD: Final[Mapping[str, tuple[str, ...]]] = {  # what others call a lane, in small letters, the first that fits
    _TOUCHPOINTS: ("touchpoint", "touch point", "channel", "emotion", "feeling", "experience", "sentiment"),
    "pains": ("pain", "frustration", "friction", "barrier", "problem", "issue"),
    "delights": ("delight", "gain", "highlight", "positive"),
    "personalization": ("opportunit", "idea", "personali", "improvement", "recommendation"),
    "does": ("action", "activit", "doing", "does", "behavio", "step", "task"),
    "asks": ("question", "asks", "asking", "thought", "think"),
    "wants": ("need", "want", "expectation", "motivation", "goal"),
}


def map_as_ojf(scorecard: Scorecard, persona: str = ALL_PERSONAS) -> str:
    """Return the map as *persona* meets it (those for everybody among it) as JSON text."""
    names = persona_names(scorecard)
    met = [each for each in scorecard.touchpoints if meets(persona, each)]
    document = {
        "version": VERSION,
        "persona": names[persona],
        "pointOfView": scorecard.journey.name,
        "stages": [{"id": each.id, "name": each.name} for each in scorecard.stages],
        "swimlanes": [{"id": lane, "name": name} for lane, name in _LANES.items()],
        "nodes": [
            *(_node(each.id, _GOAL, each.goal, tags=_tags(owner=each.owner)) for each in scorecard.stages if each.goal),
            *(node for each in met for node in _nodes(each, names[each.persona])),
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def map_from_ojf(text: str, document: Mapping[str, Any]) -> Brought:
    """Return *document* with the map that *text* holds; its notes say which swimlanes it could not place.

    Raises DefinitionProblems with every problem, by node.
    """
    written = _read(text)
    bringing = Bringing(document)
    reading = _Reading(bringing, written)
    for number, node in enumerate(written["nodes"]):
        reading.touchpoint(number, node)
    for number, node in enumerate(written["nodes"]):
        reading.entry(number, node)
    if reading.problems:
        raise DefinitionProblems(reading.problems)
    reading.tell()
    return bringing.brought()


def _everybodys(touchpoint: Touchpoint) -> bool:
    return touchpoint.persona == ALL_PERSONAS


def _nodes(touchpoint: Touchpoint, persona: str) -> Iterator[dict[str, object]]:
    tags = _tags(
        id=touchpoint.id,
        channel=touchpoint.channel,
        persona="" if _everybodys(touchpoint) else touchpoint.persona,
        persona_name="" if _everybodys(touchpoint) else persona,
        owner=touchpoint.owner,
        evidence=touchpoint.evidence,
    )
    felt = {} if touchpoint.emotion is None else {"score": touchpoint.emotion * _SCALE}
    truth = {"isMomentOfTruth": True} if touchpoint.moment_of_truth else {}
    yield _node(touchpoint.stage, _TOUCHPOINTS, touchpoint.name, tags=tags, purpose="touchpoint", **felt, **truth)
    for lane in _LANES:
        for entry in getattr(touchpoint, lane, ()):
            own = _tags(touchpoint=touchpoint.id, evidence=entry.evidence or "")
            yield _node(touchpoint.stage, lane, entry.text, tags=own)


def _node(stage: str, lane: str, title: str, *, tags: Sequence[str], **more: object) -> dict[str, object]:
    return {"stageId": stage, "swimlaneId": lane, "title": title, "description": "", **more, "tags": list(tags)}


def _tags(**said: str) -> list[str]:
    return [f"{name}:{value}" for name, value in said.items() if value]


def _read(text: str) -> dict[str, Any]:
    try:
        written = json.loads(text.removeprefix("\ufeff"))
    except json.JSONDecodeError as error:
        problem = Problem(f"line {error.lineno}", f"this is not JSON: {error.msg}", "export it as .ojf again")
        raise DefinitionProblems([problem]) from error
    lists = ("stages", "swimlanes", "nodes")
    if not isinstance(written, dict) or not all(isinstance(written.get(name), list) for name in lists):
        seen = "this is not a map in the OpenJourney Format"
        raise DefinitionProblems([Problem("", seen, "it needs the lists `stages`, `swimlanes` and `nodes`")])
    wrong = [
        Problem(f"{name}[{at}]", f"{json.dumps(each)[:60]} is not an object", "write `{…}`")
        for name in lists
        for at, each in enumerate(written[name])
        if not isinstance(each, dict)
    ]
    if wrong:
        raise DefinitionProblems(wrong)
    return written


class _Reading:
    """The nodes of a file while they are read, and what is wrong with them."""

    def __init__(self, bringing: Bringing, written: Mapping[str, Any]) -> None:
        self.bringing = bringing
        self.problems: list[Problem] = []
        names = {str(each.get("id", "")): str(each.get("name") or each.get("id")) for each in written["stages"]}
        self.stages = {said: str(bringing.stage(said, name)["id"]) for said, name in names.items() if said}
        for stage in self.stages.values():
            bringing.of_stage(stage)
        lanes = {str(each.get("id", "")): str(each.get("name") or "") for each in written["swimlanes"]}
        self.lanes = {said: _lane(said, name) for said, name in lanes.items()}
        self.left_out = dict.fromkeys((lanes[said] or said for said, lane in self.lanes.items() if lane is None), 0)
        self._lane_names = lanes
        said = str(written["persona"]).strip()[:120] if isinstance(written.get("persona"), str) else ""
        self.persona = bringing.persona(said, said) if said else ALL_PERSONAS
        if self.persona != ALL_PERSONAS:  # a file of ours tells of everybody's touchpoints, too
            ours = any("id" in _tagged(node) for node in written["nodes"])
            bringing.about = frozenset({self.persona, *([ALL_PERSONAS] if ours else [])})
        self._by_tag: dict[str, dict[str, Any]] = {}

    def touchpoint(self, number: int, node: Mapping[str, Any]) -> None:
        """Take *node* if it is a touchpoint, or say what is wrong with its place."""
        lane, stage = self._place(number, node)
        title = str(node.get("title") or "").strip()
        if stage is None or (lane != _TOUCHPOINTS and node.get("purpose") != "touchpoint"):
            return
        if not title:
            self.problems.append(Problem(f"nodes[{number}].title", "it is empty", "write the touchpoint's name"))
            return
        tags = _tagged(node)
        persona = self._persona_of(tags)
        made = self.bringing.touchpoint(stage, persona, title[:120], tags.get("id", ""))
        made.update({key: tags.get(key, "") for key in ("channel", "owner") if key in tags or "id" in tags})
        made["moment_of_truth"] = node.get("isMomentOfTruth") is True
        made["evidence"] = _evidence(tags)
        made.update(dict.fromkeys(set(_LANES) - {_GOAL, _TOUCHPOINTS}, ()))
        made.update({key: [] for key in set(_LANES) - {_GOAL, _TOUCHPOINTS}})
        self._feel(number, node, made)
        self._by_tag[tags.get("id", "")] = made

    def entry(self, number: int, node: Mapping[str, Any]) -> None:
        """Take *node* if it is something that is said of a touchpoint, or a stage's goal."""
        lane, stage = self._place(number, node, silent=True)
        text = " ".join(str(node.get("title") or node.get("description") or "").split())
        if stage is None or not text or lane == _TOUCHPOINTS or node.get("purpose") == "touchpoint":
            return
        if lane is None:
            name = self._lane_names.get(str(node.get("swimlaneId")), "")
            self.left_out[name] = self.left_out.get(name, 0) + 1
            return
        tags = _tagged(node)
        if lane == _GOAL:
            self.bringing.stage(stage)["goal"] = text
            self.bringing.stage(stage).update({"owner": tags["owner"]} if "owner" in tags else {})
            return
        word = _evidence(tags, but=None)
        self._owner_of(stage, tags)[lane].append(entries.written(text, word or ""))

    def tell(self) -> None:
        """Say which swimlanes have no place here."""
        for name, count in self.left_out.items():
            if count:
                self.bringing.notes.append(f"The swimlane “{name}” has no row here: {count} of its nodes left out.")

    def _place(self, number: int, node: Mapping[str, Any], *, silent: bool = False) -> tuple[str | None, str | None]:
        stage, lane = self.stages.get(str(node.get("stageId"))), str(node.get("swimlaneId"))
        if not silent:
            if stage is None:
                seen = f"there is no stage `{node.get('stageId')}`"
                self.problems.append(Problem(f"nodes[{number}].stageId", seen, "name one of `stages`"))
            if lane not in self.lanes:
                seen = f"there is no swimlane `{lane}`"
                self.problems.append(Problem(f"nodes[{number}].swimlaneId", seen, "name one of `swimlanes`"))
        return self.lanes.get(lane), stage

    def _persona_of(self, tags: Mapping[str, str]) -> str:
        """Return whose a touchpoint is; one that does not say is everybody's in our own files, the file's in others."""
        if "persona" in tags:
            return self.bringing.persona(tags["persona"], tags.get("persona_name", ""))
        return ALL_PERSONAS if "id" in tags else self.persona

    def _feel(self, number: int, node: Mapping[str, Any], made: dict[str, Any]) -> None:
        felt = node.get("score")
        if felt is None:
            made["emotion"] = None
        elif isinstance(felt, bool) or not isinstance(felt, int | float) or not abs(felt) <= EMOTION_REACH * _SCALE:
            seen = f"{json.dumps(felt)[:40]} is not an emotion"
            self.problems.append(Problem(f"nodes[{number}].score", seen, "write a number from -5 to 5"))
        else:
            made["emotion"] = felt / _SCALE

    def _owner_of(self, stage: str, tags: Mapping[str, str]) -> dict[str, Any]:
        """Return the touchpoint of which something is said: the one it names, the stage's first, else one made."""
        if found := self._by_tag.get(tags.get("touchpoint", "\0")):
            return found
        there = self.bringing.of_stage(stage)
        if not there:
            made = self.bringing.touchpoint(stage, self.persona, str(self.bringing.stage(stage)["name"]))
            made.update({key: [] for key in set(_LANES) - {_GOAL, _TOUCHPOINTS}})
        return there[0]


def _lane(said: str, name: str) -> str | None:
    """Return the row of ours that the swimlane *said* and called *name* is, None for none."""
    if said in _LANES and _LANES[said] == name:
        return said
    heard = name.casefold() or said.casefold()
    return next((lane for lane, words in _HEARD.items() if any(word in heard for word in words)), None)


def _tagged(node: Mapping[str, Any]) -> dict[str, str]:
    tags = node.get("tags")
    texts = [tag for tag in tags if isinstance(tag, str)] if isinstance(tags, list) else []
    return {name: value for name, _, value in (tag.partition(":") for tag in texts) if value}


def _evidence(tags: Mapping[str, str], *, but: str | None = Evidence.ASSUMED) -> str | None:
    """Return the evidence in *tags*, None where it is none or the one *but* which need not be written."""
    word = tags.get("evidence", "")
    return word if word in set(Evidence) and word != but else None
