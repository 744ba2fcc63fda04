"""The calendar strip of a dataset: which days have rows, which are missing."""

import streamlit as st

from bsc.ui.components import source
from bsc.views.strip import Strip

_strip = st.components.v2.component(
    "calendar_strip",
    html='<div class="strip"></div>',
    css=source("calendar_strip.css"),
    js=source("calendar_strip.js"),
)


def calendar_strip(drawn: Strip, key: str) -> None:
    """Draw *drawn*: a bar for each period, hatched where days are missing; pointer or arrow keys say one in words."""
    bars = [{"cover": each.cover.value, "height": round(each.height, 2), "said": each.said} for each in drawn.bars]
    strip = {"bars": bars, "first": drawn.first, "last": drawn.last, "sentence": drawn.sentence}
    _strip(key=f"strip.{key}", data={"strip": strip})
