"""The calendar strip of a dataset: which days have rows, which are missing."""

import json

import streamlit as st

from bsc.ui.components import source
from bsc.views.strip import Strip

_strip = st.components.v2.component(
    "calendar_strip",
    html='<div class="strip"></div>',
    css=source("calendar_strip.css"),
    js=source("calendar_strip.js"),
)


def calendar_strip(drawn: bytes, key: str) -> None:
    """Draw the strip that `written` wrote: a bar for each period; pointer or arrow keys say one in words."""
    _strip(key=f"strip.{key}", data=drawn)


def written(strip: Strip) -> bytes:
    """Return *strip* as the component reads it, to be kept; a bar is hatched where days are missing."""
    bars = [{"cover": each.cover.value, "height": round(each.height, 2), "said": each.said} for each in strip.bars]
    return json.dumps({"bars": bars, "first": strip.first, "last": strip.last, "sentence": strip.sentence}).encode()
