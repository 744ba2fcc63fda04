"""The log without secrets: no line holds the token of a share link, the code of a sign-in, or what a bearer shows.

A server's access log holds every address that was asked for, and a share link's address is what opens it.
Nor does Streamlit log as an incident what a page has refused: a refusal is one line, without a traceback.
"""

import logging
import re
from types import TracebackType
from typing import Any, Final

from bsc.errors import BscError

_SECRETS: Final = re.compile(
    r"(?P<name>[?&](?:share|code|state)=|share%3D|Bearer\s+)(?P<secret>[^&%\s\"']+)", re.IGNORECASE
)
_Logged = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
_KEPT: Final = r"\g<name>…"


def redacted(text: str) -> str:
    """Return *text* with `…` in the place of each secret that an address or a header in it carries."""
    return _SECRETS.sub(_KEPT, text)


def _refusal(logged: _Logged | None) -> BscError | None:
    """Return the refusal that is *logged*, or that what is logged was raised from; None for what is a bug."""
    error = logged[1] if logged else None
    while error is not None and not isinstance(error, BscError):
        error = error.__cause__
    return error


def begin() -> None:
    """Redact every line that is logged from now on, whoever logs it and wherever it goes."""
    make = logging.getLogRecordFactory()
    if not isinstance(make, _Redacting):
        logging.setLogRecordFactory(_Redacting(make))


class _Redacting:
    """Makes the records of the log, without their secrets."""

    def __init__(self, make: Any) -> None:  # noqa: ANN401 -- the library's own signature
        """Take what made them before."""
        self._make = make

    def __call__(self, *args: Any, **named: Any) -> logging.LogRecord:  # noqa: ANN401 -- the library's own signature
        """Return a record whose text and values hold no secret."""
        record: logging.LogRecord = self._make(*args, **named)
        if record.name.startswith("streamlit.") and (refusal := _refusal(record.exc_info)):
            record.msg, record.args, record.exc_info = f"refused: {refusal}", (), None
        if isinstance(record.msg, str):
            record.msg = redacted(record.msg)
        if isinstance(record.args, tuple):
            record.args = tuple(redacted(each) if isinstance(each, str) else each for each in record.args)
        return record
