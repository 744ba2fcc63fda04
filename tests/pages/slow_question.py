"""A question that takes as long as a test wants, and a page that asks it."""

import threading

from bsc.errors import BscError
from bsc.views.workspace import Workspace

answered = threading.Event()
refused = threading.Event()


def question(workspace: Workspace) -> str:
    """Return the answer as soon as the test lets it; looks now and then whether it is to stop."""
    while not answered.wait(0.005):
        if refused.is_set():
            raise BscError("this cannot be computed")
        if workspace.watch:
            workspace.watch()
    return "the answer is 42"


def page() -> None:
    """Draw the answer, or that it is being computed."""
    import streamlit as st  # noqa: PLC0415 -- a script of its own

    from bsc.errors import BscError  # noqa: PLC0415
    from bsc.model.view import View  # noqa: PLC0415
    from bsc.ui import computing, failures, session  # noqa: PLC0415
    from tests.pages import slow_question  # noqa: PLC0415

    try:
        st.write(computing.answer(session.workspace(), "slow", View(), slow_question.question))
    except computing.Computing as waiting:
        computing.draw(waiting)
    except BscError as error:
        failures.sentence(error)
