"""A dataset proposed from a file, confirmed by the analyst."""

import streamlit as st

from bsc import actions
from bsc.errors import BscError
from bsc.intake import Table
from bsc.model.editing import with_item
from bsc.model.shape import column_name
from bsc.ui import failures, session
from bsc.ui.editors import saving
from bsc.ui.editors.draft import made_id
from bsc.ui.upload.files import WaitingFile
from bsc.views.new_dataset import NewDataset, proposal
from bsc.views.workspace import Workspace

_NO_TIME = "None: it is only looked up"


def form(file: WaitingFile, table: Table, workspace: Workspace) -> None:
    """Draw what is proposed for *table*, to be confirmed or corrected; create the dataset when that is wanted."""
    found = proposal(file.name, table.columns, {each.id for each in workspace.scorecard.datasets})
    headers = [each.name for each in table.columns if not each.personal]
    with st.form(file.key("new_dataset")):
        st.markdown("**A new dataset from this file**")
        left, right = st.columns(2)
        with left:
            name = st.text_input("Name", value=found.name, key=file.key("new.name"), required=True)
            time = _time(file, table, found, headers)
            key = st.multiselect(
                "What makes a row unique",
                headers,
                default=list(found.key),
                key=file.key("new.key"),
                placeholder="Nothing: days are replaced whole",
                help="With a key, a row that comes again replaces itself. Without one, days are replaced.",
            )
        with right:
            identity = st.text_input(
                "Id", value=found.id, key=file.key("new.id"), help="Stands in formulas and YAML; does not change later."
            )
            dimensions = st.multiselect(
                "What to filter by",
                headers,
                default=list(found.dimensions.values()),
                key=file.key("new.dimensions"),
                placeholder="Nothing",
            )
        if st.form_submit_button("Create the dataset", type="primary", key=file.key("new.create")):
            made = NewDataset(
                identity.strip() or made_id(name),
                name,
                None if time == _NO_TIME else time,
                {made_id(header): header for header in dimensions},
                tuple(key),
            )
            _create(file, made, workspace)


def _time(file: WaitingFile, table: Table, found: NewDataset, headers: list[str]) -> str | None:
    proposed = table.time or found.time
    options = [*dict.fromkeys([*([proposed] if proposed else []), *headers]), _NO_TIME]
    return st.selectbox("Places a row in time", options, key=file.key("new.time"))


def _create(file: WaitingFile, made: NewDataset, workspace: Workspace) -> None:
    item = {
        "id": made.id,
        "name": made.name,
        "time": made.time and column_name(made.time),
        "dimensions": {name: column_name(header) for name, header in made.dimensions.items()},
        "key": [column_name(header) for header in made.key],
    }
    stated = {field: value for field, value in item.items() if value}
    if any(each.id == made.id for each in workspace.scorecard.datasets):
        st.error(f"The id {failures.escaped(made.id)} is taken; write another.", icon=":material/error:")
        return
    try:
        actions.edit_definitions(
            workspace.store,
            lambda document: with_item(document, "datasets", stated),
            who=session.who(),
            note=f"Dataset {made.name} added",
            version=workspace.store.definitions_version(),
        )
    except BscError as error:
        saving.refused(error)
        return
    st.session_state[file.key("wanted")] = made.id
    st.rerun()
