"""The form of every kind of definition, so that the same one opens on any page."""

from collections.abc import Mapping
from typing import Final

from bsc.ui.editors import (
    datasets,
    entries,
    initiatives,
    journey,
    kpis,
    objectives,
    stages,
    touchpoints,
)
from bsc.ui.editors.drawer import Form

FORMS: Final[Mapping[str, Form]] = {
    journey.SECTION: journey.form,
    "stages": stages.stage_form,
    "personas": stages.persona_form,
    "objectives": objectives.form,
    initiatives.SECTION: initiatives.form,
    "touchpoints": touchpoints.form,
    "datasets": datasets.form,
}
IN_PLACE: Final[Mapping[str, Form]] = {**FORMS, entries.SECTION: entries.form, kpis.SECTION: kpis.form}
