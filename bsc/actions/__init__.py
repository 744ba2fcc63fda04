"""Every change, one function each. The only door for writing."""

from bsc.actions.adopting import Adopted, Choice, adopt
from bsc.actions.batches import Order, import_parts
from bsc.actions.deciding import link_action, make_action, settle_decision
from bsc.actions.definitions import Change, apply_definitions, edit_definitions
from bsc.actions.freezing import frozen_store
from bsc.actions.imports import Preview, import_file, inspect_file, undo_action, undo_import
from bsc.actions.jobs import Job, Jobs
from bsc.actions.library import LibraryChoice, add_from_library, kpi_from_library, library_place
from bsc.actions.people import rename_person
from bsc.actions.proposing import Proposal, ProposedKpi, propose
from bsc.actions.receipts import Receipt, Report
from bsc.actions.records import file_document, foreseen
from bsc.actions.remarks import (
    change_note,
    drop_scenario,
    keep_scenario,
    publish_scenario,
    withdraw_note,
    write_note,
)
from bsc.actions.reviews import (
    add_item,
    close_check,
    close_review,
    decide,
    drop_review,
    look_again,
    open_review,
    take_off,
    withdraw_decision,
    write_decision,
    write_in_review,
    write_item,
)
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
from bsc.actions.tags import tag_comment, untag_comment
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
    "add_item",
    "adopt",
    "apply_definitions",
    "backup",
    "change_note",
    "close_check",
    "close_review",
    "decide",
    "drop_review",
    "drop_scenario",
    "edit_definitions",
    "file_document",
    "foreseen",
    "frozen_store",
    "import_file",
    "import_parts",
    "inspect_file",
    "keep_scenario",
    "kpi_from_library",
    "library_place",
    "link_action",
    "load_demo",
    "load_template",
    "look_again",
    "make_action",
    "make_share",
    "make_token",
    "note_opened",
    "open_review",
    "propose",
    "publish_scenario",
    "publish_target",
    "publish_targets",
    "refresh_rollups",
    "rename_person",
    "restore",
    "restore_targets",
    "revoke_share",
    "revoke_token",
    "rollups_wanting",
    "rotate_share",
    "settle_decision",
    "share_links",
    "share_shown",
    "tag_comment",
    "take_back",
    "take_off",
    "undo_action",
    "undo_import",
    "unlocks",
    "untag_comment",
    "withdraw_decision",
    "withdraw_note",
    "write_decision",
    "write_in_review",
    "write_item",
    "write_note",
]
