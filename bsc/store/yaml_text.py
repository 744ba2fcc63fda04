"""YAML text ↔ the plain document that it holds. YAML 1.2: `no` and `on` are words, and only `true` is true.

JSON is YAML too; it is read by the faster reader where that can.
"""

import io
import json
from collections.abc import Iterator
from datetime import date
from typing import Any, NoReturn

from ruamel.yaml import YAML
from ruamel.yaml.constructor import DuplicateKeyError, SafeConstructor
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import AliasEvent, CollectionEndEvent, CollectionStartEvent, Event, ScalarEvent
from ruamel.yaml.nodes import ScalarNode
from ruamel.yaml.representer import SafeRepresenter

from bsc.errors import BscError

LONGEST_TEXT = 4_000_000  # characters; a scorecard of 500 KPIs has about 300,000
DEEPEST = 50
_SEPARATORS = frozenset("\x85\u2028\u2029\ufeff")
LARGEST = 200_000  # values, aliases written out


def document_from_yaml(text: str) -> object:
    """Return what *text* holds as plain dicts, lists and scalars (dates as text); None for an empty text.

    Raises BscError with the line for what is not YAML, for a key that stands twice, and for a text made to blow up.
    """
    if len(text) > LONGEST_TEXT:
        message = f"the text has {len(text):,} characters – a scorecard.yaml has at most {LONGEST_TEXT:,}"
        raise BscError(message)
    if text.lstrip().startswith("{"):
        try:
            return json.loads(text, object_pairs_hook=_of_pairs, parse_constant=_no_constant)
        except (ValueError, RecursionError):  # YAML may begin so as well, and says where it is wrong
            pass
    try:
        _refuse_bombs(_reader().parse(io.StringIO(text)))
        return _reader().load(text)
    except DuplicateKeyError as error:
        raise BscError(f"{_line(error)}: a key stands twice – {_said(error)}") from error
    except MarkedYAMLError as error:
        raise BscError(f"{_line(error)}: this is not YAML – {_said(error)}") from error
    except YAMLError as error:
        raise BscError(f"this is not YAML – {str(error).strip().splitlines()[0]}") from error


def yaml_from_document(document: object) -> str:
    """Return *document* as YAML text that `document_from_yaml` reads back as it is, in the order of its keys."""
    writer = YAML(typ="safe", pure=True)
    writer.Representer = _ExactRepresenter
    writer.default_flow_style = False
    writer.sort_base_mapping_type_on_output = False  # type: ignore[assignment]  # declared as None only
    writer.allow_unicode = True
    writer.width = 120
    stream = io.StringIO()
    writer.dump(document, stream)
    return stream.getvalue()


def json_from_document(document: object) -> str:
    """Return *document* as JSON text that `document_from_yaml` reads back as it is; dates are ISO texts."""
    return json.dumps(document, ensure_ascii=False, indent=2, default=_iso) + "\n"


def _iso(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value))


def _of_pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        message = f"a key stands twice – `{twice}` in one object"
        raise BscError(message)
    return found


def _no_constant(seen: str) -> NoReturn:
    message = f"{seen} is no number – write a finite one, or leave it out"
    raise BscError(message)


def _reader() -> YAML:
    reader = YAML(typ="safe", pure=True)
    reader.Constructor = _PlainConstructor
    return reader


class _PlainConstructor(SafeConstructor):
    """Leaves a date as the text that it is: what it must be, and whether it is one, is for the model to say."""


class _ExactRepresenter(SafeRepresenter):
    """Writes a text with line separators that a reader would take for blanks in quotes, where they are escaped."""


def _exact(representer: SafeRepresenter, text: str) -> ScalarNode:
    style = '"' if _SEPARATORS.intersection(text) else None
    node: ScalarNode = representer.represent_scalar("tag:yaml.org,2002:str", text, style=style)
    return node


_ExactRepresenter.add_representer(str, _exact)
_PlainConstructor.add_constructor("tag:yaml.org,2002:timestamp", SafeConstructor.construct_yaml_str)


def _refuse_bombs(events: Iterator[Event]) -> None:
    """Refuse a text that is too deep, or that grows too large when its aliases are written out."""
    sizes: dict[str, int] = {}
    open_nodes: list[tuple[str | None, int]] = [(None, 0)]
    for event in events:
        if isinstance(event, CollectionStartEvent):
            open_nodes.append((event.anchor, 1))
        elif isinstance(event, AliasEvent):
            if event.anchor in {anchor for anchor, _ in open_nodes}:
                _refuse(event, f"the alias *{event.anchor} stands inside of what it names")
            _grow(open_nodes, sizes.get(event.anchor, 1))
        elif isinstance(event, ScalarEvent):
            sizes |= {event.anchor: 1} if event.anchor else {}
            _grow(open_nodes, 1)
        elif isinstance(event, CollectionEndEvent):
            anchor, size = open_nodes.pop()
            sizes |= {anchor: size} if anchor else {}
            _grow(open_nodes, size)
        if len(open_nodes) > DEEPEST:
            _refuse(event, f"more than {DEEPEST} levels")
        if open_nodes[-1][1] > LARGEST:
            _refuse(event, f"with its aliases written out it has more than {LARGEST:,} values")


def _grow(open_nodes: list[tuple[str | None, int]], size: int) -> None:
    anchor, before = open_nodes[-1]
    open_nodes[-1] = (anchor, before + size)


def _refuse(event: Event, what: str) -> NoReturn:
    message = f"line {event.start_mark.line + 1}: {what} – write it out plainly"
    raise BscError(message)


def _line(error: MarkedYAMLError) -> str:
    mark: Any = error.problem_mark or error.context_mark
    return f"line {mark.line + 1}" if mark else "somewhere"


def _said(error: MarkedYAMLError) -> str:
    return str(error.problem or error.context or "it cannot be read").splitlines()[0]
