"""Sentences of the product as Markdown: their `code` stays code, all else is shown as it is."""

from bsc.ui import failures


def coded(text: str) -> str:
    """Return *text* for Markdown with what stands between backticks as code, and everything else escaped."""
    parts = failures.one_line(text).split("`")  # code that goes on in another line is none to Markdown
    if len(parts) % 2 == 0:  # a backtick without its partner is a character like any other
        return failures.escaped(text)
    return "".join(f"`{part}`" if number % 2 and part else failures.escaped(part) for number, part in enumerate(parts))
