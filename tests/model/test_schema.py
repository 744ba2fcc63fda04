"""The published JSON Schema."""

import json
from pathlib import Path

import jsonschema  # type: ignore[import-untyped]  # it comes with Altair, without stubs
import pytest

from bsc import templates
from bsc.model.schema import schema_text
from bsc.store.yaml_text import document_from_yaml

PUBLISHED = Path(__file__).parents[2] / "docs" / "scorecard.schema.json"


def test_the_published_schema_is_current() -> None:
    """When it is not: `python -m bsc.model.schema docs/scorecard.schema.json`."""
    assert PUBLISHED.read_text(encoding="utf-8") == schema_text()


@pytest.mark.parametrize("name", templates.names())
def test_templates_fit_the_schema(name: str) -> None:
    jsonschema.validate(document_from_yaml(templates.text(name)), json.loads(schema_text()))


def test_a_word_that_is_no_key_does_not_fit() -> None:
    document = {"version": 1, "stages": [{"id": "a", "name": "A", "colour": "red"}]}
    with pytest.raises(jsonschema.ValidationError, match="'colour' was unexpected"):
        jsonschema.validate(document, json.loads(schema_text()))
