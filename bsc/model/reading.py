"""A document (what a YAML or JSON file holds) to a scorecard, or every problem of it at once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from pydantic import ValidationError

from bsc.errors import DefinitionProblems, Problem, near_miss
from bsc.model.complaints import problems_of, shortened
from bsc.model.definitions import (
    ALL_PERSONAS,
    Dataset,
    Definition,
    FunnelStep,
    Initiative,
    Journey,
    Kpi,
    Objective,
    Persona,
    Scorecard,
    Stage,
    Touchpoint,
)

_IDENTITY = {"funnel": "stage"}  # a step of the funnel has no id of its own: there is one for a stage
_LISTS: dict[str, type[Definition]] = {
    "stages": Stage,
    "personas": Persona,
    "datasets": Dataset,
    "objectives": Objective,
    "kpis": Kpi,
    "touchpoints": Touchpoint,
    "funnel": FunnelStep,
    "initiatives": Initiative,
}


def scorecard_from(document: object) -> Scorecard:
    """Return the scorecard that *document* (plain dicts, lists and scalars) describes.

    Raises DefinitionProblems with every problem: unknown keys, wrong values, doubled ids, ids that name nothing.
    """
    scorecard, problems = sound_part(document)
    if problems:
        raise DefinitionProblems(problems)
    return scorecard


def sound_part(document: object) -> tuple[Scorecard, tuple[Problem, ...]]:
    """Return the scorecard of everything in *document* that is sound by itself, and every problem of the rest."""
    if not isinstance(document, Mapping):
        return Scorecard(), (Problem("", "this is not a scorecard", "begin with `version: 1` and `stages:`"),)
    journey, of_the_journey = _journey(document)
    lists = {key: _List.read(key, kind, document.get(key)) for key, kind in _LISTS.items()}
    problems = (
        *_of_the_version(document),
        *of_the_journey,
        *(problem for each in lists.values() for problem in each.problems),
        *_unknown_keys(document),
        *_doubled_ids(lists),
        *_dangling(lists),
    )
    sound: dict[str, Any] = {key: [placed.item for placed in each.sound] for key, each in lists.items()}
    return Scorecard(journey=journey, **sound), problems


def document_of(scorecard: Scorecard) -> dict[str, Any]:
    """Return *scorecard* as plain dicts, lists and scalars; what equals its default is left out."""
    dumped = scorecard.model_dump(mode="python", exclude_defaults=True)
    return {"version": scorecard.version, **{key: plain(value) for key, value in dumped.items() if key != "version"}}


def plain(value: Any) -> Any:  # noqa: ANN401 -- a document is nested plain data
    """Return a dumped model as dicts, lists and scalars: enums as words, whole numbers as integers."""
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, str):
        return str(value)  # an enum's word as plain text
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:  # noqa: PLR2004 -- exact in a float
        return int(value)
    return value


@dataclass(frozen=True)
class _Placed:
    place: str
    item: Definition


@dataclass(frozen=True)
class _List:
    """One list of a document: its sound items with their places, every readable id with its place, its problems."""

    sound: tuple[_Placed, ...]
    ids: tuple[tuple[str, str], ...]
    problems: tuple[Problem, ...]

    @classmethod
    def read(cls, key: str, kind: type[Definition], rows: object) -> Self:
        if rows is None:
            return cls((), (), ())
        if isinstance(rows, str) or not isinstance(rows, Sequence):
            return cls((), (), (Problem(key, f"{_seen(rows)} seen", "write a list, one `- ` for each"),))
        sound: list[_Placed] = []
        ids: list[tuple[str, str]] = []
        problems: list[Problem] = []
        for number, row in enumerate(rows):
            place = f"{key}[{number}]"
            if isinstance(row, Mapping) and isinstance(identity := row.get(_IDENTITY.get(key, "id")), str):
                ids.append((identity, place))
            try:
                sound.append(_Placed(place, kind.model_validate(row)))
            except ValidationError as error:
                problems.extend(problems_of(place, error))
        return cls(tuple(sound), tuple(ids), tuple(problems))


def _of_the_version(document: Mapping[Any, Any]) -> Iterator[Problem]:
    version = document.get("version", 1)
    if type(version) is not int or version != 1:
        yield Problem("version", f"{_seen(version)} is not a version of this file", "write 1")


def _journey(document: Mapping[Any, Any]) -> tuple[Journey, list[Problem]]:
    stated = document.get("journey")
    try:
        return Journey() if stated is None else Journey.model_validate(stated), []
    except ValidationError as error:
        return Journey(), list(problems_of("journey", error))


def _unknown_keys(document: Mapping[Any, Any]) -> Iterator[Problem]:
    known = {"version", "journey", *_LISTS}
    for key in document:
        if key not in known:
            yield Problem(str(key), f"`{key}` is not a key here", near_miss(str(key), known))


def _doubled_ids(lists: Mapping[str, _List]) -> Iterator[Problem]:
    for each in lists.values():
        first: dict[str, str] = {}
        for identity, place in each.ids:
            if identity in first:
                yield Problem(place, f"`{identity}` stands at {first[identity]} already", "give each its own")
            first.setdefault(identity, place)


def _dangling(lists: Mapping[str, _List]) -> Iterator[Problem]:
    """Yield a problem for every reference to an id that is not there; an item with other problems is there."""
    known = {key: {identity for identity, _ in each.ids} for key, each in lists.items()}
    for each in lists.values():
        for placed in each.sound:
            for field, kind, name in references(placed.item):
                if name not in known[kind]:
                    noun = kind.removesuffix("s")
                    near = near_miss(name, known[kind])
                    yield Problem(f"{placed.place}.{field}", f"there is no {noun} `{name}`", near)
    yield from _segments(lists)


def _segments(lists: Mapping[str, _List]) -> Iterator[Problem]:
    """Yield a problem for every target of a segment by a dimension that its dataset has not."""
    dimensions = {d.item.id: set(d.item.dimensions) for d in lists["datasets"].sound if isinstance(d.item, Dataset)}
    for placed in lists["kpis"].sound:
        kpi = placed.item
        if not isinstance(kpi, Kpi) or kpi.dataset not in dimensions:
            continue
        for number, step in enumerate(kpi.targets):
            for name in set(step.where) - dimensions[kpi.dataset]:
                seen = f"`{kpi.dataset}` has no dimension `{name}`"
                place = f"{placed.place}.targets[{number}].where"
                yield Problem(place, seen, near_miss(name, dimensions[kpi.dataset]))


def references(item: Definition) -> Iterator[tuple[str, str, str]]:
    """Yield every reference of *item* to another: the field, the list that it names something in, and the id."""
    match item:
        case Dataset():
            yield from (("lookups", "datasets", name) for name in item.lookups)
        case Objective():
            yield "stage", "stages", item.stage
            yield from (_numbered("drives", number, "objectives", name) for number, name in enumerate(item.drives))
        case Kpi():
            yield "objective", "objectives", item.objective
            yield "dataset", "datasets", item.dataset
        case Touchpoint():
            yield from _of_a_touchpoint(item)
        case FunnelStep():
            yield "stage", "stages", item.stage
            yield "kpi", "kpis", item.kpi
        case Initiative():
            yield from _of_an_initiative(item)


def _of_a_touchpoint(item: Touchpoint) -> Iterator[tuple[str, str, str]]:
    yield "stage", "stages", item.stage
    if item.persona != ALL_PERSONAS:
        yield "persona", "personas", item.persona
    if item.emotion_kpi:
        yield "emotion_kpi", "kpis", item.emotion_kpi
    yield from (_numbered("kpis", number, "kpis", name) for number, name in enumerate(item.kpis))
    for number, each in enumerate(item.comments):
        yield f"comments[{number}].dataset", "datasets", each.dataset


def _of_an_initiative(item: Initiative) -> Iterator[tuple[str, str, str]]:
    if item.objective:
        yield "objective", "objectives", item.objective
    yield from (_numbered("kpis", number, "kpis", name) for number, name in enumerate(item.kpis))
    yield from ((f"expected[{number}].kpi", "kpis", each.kpi) for number, each in enumerate(item.expected))
    if item.experiment and item.experiment.kpi:
        yield "experiment.kpi", "kpis", item.experiment.kpi
    if item.adopts:
        yield "adopts", "initiatives", item.adopts


def _numbered(field: str, number: int, kind: str, name: str) -> tuple[str, str, str]:
    return f"{field}[{number}]", kind, name


def _seen(value: object) -> str:
    return shortened(repr(value))
