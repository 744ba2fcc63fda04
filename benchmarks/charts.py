"""The trend chart in a running script: from its kept specification, beside `st.altair_chart` authored at each rerun."""

from streamlit.testing.v1 import AppTest

from benchmarks.clock import Line, table

REPEATS = 20


def kept() -> None:
    """Draw the chart from its kept specification and keep the median time."""
    import statistics  # noqa: PLC0415 -- a script of its own
    import time  # noqa: PLC0415

    import streamlit as st  # noqa: PLC0415

    from bsc.charts.trend import TABLES, trend_chart  # noqa: PLC0415
    from bsc.ui import vega  # noqa: PLC0415
    from bsc.ui.tables import table  # noqa: PLC0415

    tables = {name: table(columns, []) for name, columns in TABLES.items()}
    times = []
    for number in range(21):
        begun = time.perf_counter()
        vega.draw(trend_chart, "percent", "EUR", tables=tables, key=f"chart{number}", alt="a trend")
        times.append(time.perf_counter() - begun)
    st.session_state["seconds"] = statistics.median(times[1:])


def authored() -> None:
    """Draw the same chart, authored and validated anew, with `st.altair_chart`, and keep the median time."""
    import statistics  # noqa: PLC0415 -- a script of its own
    import time  # noqa: PLC0415

    import streamlit as st  # noqa: PLC0415

    from bsc.charts.trend import trend_chart  # noqa: PLC0415
    from bsc.model.words import Unit  # noqa: PLC0415

    times = []
    for number in range(21):
        begun = time.perf_counter()
        st.altair_chart(trend_chart(Unit.PERCENT, "EUR"), key=f"chart{number}", alt="a trend")
        times.append(time.perf_counter() - begun)
    st.session_state["seconds"] = statistics.median(times[1:])


def run() -> None:
    """Print the table."""
    lines = []
    for name, script in (("kept specification, data apart", kept), ("st.altair_chart, authored anew", authored)):
        ran = AppTest.from_function(script, default_timeout=60).run()
        if ran.exception:
            raise RuntimeError(ran.exception[0].message)
        lines.append(Line(name, ran.session_state["seconds"], REPEATS))
    table("the trend chart, for one rerun on the server", lines)
