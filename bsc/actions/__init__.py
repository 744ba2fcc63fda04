"""Every change, one function each. The only door for writing."""

from bsc.actions.adopting import Adopted, Choice, adopt
from bsc.actions.batches import Order, import_parts
from bsc.actions.definitions import Change, apply_definitions, edit_definitions
from bsc.actions.freezing import frozen_store
from bsc.actions.imports import Preview, import_file, inspect_file, undo_action, undo_import
from bsc.actions.jobs import Job, Jobs
from bsc.actions.library import LibraryChoice, add_from_library, kpi_from_library, library_place
from bsc.actions.proposing import Proposal, ProposedKpi, propose
from bsc.actions.receipts import Receipt, Report
from bsc.actions.remarks import drop_scenario, keep_scenario, publish_scenario, withdraw_note, write_note
from bsc.actions.rollups import Refreshed, refresh_rollups, rollups_wanting
from bsc.actions.safekeeping import Restored, backup, restore
from bsc.actions.samples import load_demo, load_template
from bsc.actions.shares import (
    NewShare,
    make_share,
    note_opened,
    revoke_share,
    rotate_share,
    share_links,
    share_shown,
    unlocks,
)
from bsc.actions.sharing_checks import WantedShare
from bsc.actions.taking_back import take_back
from bsc.actions.targets import publish_target, publish_targets, restore_targets
from bsc.actions.tokens import NewToken, make_token, revoke_token
from bsc.actions.waiting import Waiting, WaitingUpload

__all__ = [
    "Adopted",
    "Change",
    "Choice",
    "Job",
    "Jobs",
    "LibraryChoice",
    "NewShare",
    "NewToken",
    "Order",
    "Preview",
    "Proposal",
    "ProposedKpi",
    "Receipt",
    "Refreshed",
    "Report",
    "Restored",
    "Waiting",
    "WaitingUpload",
    "WantedShare",
    "add_from_library",
    "adopt",
    "apply_definitions",
    "backup",
    "drop_scenario",
    "edit_definitions",
    "frozen_store",
    "import_file",
    "import_parts",
    "inspect_file",
    "keep_scenario",
    "kpi_from_library",
    "library_place",
    "load_demo",
    "load_template",
    "make_share",
    "make_token",
    "note_opened",
    "propose",
    "publish_scenario",
    "publish_target",
    "publish_targets",
    "refresh_rollups",
    "restore",
    "restore_targets",
    "revoke_share",
    "revoke_token",
    "rollups_wanting",
    "rotate_share",
    "share_links",
    "share_shown",
    "take_back",
    "undo_action",
    "undo_import",
    "unlocks",
    "withdraw_note",
    "write_note",
]
