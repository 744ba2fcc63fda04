"""Two waterfalls side by side: what the parts did, and what the causes did."""

from collections.abc import Sequence

import streamlit as st

from bsc.charts.waterfall import WATERFALL, waterfall
from bsc.model.words import Unit
from bsc.ui import vega
from bsc.ui.tables import table
from bsc.views.why_rows import Row


def pair(  # noqa: PLR0913 -- two sets of rows, what they are in, what they are called
    parts: Sequence[Row],
    causes: Sequence[Row],
    unit: Unit,
    currency: str,
    *,
    key: str,
    of: tuple[str, str],
    about: str,
) -> None:
    """Draw *parts* beside *causes*; either may be empty. *of* says what the bars of each are of, *about* what moved."""
    titles = [f"{about}: by {each}" for each in of]
    if parts and causes:
        left, right = st.columns([1.7, 1], gap="medium")
        with left:
            one(parts, unit, currency, key=f"{key}_parts", of=of[0], title=titles[0])
        with right:
            one(causes, unit, currency, key=f"{key}_causes", of=of[1], title=titles[1])
    elif parts or causes:
        at = 0 if parts else 1
        one(parts or causes, unit, currency, key=f"{key}_only", of=of[at], title=titles[at])


def one(rows: Sequence[Row], unit: Unit, currency: str, *, key: str, of: str, title: str = "") -> None:  # noqa: PLR0913 -- as pair
    """Draw the waterfall of *rows* in *unit*; its bars are of *of*, and its picture is called *title*."""
    alt = f"Waterfall of the {of} between the two periods. The numbers stand in words above and in the table below."
    tables = {"waterfall": table(WATERFALL, rows)}
    vega.draw(waterfall, unit, currency, tables=tables, key=key, alt=alt, title=title)


def legend() -> None:
    """Draw what the signs mean."""
    st.caption(
        "Filled: for the better. Hollow: for the worse. Each bar begins where the one above it ends, and all of them "
        "make the difference exactly."
    )
