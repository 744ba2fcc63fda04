"""Every change, one function each. The only door for writing."""

from bsc.actions.adopting import Adopted, Choice, adopt
from bsc.actions.definitions import Change, apply_definitions, edit_definitions, publish_target
from bsc.actions.imports import Preview, Receipt, import_file, inspect_file, undo_import
from bsc.actions.proposing import Proposal, ProposedKpi, propose
from bsc.actions.safekeeping import Restored, backup, restore
from bsc.actions.samples import load_demo, load_template
from bsc.actions.tokens import NewToken, make_token, revoke_token
from bsc.actions.waiting import Waiting, WaitingUpload

__all__ = [
    "Adopted",
    "Change",
    "Choice",
    "NewToken",
    "Preview",
    "Proposal",
    "ProposedKpi",
    "Receipt",
    "Restored",
    "Waiting",
    "WaitingUpload",
    "adopt",
    "apply_definitions",
    "backup",
    "edit_definitions",
    "import_file",
    "inspect_file",
    "load_demo",
    "load_template",
    "make_token",
    "propose",
    "publish_target",
    "restore",
    "revoke_token",
    "undo_import",
]
