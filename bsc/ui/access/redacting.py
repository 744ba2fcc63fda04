"""The log without secrets: no line holds the token of a share link, the code of a sign-in, or what a bearer shows.

A server's access log holds every address that was asked for, and a share link's address is what opens it.
Nor does Streamlit log as an incident what a page has refused: a refusal is one line, without a traceback.
"""

import logging
import re
import traceback
from collections.abc import Mapping
from types import TracebackType
from typing import Any, Final

from bsc.errors import BscError

# An address may stand in another one, and that in a third: then `=` is `%3D` or `%253D`, and `?` and `&` likewise.
_BEGUN: Final = r"(?:[?&]|%(?:25)*(?:3F|26))"
_IS: Final = r"(?:=|%(?:25)*3D)"
_SIGNS: Final = r"(?:[^&%\s\"'<>]|%(?!(?:25)*26))+"
_SECRETS: Final = re.compile(
    rf"(?P<name>(?:{_BEGUN}|(?<!\w))(?:share|key){_IS}"  # also alone, as a server writes `query_string`
    rf"|{_BEGUN}(?:code|state){_IS}"
    rf"|(?<!\w)(?:code|state){_IS}(?=[\w%./~-]{{16}})"  # alone it may be a status: none is so long
    r"|[\"'](?:share|key)[\"']\s*[:,]\s*[\[(]?\s*b?[\"']"  # as a mapping or a pair is written
    rf"|Bearer\s+){_SIGNS}",
    re.IGNORECASE,
)
_KEPT: Final = r"\g<name>…"
_Logged = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


def redacted(text: str) -> str:
    """Return *text* with `…` in the place of each secret that an address or a header in it carries."""
    return _SECRETS.sub(_KEPT, text)


def begin() -> None:
    """Redact every line that is logged from now on, whoever logs it and wherever it goes."""
    logging.setLogRecordFactory(_Redacted)


class _Redacted(logging.LogRecord):
    """A record of the log that gives its text, its values and the text of its exception without secrets."""

    def __init__(self, *args: Any, **named: Any) -> None:  # noqa: ANN401 -- the library's own signature
        """Make the record as the log does, and take the secrets out."""
        super().__init__(*args, **named)
        if self.name.startswith("streamlit.") and (refusal := _refusal(self.exc_info)):
            self.msg, self.args, self.exc_info = f"refused: {refusal}", (), None
        # A server's own formatter puts the values together itself.
        if isinstance(self.args, tuple):
            self.args = tuple(redacted(each) if isinstance(each, str) else each for each in self.args)
        elif isinstance(self.args, Mapping):
            self.args = {name: redacted(each) if isinstance(each, str) else each for name, each in self.args.items()}
        self._redact_exception()

    def getMessage(self) -> str:  # noqa: N802 -- the library's own name
        """Return the line, with the values in it; what is a secret only there is taken out too."""
        return redacted(super().getMessage())

    def _redact_exception(self) -> None:
        """Have the text of an exception that tells a secret written in its place, and the exception itself not."""
        if not self.exc_info or self.exc_info[0] is None:
            return
        text = "".join(traceback.format_exception(*self.exc_info)).rstrip("\n")
        if (kept := redacted(text)) != text:
            self.exc_text, self.exc_info = kept, None


def _refusal(logged: _Logged | None) -> BscError | None:
    """Return the refusal that is *logged*, or that what is logged was raised from; None for what is a bug."""
    error = logged[1] if logged else None
    while error is not None and not isinstance(error, BscError):
        error = error.__cause__
    return error
