"""Tabs of which only the open one runs; it stands in the address, so that a link shows the same one."""

from collections.abc import Callable, Mapping

import streamlit as st

from bsc.ui import controls, links


def draw(key: str, tabs: Mapping[str, Callable[[], None]], noun: str = "tab") -> None:
    """Draw *tabs* (name → what draws it) with the one open that the address names under *key*, else the first.

    *noun* is what a tab is called where the address names none of them.
    """
    names = list(tabs)
    written = st.query_params.get(key)
    if written and written not in tabs:
        controls.say_unknown(noun, written, names)
    first = controls.first(key, dict(zip(names, names, strict=True)))
    for name, tab in zip(names, st.tabs(names, default=first, key=key, bind="query-params"), strict=True):
        if tab.open:
            links.pin(key, name)
            with tab:
                tabs[name]()
