"""Where the front of the app lies: beside the package in the repository, inside it in an installed copy."""

from pathlib import Path

_UI = Path(__file__).resolve().parent
_INSTALLED = _UI.parent / "_front"

MAIN = _UI / "main.py"
STATIC = _UI / "static"
ICON = "/app/static/icon.png"  # its address: a path would be opened and hashed in every run
COMPONENTS = _UI / "components"
FRONT = _INSTALLED if _INSTALLED.is_dir() else _UI.parents[1]
PAGES = FRONT / "pages"
