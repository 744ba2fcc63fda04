"""The JSON Schema of `scorecard.yaml`, for editors that complete and check as one types.

`python -m bsc.model.schema docs/scorecard.schema.json` writes it anew.
"""

import json
import sys
from pathlib import Path

from bsc.model.definitions import Scorecard
from bsc.model.records import Records


class _File(Scorecard):
    """What a file holds: the definitions, and beside them the records."""

    records: Records = Records()


def schema_text() -> str:
    """Return the schema as the text of the published file."""
    schema = _File.model_json_schema()
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "scorecard.yaml",
        "description": "A customer journey and its Balanced Scorecard, all definitions in one file.",
    }
    return json.dumps({**schema, **head}, indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(schema_text(), encoding="utf-8")
