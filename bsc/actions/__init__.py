"""Every change, one function each. The only door for writing."""

from bsc.actions.definitions import Change, apply_definitions, edit_definitions, publish_target
from bsc.actions.imports import Preview, Receipt, import_file, inspect_file, undo_import
from bsc.actions.safekeeping import Restored, backup, restore
from bsc.actions.samples import load_demo, load_template

__all__ = [
    "Change",
    "Preview",
    "Receipt",
    "Restored",
    "apply_definitions",
    "backup",
    "edit_definitions",
    "import_file",
    "inspect_file",
    "load_demo",
    "load_template",
    "publish_target",
    "restore",
    "undo_import",
]
