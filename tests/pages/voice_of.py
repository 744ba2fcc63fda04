"""A page with nothing but what customers wrote about one touchpoint, in one period."""

import os

from bsc.model.view import View
from bsc.ui import session, voice

voice.draw(session.workspace(), View(period=os.environ["PERIOD"]), os.environ["TOUCHPOINT"])
