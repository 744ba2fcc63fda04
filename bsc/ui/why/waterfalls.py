"""Two waterfalls side by side: what the parts did, and what the causes did."""

from collections.abc import Sequence

import streamlit as st

from bsc.charts.waterfall import WATERFALL, waterfall
from bsc.model.words import Unit
from bsc.ui import vega
from bsc.ui.tables import table
from bsc.views.why_rows import Row


def pair(  # noqa: PLR0913 -- two sets of rows, what they are in, what they are called
    parts: Sequence[Row], causes: Sequence[Row], unit: Unit, currency: str, *, key: str, alt: str
) -> None:
    """Draw *parts* beside *causes*; either may be empty. *alt* tells what they show in words."""
    if parts and causes:
        left, right = st.columns([1.7, 1], gap="medium")
        with left:
            one(parts, unit, currency, key=f"{key}_parts", alt=alt)
        with right:
            one(causes, unit, currency, key=f"{key}_causes", alt=alt)
    elif parts or causes:
        one(parts or causes, unit, currency, key=f"{key}_only", alt=alt)


def one(rows: Sequence[Row], unit: Unit, currency: str, *, key: str, alt: str) -> None:
    """Draw the waterfall of *rows* in *unit*."""
    vega.draw(waterfall, unit, currency, tables={"waterfall": table(WATERFALL, rows)}, key=key, alt=alt)


def legend() -> None:
    """Draw what the signs mean."""
    st.caption(
        "Filled: for the better. Hollow: for the worse. Each bar begins where the one above it ends, and all of them "
        "make the difference exactly."
    )
