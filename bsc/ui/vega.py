"""Charts from a kept specification: authored and validated once, drawn again with other data at a hundredth of it."""

from collections.abc import Callable, Mapping
from typing import Any, Protocol

import pyarrow as pa
import streamlit as st

Tables = Mapping[str, pa.Table]


class Chart(Protocol):
    """What charts return: something that writes itself down as a Vega-Lite specification."""

    def to_dict(self) -> dict[str, Any]:
        """Return the specification."""


def draw(author: Callable[..., Chart], *options: str, tables: Tables, key: str, alt: str) -> None:
    """Draw the chart that *author* makes of *options*, with its named *tables*.

    The same author and options make the same specification, so that the browser changes the chart in place. A changed
    *alt* text begins it anew.
    """
    st.vega_lite_chart(spec={**specification(author, options), "datasets": dict(tables)}, key=key, alt=alt)


def specification(author: Callable[..., Chart], options: tuple[str, ...]) -> dict[str, Any]:
    """Return the specification that *author* writes for *options*, from memory after the first time."""
    return _kept(f"{author.__module__}.{author.__qualname__}", options, author)


@st.cache_resource(show_spinner=False)
def _kept(name: str, options: tuple[str, ...], _author: Callable[..., Chart]) -> dict[str, Any]:  # noqa: ARG001 -- the key
    return _author(*options).to_dict()
