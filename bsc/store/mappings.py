"""What was once said about header sets, found again for a file with the same headers or with nearly the same."""

import json
from collections.abc import Collection
from typing import Final

from bsc.model.shape import column_name
from bsc.store.lines import RememberedMapping
from bsc.store.shapes import Rows
from bsc.store.statements import text

ALIKE: Final = 0.6  # the least share of all headers of two files that both must have


def mapping(rows: Rows, fingerprint: str, dataset: str, headers: Collection[str]) -> RememberedMapping:
    """Return what was said about these headers for *dataset*, else about the nearest to *headers*; or nothing.

    Of what was said about other headers, that is left which still applies: a column that this file has, and a name
    that none of its columns has by itself.
    """
    for rename, answers, keep_personal in rows(text("mapping"), [fingerprint, dataset]):
        return RememberedMapping(json.loads(rename), json.loads(answers), frozenset(json.loads(keep_personal)))
    own, names = set(headers), set(map(column_name, headers))
    kept = rows(text("mappings"), [dataset]) if own else []
    alike = max(((_share(own, set(theirs)), line) for *line, theirs in kept), key=lambda each: each[0], default=None)
    if alike is None or alike[0] < ALIKE:
        return RememberedMapping()
    rename, answers, keep_personal = map(json.loads, alike[1])
    return RememberedMapping(
        {header: name for header, name in rename.items() if header in own and column_name(name) not in names},
        {about: said for about, said in answers.items() if about in own},
        frozenset(keep_personal),
    )


def _share(one: set[str], other: set[str]) -> float:
    return len(one & other) / len(one | other)
