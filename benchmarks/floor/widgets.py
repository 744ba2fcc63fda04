"""The widgets of a recorded page, with options of the same number and length."""

from typing import Any

import streamlit as st

from benchmarks.floor.options import widget
from benchmarks.floor.tree import Node


def slid(part: Node) -> float | None:
    """Return where the first slider in *part* stands once it has been moved, else None."""
    first = next((node for node in part.walk() if node.kind == "slider"), None)
    at = st.session_state.get(first.key) if first else None
    return None if first is None or at is None or at == _begin(first) else float(at)


def _button(node: Node) -> None:
    fields = node.fields
    options: dict[str, Any] = {
        **widget(node),
        "type": fields.get("type", "secondary"),
        "icon": fields.get("icon") or None,
    }
    if fields.get("is_form_submitter"):
        st.form_submit_button(**options)
    else:
        st.button(**options, disabled=fields.get("disabled", False))


def _download(node: Node) -> None:
    fields = node.fields
    options: dict[str, Any] = {**widget(node), "type": fields.get("type", "secondary")}
    st.download_button(
        **options, data=_nothing, file_name="floor.csv", icon=fields.get("icon") or None, on_click="ignore"
    )


def _nothing() -> bytes:
    return b""


def _selectbox(node: Node) -> None:
    fields = node.fields
    index = fields.get("default")
    icon = fields.get("icon") or None
    st.selectbox(**widget(node), options=fields.get("options", []), index=int(index or 0), icon=icon)


def _multiselect(node: Node) -> None:
    st.multiselect(**widget(node), options=node.fields.get("options", []), placeholder=node.fields.get("placeholder"))


def _button_group(node: Node) -> None:
    fields = node.fields
    options = [each.get("content", "") for each in fields["options"]]
    chosen = [options[int(at)] for at in fields.get("default", [])]
    draw = st.pills if fields.get("style") == "PILLS" else st.segmented_control
    draw(**widget(node), options=options, default=chosen[0] if chosen else None, required=fields.get("required", False))


def _slider(node: Node) -> None:
    fields = node.fields
    low, high, step = float(fields["min"]), float(fields["max"]), float(fields["step"])
    begun: dict[str, Any] = {} if node.key in st.session_state else {"value": _begin(node)}
    st.slider(**widget(node), min_value=low, max_value=high, step=step, format=fields["format"], **begun)


def _begin(node: Node) -> float:
    fields = node.fields
    return float((fields.get("value") or fields.get("default") or [fields["min"]])[0])


def _number(node: Node) -> None:
    fields = node.fields
    step = float(fields.get("step", 1))
    st.number_input(**widget(node), value=float(fields.get("value", 0)), step=step, format=fields.get("format"))


def _text(node: Node) -> None:
    st.text_input(**widget(node), placeholder=node.fields.get("placeholder"), max_chars=node.fields.get("max_chars"))


def _area(node: Node) -> None:
    st.text_area(**widget(node), value=node.fields.get("default", ""))


def _checkbox(node: Node) -> None:
    draw = st.toggle if node.fields.get("type") == "TOGGLE" else st.checkbox
    draw(**widget(node), value=node.fields.get("default", False))


def _uploader(node: Node) -> None:
    st.file_uploader(**widget(node), accept_multiple_files=node.fields.get("multiple_files", False))


def _pagination(node: Node) -> None:
    st.pagination(node.fields["num_pages"], key=node.key)


DRAWN = {
    "button": _button,
    "download_button": _download,
    "selectbox": _selectbox,
    "multiselect": _multiselect,
    "button_group": _button_group,
    "slider": _slider,
    "number_input": _number,
    "text_input": _text,
    "text_area": _area,
    "checkbox": _checkbox,
    "file_uploader": _uploader,
    "pagination": _pagination,
}
