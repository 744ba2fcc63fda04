"""Choices that a page keeps in its address: each is read from it, kept in it, and pinned in the copied link.

What the address says and nobody knows is said in a sentence; the default is shown, and Streamlit takes the rest out.
"""

from collections.abc import Mapping
from typing import Final

import streamlit as st

from bsc.ui import controls, links

_SWITCHED: Final = {True: "true", False: "false"}


def segmented(key: str, noun: str, offered: Mapping[str, str]) -> str:
    """Draw *offered* (id → label) side by side; return the id that is chosen, at first the first one."""
    first = controls.first(key, offered)
    controls.seat(key, noun, offered)
    _forget(key, offered)
    chosen = st.segmented_control(
        noun.capitalize(),
        list(offered),
        default=first,
        required=True,
        format_func=lambda each: offered.get(each, each),
        key=key,
        bind="query-params",
        label_visibility="collapsed",
    )
    links.pin(key, chosen)
    return chosen if chosen and chosen in offered else first


def picked(key: str, noun: str, offered: Mapping[str, str], *, label: str = "", width: int = 420) -> str:
    """Draw *offered* (id → label) as a list, under a *label* if one is given; return the id that is chosen.

    At first that is the first one.
    """
    first = controls.first(key, offered)
    controls.seat(key, noun, offered)
    _forget(key, offered)
    chosen = st.selectbox(
        label or noun.capitalize(),
        list(offered),
        index=list(offered).index(first),
        format_func=lambda each: offered.get(each, each),
        key=key,
        bind="query-params",
        label_visibility="visible" if label else "collapsed",
        width=width,
    )
    links.pin(key, chosen)
    return chosen if chosen and chosen in offered else first


def switched(key: str, label: str, *, otherwise: bool = False) -> bool:
    """Draw a switch; return whether it is on."""
    written = st.query_params.get(key)
    if written and written.casefold() not in _SWITCHED.values():
        controls.say_unknown(label, written, _SWITCHED.values())
    first = next((each == _SWITCHED[True] for each in links.opening(key)), otherwise)
    chosen = st.toggle(label, value=first, key=key, bind="query-params")
    links.pin(key, _SWITCHED[chosen])
    return bool(chosen)


def words(key: str, label: str, *, longest: int = 200, placeholder: str = "", width: int | None = None) -> str:
    """Draw a field for words to search for; return them, empty for none."""
    written = st.query_params.get(key, "")
    if len(written) > longest:
        controls.say_unknown("search", written, (), cure=f"{longest} characters at most")
        del st.query_params[key]
    chosen = st.text_input(
        label,
        value=next(iter(links.opening(key)), ""),
        type="search",
        key=key,
        bind="query-params",
        placeholder=placeholder,
        label_visibility="collapsed",
        max_chars=longest,
        width=width or "stretch",
    )
    links.pin(key, chosen or None)
    return chosen or ""


def page_of(key: str, pages: int) -> int:
    """Draw the pages of a list where there is more than one; return the one that is shown, from 1."""
    if pages <= 1:
        return 1
    written = st.query_params.get(key)
    if written and not (written.isdecimal() and 1 <= int(written) <= pages):
        controls.say_unknown("page", written, (), cure=f"there are {pages}")
    chosen = int(st.pagination(pages, key=key, bind="query-params"))
    links.pin(key, str(chosen) if chosen > 1 else None)
    return chosen


def _forget(key: str, offered: Mapping[str, str]) -> None:
    """Let go of a choice that is no longer offered: Streamlit would keep it."""
    if st.session_state.get(key) not in {None, *offered}:
        del st.session_state[key]
