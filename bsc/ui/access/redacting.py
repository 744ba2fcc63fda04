"""The log without secrets: no line holds the token of a share link, the code of a sign-in, or what a bearer shows.

A server's access log holds every address that was asked for, and a share link's address is what opens it.
"""

import logging
import re
from typing import Any, Final

_SECRETS: Final = re.compile(
    r"(?P<name>[?&](?:share|code|state)=|share%3D|Bearer\s+)(?P<secret>[^&%\s\"']+)", re.IGNORECASE
)
_KEPT: Final = r"\g<name>…"


def redacted(text: str) -> str:
    """Return *text* with `…` in the place of each secret that an address or a header in it carries."""
    return _SECRETS.sub(_KEPT, text)


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
        if isinstance(record.msg, str):
            record.msg = redacted(record.msg)
        if isinstance(record.args, tuple):
            record.args = tuple(redacted(each) if isinstance(each, str) else each for each in record.args)
        return record
