"""Ready-made scorecards, and where the sample company's exports lie."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bsc.errors import BscError, NotFound

AS_OF = date(2026, 11, 19)  # the sample's today: its exports end on the day before
SAMPLE = "full_journey"  # the template that the sample company comes with where none is named
_HERE = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Template:
    """A scorecard to begin with: its id, and what a person reads before choosing it."""

    id: str
    title: str
    description: str


_TEMPLATES = (
    Template(
        "full_journey",
        "Full journey",
        "Seven stages from awareness to advocacy, each seen from four perspectives: 28 KPIs on the map and as many "
        "beside them, with targets, touchpoints and the arrows of the strategy map.",
    ),
    Template(
        "interest_phase",
        "Interest phase",
        "From the first visit to the inquiry: traffic, content, newsletter, social media and leads, with what they "
        "cost and how well the team learns.",
    ),
    Template(
        "onboarding",
        "Onboarding",
        "From the first contact to a customer who stays: acquisition cost and lifetime value, satisfaction and "
        "referrals, cycle time and errors, training and certificates.",
    ),
)


def templates() -> tuple[Template, ...]:
    """Return every template, the largest first."""
    return _TEMPLATES


def names() -> tuple[str, ...]:
    """Return the ids of the templates."""
    return tuple(template.id for template in _TEMPLATES)


def template(name: str) -> Template:
    """Return the template called *name*; raises NotFound."""
    for each in _TEMPLATES:
        if each.id == name:
            return each
    raise NotFound("template", name, names())


def text(name: str) -> str:
    """Return the YAML of the template called *name*; raises NotFound."""
    return (_HERE / f"{template(name).id}.yaml").read_text(encoding="utf-8")


def sample_exports() -> Path:
    """Return the folder of the sample company's exports, with their `manifest.json`.

    It lies beside `bsc` in the project, and inside the package where that was installed; raises BscError otherwise.
    """
    places = (_HERE.parent / "_front" / "sample_data" / "exports", _HERE.parents[1] / "sample_data" / "exports")
    for place in places:
        if (place / "manifest.json").is_file():
            return place
    raise BscError(f"the sample company's exports are not in {places[0]} – install the package again")


def sample_plans(name: str = SAMPLE) -> str:
    """Return the YAML of what the sample company has undertaken and written down: its initiatives, its notes.

    They name the objectives and KPIs of the template called *name*; raises NotFound.
    """
    return (sample_exports().parent / "plans" / f"{template(name).id}.yaml").read_text(encoding="utf-8")


def sample_reviews(name: str = SAMPLE) -> str:
    """Return the JSON of the reviews that the sample company has held with the template called *name*; raises NotFound.

    It held them with the full journey alone.
    """
    file = sample_exports().parent / "plans" / f"{template(name).id}_reviews.json"
    return file.read_text(encoding="utf-8") if file.is_file() else "{}"


def sample_files() -> Mapping[Path, str]:
    """Return every file of the sample with the id of the dataset that it feeds, in the order of import."""
    folder = sample_exports()
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    return {folder / file: dataset for file, dataset in manifest["exports"].items()}
