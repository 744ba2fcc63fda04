"""A document (what a YAML or JSON file holds) to a scorecard, or every problem of it at once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from bsc.errors import DefinitionProblems, Problem, near_miss
from bsc.model.definitions import (
    ALL_PERSONAS,
    Dataset,
    Definition,
    FunnelStep,
    Journey,
    Kpi,
    Objective,
    Persona,
    Scorecard,
    Stage,
    Touchpoint,
)

_LISTS: dict[str, type[Definition]] = {
    "stages": Stage,
    "personas": Persona,
    "datasets": Dataset,
    "objectives": Objective,
    "kpis": Kpi,
    "touchpoints": Touchpoint,
    "funnel": FunnelStep,
}


def scorecard_from(document: object) -> Scorecard:
    """Return the scorecard that *document* (plain dicts, lists and scalars) describes.

    Raises DefinitionProblems with every problem: unknown keys, wrong values, doubled ids, ids that name nothing.
    """
    if not isinstance(document, Mapping):
        raise DefinitionProblems([Problem("", "this is not a scorecard", "begin with `version: 1` and `stages:`")])
    parts, problems = _parts(document)
    problems = [*problems, *_unknown_keys(document), *_doubled_ids(parts), *_dangling(parts)]
    if problems:
        raise DefinitionProblems(problems)
    return Scorecard.model_validate({"version": document.get("version", 1), **parts})


def document_of(scorecard: Scorecard) -> dict[str, Any]:
    """Return *scorecard* as plain dicts, lists and scalars; what equals its default is left out."""
    plain = scorecard.model_dump(mode="python", exclude_defaults=True)
    return {"version": scorecard.version, **{key: _plain(value) for key, value in plain.items() if key != "version"}}


def _plain(value: Any) -> Any:  # noqa: ANN401 -- a document is nested plain data
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, str):
        return str(value)  # an enum's word as plain text
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:  # noqa: PLR2004 -- exact in a float
        return int(value)
    return value


@dataclass(frozen=True)
class _Placed:
    place: str
    item: Any


def _parts(document: Mapping[Any, Any]) -> tuple[dict[str, Any], list[Problem]]:
    parts: dict[str, Any] = {}
    problems: list[Problem] = []
    if document.get("version", 1) != 1:
        problems.append(Problem("version", f"{document['version']!r} is not a version of this file", "write 1"))
    try:
        parts["journey"] = Journey.model_validate(document.get("journey") or {})
    except ValidationError as error:
        problems.extend(_problems("journey", error))
    for key, kind in _LISTS.items():
        rows = document.get(key) or []
        if isinstance(rows, str) or not isinstance(rows, Sequence):
            problems.append(Problem(key, f"{type(rows).__name__} seen", "write a list, one `- ` for each"))
            rows = []
        taken: list[_Placed] = []
        for number, row in enumerate(rows):
            try:
                taken.append(_Placed(f"{key}[{number}]", kind.model_validate(row)))
            except ValidationError as error:
                problems.extend(_problems(f"{key}[{number}]", error))
                if isinstance(row, Mapping) and isinstance(row.get("id"), str):
                    taken.append(_Placed(f"{key}[{number}]", _Named(row["id"])))
        parts[key] = taken
    if not problems:
        return {key: [p.item for p in v] if isinstance(v, list) else v for key, v in parts.items()}, []
    return {key: [p.item for p in v] if isinstance(v, list) else v for key, v in parts.items()}, problems


@dataclass(frozen=True)
class _Named:
    """Stands for an item whose id is readable and whose rest is not, so that others may still refer to it."""

    id: str


def _problems(place: str, error: ValidationError) -> Iterator[Problem]:
    for detail in error.errors(include_url=False):
        steps = [step for step in detail["loc"] if not (isinstance(step, str) and step.startswith(("tuple", "float", "constrained", "function", "str", "list")))]
        where = place + "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps)
        yield _problem(where, detail)


def _problem(where: str, detail: Any) -> Problem:  # noqa: ANN401 -- pydantic's error details
    seen, context = detail["input"], detail.get("ctx", {})
    match detail["type"]:
        case "missing":
            return Problem(where, "is missing", f"add `{where.rsplit('.', 1)[-1]}:`")
        case "extra_forbidden":
            return Problem(where, f"`{where.rsplit('.', 1)[-1]}` is not a key here", "remove it or correct its name")
        case "enum" | "literal_error":
            return Problem(where, f"{seen!r} is not one of them", f"write {context.get('expected', '')}")
        case "string_pattern_mismatch":
            return Problem(where, f"{seen!r} does not fit", _PATTERNS.get(context.get("pattern", ""), context.get("pattern", "")))
        case "value_error":
            return Problem(where, str(context["error"]))
        case _:
            return Problem(where, f"{seen!r} seen", detail["msg"][:1].lower() + detail["msg"][1:])


_PATTERNS = {
    r"^[a-z][a-z0-9_]{0,59}$": "an id is lower-case letters, digits and _, and begins with a letter",
    r"^[A-Z]{3}$": "a currency is three capital letters, like EUR",
    r"^(none|carry [1-9][0-9]?)$": "write none, or carry N with N periods",
}


def _unknown_keys(document: Mapping[Any, Any]) -> Iterator[Problem]:
    known = {"version", "journey", *_LISTS}
    for key in document:
        if key not in known:
            yield Problem(str(key), f"`{key}` is not a key here", near_miss(str(key), known))


def _doubled_ids(parts: Mapping[str, Any]) -> Iterator[Problem]:
    for key in _LISTS:
        seen: dict[str, int] = {}
        for number, item in enumerate(parts[key]):
            identity = item.stage if isinstance(item, FunnelStep) else item.id
            if identity in seen:
                yield Problem(f"{key}[{number}]", f"`{identity}` stands at {key}[{seen[identity]}] already", "give each its own")
            seen.setdefault(identity, number)


def _dangling(parts: Mapping[str, Any]) -> Iterator[Problem]:
    """Yield a problem for every reference to an id that is not there."""
    known = {key: {item.id for item in parts[key]} for key in _LISTS if key != "funnel"}
    for key in _LISTS:
        for number, item in enumerate(parts[key]):
            for field, kind, name in _references(item):
                if name not in known[kind]:
                    noun = kind.removesuffix("s")
                    yield Problem(f"{key}[{number}].{field}", f"there is no {noun} `{name}`", near_miss(name, known[kind]))


def _references(item: object) -> Iterator[tuple[str, str, str]]:
    match item:
        case Dataset():
            for name in item.lookups:
                yield "lookups", "datasets", name
        case Objective():
            yield "stage", "stages", item.stage
            for number, name in enumerate(item.drives):
                yield f"drives[{number}]", "objectives", name
        case Kpi():
            yield "objective", "objectives", item.objective
            yield "dataset", "datasets", item.dataset
        case Touchpoint():
            yield "stage", "stages", item.stage
            if item.persona != ALL_PERSONAS:
                yield "persona", "personas", item.persona
            if item.emotion_kpi:
                yield "emotion_kpi", "kpis", item.emotion_kpi
            for number, name in enumerate(item.kpis):
                yield f"kpis[{number}]", "kpis", name
        case FunnelStep():
            yield "stage", "stages", item.stage
            yield "kpi", "kpis", item.kpi
        case _:
            return


