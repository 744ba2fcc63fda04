"""A customer's comment that somebody has put to a touchpoint."""

from datetime import date

from pydantic import field_validator

from bsc.model.fields import Definition, Id


class Tag(Definition):
    """A comment of a dataset put to a touchpoint. A digest names it, for its words stay in the rows.

    `comment` is the SHA-256 of the comment's text (hexadecimal), `day` the day of its row.
    """

    dataset: Id
    comment: str
    day: date | None = None
    touchpoint: Id

    @field_validator("comment")
    @classmethod
    def _it_is_a_digest(cls, comment: str) -> str:
        if len(comment) != 64 or set(comment) - set("0123456789abcdef"):  # noqa: PLR2004 -- SHA-256 in hexadecimal
            message = f"`{comment[:20]}` is no SHA-256 – write its 64 hexadecimal digits"
            raise ValueError(message)
        return comment
