"""What an app of this size costs when it does nothing: 12 metrics, one Altair chart, one slider."""

import altair as alt
import numpy as np
import pandas as pd
import streamlit as st

WEEKS, METRICS = 104, 12


@st.cache_data
def walks() -> pd.DataFrame:
    """Return twelve random walks by week."""
    draws = np.random.default_rng(7)
    weeks = pd.date_range("2024-01-07", periods=WEEKS, freq="W")
    series = {f"kpi{number}": 50 + np.cumsum(draws.normal(0.1, 1, WEEKS)) for number in range(METRICS)}
    return pd.DataFrame({"week": weeks, **series})


@st.fragment
def panel() -> None:
    """Draw the metrics and the chart beneath one slider."""
    target = st.slider("Target", 0, 100, 60, key="target")
    values = walks()
    with st.grid(4):
        for number in range(METRICS):
            value = float(values[f"kpi{number}"].iloc[-1])
            st.metric(f"KPI {number}", f"{value:.1f}", f"{value - target:+.1f}", border=True)
    line = alt.Chart(values).mark_line().encode(x="week:T", y=alt.Y("kpi0:Q", scale=alt.Scale(zero=False)))
    rule = alt.Chart(pd.DataFrame({"t": [target]})).mark_rule(strokeDash=[6, 4]).encode(y="t:Q")
    st.altair_chart((line + rule).properties(height=280), key="trend", alt="KPI 0 with target")


st.title("Overview")
panel()
