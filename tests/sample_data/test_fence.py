"""The sample company through a locked link: a segment's figures as they are filtered openly, and no other's name."""

import re
from collections.abc import Sequence

import pytest

from bsc import templates
from bsc.model.fence import Fence
from bsc.model.view import View
from bsc.store import Store
from bsc.views.fencing import names_beyond
from bsc.views.workspace import Workspace
from tests.views.read_models import judged, said
from tests.views.test_fence import numbers

ONLY = ("leads", "acquisition_cost", "win_rate")
EMAIL = (Fence.of(None, {"channel": ("Email",)}), View(filters={"channel": ("Email",)}, period="2026-10"))
OWNERS = (Fence.of("owner_manager", {}), View(persona="owner_manager", period="2026-10"))
OTHER_CHANNELS = ("Paid Social", "Organic Social", "Paid Search", "Organic Search", "Lookalike owners", "Retargeting")
OTHER_PERSONAS = ("Operations lead", "operations_lead", "HR partner", "hr_partner")
LINKS = [pytest.param(*EMAIL, OTHER_CHANNELS, id="e-mail"), pytest.param(*OWNERS, OTHER_PERSONAS, id="owner-managers")]


@pytest.mark.parametrize(("fence", "view", "others"), LINKS)
def test_a_locked_link_shows_the_figures_of_the_segment_filtered_openly(
    sample: Store, fence: Fence, view: View, others: Sequence[str]
) -> None:
    del others
    openly = dict(judged(Workspace(sample, templates.AS_OF), view, ONLY))
    inside = dict(judged(Workspace(sample, templates.AS_OF, fence), view, ONLY))
    different = [name for name in inside if name in openly and [*numbers(inside[name])] != [*numbers(openly[name])]]
    assert different == []
    assert len({*inside} & {*openly}) > 30


@pytest.mark.parametrize(("fence", "view", "others"), LINKS)
def test_a_locked_link_names_no_other_segment_but_in_the_companys_own_names(
    sample: Store, fence: Fence, view: View, others: Sequence[str]
) -> None:
    inside = Workspace(sample, templates.AS_OF, fence)
    standing = names_beyond(inside.defined, inside.beyond)
    for name, told in (*judged(inside, view, ONLY), *said(inside, view, ONLY)):
        text = repr(told)
        for each in standing:
            text = text.replace(each, "")
        assert not [word for word in others if re.search(rf"(?<!\w){word}(?!\w)", text)], name


def test_the_sample_company_names_other_segments_openly(sample: Store) -> None:
    openly = Workspace(sample, templates.AS_OF)
    text = repr([*said(openly, View(period="2026-10"), ONLY)])
    assert [word for word in (*OTHER_CHANNELS[:4], *OTHER_PERSONAS) if word not in text] == []


def test_who_locks_a_link_is_told_which_names_stay(sample: Store) -> None:
    openly = Workspace(sample, templates.AS_OF)
    told = openly.named_beyond(Fence.of(None, {"team": ("Marketing",)}))
    assert "Onboarding" in told  # a stage, and a team
    assert openly.named_beyond(Fence()) == ()
