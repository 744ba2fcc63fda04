"""The map in every format that it goes out and comes in, by the ending of the file."""

from collections.abc import Mapping
from typing import Any, Final, Literal

from bsc.errors import BscError
from bsc.exchange.bringing import Brought
from bsc.exchange.map_csv import map_as_csv, map_from_csv
from bsc.exchange.map_picture import picture
from bsc.exchange.mermaid import map_as_mermaid
from bsc.exchange.open_journey import map_as_ojf, map_from_ojf
from bsc.model.view import View
from bsc.views.emotion import felt
from bsc.views.journey_map import journey_map
from bsc.views.workspace import Workspace

Ending = Literal["pdf", "png", "svg", "csv", "ojf", "mmd"]
TYPES: Final[Mapping[Ending, str]] = {
    "pdf": "application/pdf",
    "png": "image/png",
    "svg": "image/svg+xml",
    "csv": "text/csv",
    "ojf": "application/json",
    "mmd": "text/plain",
}
COMES_IN: Final = ("csv", "ojf")


def out(workspace: Workspace, view: View, ending: Ending) -> bytes:
    """Return the map of *view* as the bytes of a file with *ending*; `csv` always holds all personas."""
    scorecard = workspace.scorecard
    match ending:
        case "csv":
            return map_as_csv(scorecard).encode()
        case "ojf":
            return map_as_ojf(scorecard, view.persona).encode()
        case "mmd":
            return map_as_mermaid(scorecard, view.persona, felt(workspace, view)).encode()
        case _:
            return picture(journey_map(workspace, view), scorecard.journey.name, ending)


def brought(name: str, content: bytes, document: Mapping[str, Any]) -> Brought:
    """Return *document* with the map that the file called *name* holds. Raises BscError with what is wrong with it."""
    ending = ending_of(name)
    if ending not in COMES_IN:
        raise BscError(f"{name} is not a map that can be read – write it as .csv or .ojf, or a scorecard as .yaml")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BscError(f"{name} is not UTF-8 text (byte {error.start}) – save it as CSV UTF-8") from error
    return (map_from_csv if ending == "csv" else map_from_ojf)(text, document)


def ending_of(name: str) -> str:
    """Return the ending of the file called *name*, in small letters; empty where it has none."""
    return name.rpartition(".")[2].casefold() if "." in name else ""
