"""Names, notes and addresses that would be more than text: no page makes markup, a link or a picture of them.

Whoever may edit, or names a file, or writes a comment, writes what others read: their text stays text, wherever it is
shown. What is looked at is what the server sends; that nothing of it runs is seen in a browser (tests/e2e).
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from google.protobuf.descriptor import FieldDescriptor
from google.protobuf.message import Message
from streamlit.testing.v1 import AppTest

from tests.pages.conftest import Visit
from tests.pages.hostile_company import HOSTILE, LINK, PICTURE, TAG, hostile_company

PAGES = (
    "journey_map.py", "stage.py", "strategy_map.py", "trends.py", "why.py", "what_if.py", "data.py", "definitions.py",
    "share.py",
)  # fmt: skip
ADDRESS = ("persona", "grain", "period", "stage", "kpi", "perspective", "tab", "where_channel", "layers", "by")

# What is drawn as plain text, as a value, or as data of a chart or of a component: markup is none there.
PLAIN = (
    ".options", ".raw_values", ".format_func", ".default", ".value", ".string_value", ".set_value", ".spec", ".json",
    ".data", ".arrow_data", ".mixed", ".placeholder", ".url", ".page_name", ".columns", ".bytes", ".id", ".page_title",
    ".query_param_key", ".accessibility_label",
)  # fmt: skip


@pytest.fixture(scope="module")
def hostile_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a database with the company whose names are hostile."""
    return hostile_company(tmp_path_factory.mktemp("hostile") / "hostile.duckdb")


def _texts(message: Message, path: str = "") -> Iterator[tuple[str, str, Message]]:
    """Yield each text in *message*: where, what, and the message that it is a field of."""
    for field, value in message.ListFields():
        where = f"{path}.{field.name}"
        for each in value if field.is_repeated and not _is_map(field) else [value]:
            if isinstance(each, Message):
                yield from _texts(each, where)
            elif isinstance(each, str):
                yield where, each, message


def _is_map(field: FieldDescriptor) -> bool:
    return field.message_type is not None and field.message_type.GetOptions().map_entry


def _sent(page: AppTest) -> Iterator[Message]:
    """Yield each element of *page* as it is sent."""
    for element in page._tree:
        proto = getattr(element, "proto", None)
        if isinstance(proto, Message):
            yield proto


def _raw(page: AppTest) -> list[str]:
    """Return where on *page* a hostile text would be more than text."""
    found = []
    for proto in _sent(page):
        kind = proto.DESCRIPTOR.name
        for where, text, holder in _texts(proto):
            if where.endswith(PLAIN):
                continue
            is_markup = bool(getattr(holder, "allow_html", False)) or kind in ("Html", "IFrame")
            if (is_markup and TAG in text) or (not is_markup and (PICTURE in text or LINK in text)):
                found.append(f"{kind}{where}: {text[:160]}")
    return found


@pytest.mark.parametrize("script", PAGES)
def test_a_hostile_name_is_text_on_every_page(visit: Visit, hostile_database: Path, script: str) -> None:
    page = visit(hostile_database, script)
    assert not page.exception
    assert _raw(page) == []
    texts = [text for proto in _sent(page) for _, text, _ in _texts(proto)]
    assert any("evil" in text for text in texts)  # the names are there, as text


@pytest.mark.parametrize("script", PAGES)
def test_what_an_address_says_comes_back_as_text(visit: Visit, sample_database: Path, script: str) -> None:
    page = visit(sample_database, script, **dict.fromkeys(ADDRESS, HOSTILE))
    assert not page.exception
    assert _raw(page) == []


@pytest.mark.parametrize(
    "drawing",
    [
        "st.markdown(TEXT)",
        "st.markdown(TEXT, unsafe_allow_html=True)",
        "st.html(TEXT)",
        "st.button('plain', help=TEXT)",
        "st.expander(TEXT).write('within')",
        "st.metric(TEXT, 1)",
        "st.error(TEXT)",
    ],
)
def test_what_is_looked_for_is_found(drawing: str) -> None:
    page = AppTest.from_string(f"import streamlit as st\nTEXT = {HOSTILE!r}\n{drawing}").run()
    assert _raw(page)
