"""The front door: `streamlit run app.py`, `python app.py` or `uvicorn app:app`.

It only launches: the frame and the navigation are in `bsc/ui/main.py`, which a test (a script run) gets directly.
"""

import runpy

import streamlit as st
from starlette.middleware import Middleware
from streamlit.runtime.scriptrunner import get_script_run_ctx

from bsc import api
from bsc.ui import failures, headers, places, session, upkeep
from bsc.ui.access import settings, signing_in
from bsc.ui.access.threshold import Threshold

settings.of_the_app()
app = st.App(
    places.MAIN,
    lifespan=settings.before(api.running(session.database, upkeep.begin, upkeep.sends_digests)),
    routes=[*api.routes(session.database, session.hosts), *signing_in.routes()],
    middleware=[Middleware(headers.SecurityHeaders), Middleware(Threshold)],
    on_script_error=failures.on_script_error,
)

if get_script_run_ctx(suppress_warning=True):
    runpy.run_path(str(places.MAIN), run_name="__main__")
elif __name__ == "__main__":
    app.run()
