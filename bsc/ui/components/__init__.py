"""Small components of our own, where Streamlit's parts cannot draw it. Each is registered once, at import."""

from bsc.ui import places


def source(name: str) -> str:
    """Return the text of the component file called *name*."""
    return (places.COMPONENTS / name).read_text(encoding="utf-8")
