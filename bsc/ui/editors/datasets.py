"""The tab Datasets: what kind of export each one takes, and how its rows find their time, dimensions and key."""

import streamlit as st

from bsc.model.definitions import Dataset
from bsc.model.editing import Document
from bsc.ui import failures, links
from bsc.ui.editors import drawer, whose
from bsc.ui.editors.draft import Draft, whole
from bsc.views.definitions import columns
from bsc.views.workspace import Workspace


def draw(workspace: Workspace) -> None:
    """Draw every dataset with its time, dimensions and key."""
    st.caption("Rows from one kind of export. A dataset can also be proposed from a file, under Data.")
    for dataset in workspace.scorecard.datasets:
        with st.container(border=True, gap=None):
            drawer.edit_control("datasets", dataset.id, dataset.label, workspace)
            st.caption(failures.escaped(_said(workspace, dataset)))
    with st.container(horizontal=True):
        drawer.add_control("datasets", workspace)
        links.to(links.DATA, "Propose one from a file", icon=":material/upload_file:")


def _said(workspace: Workspace, dataset: Dataset) -> str:
    shape = workspace.shapes.get(dataset.id)
    kpis = sum(each.dataset == dataset.id for each in workspace.scorecard.kpis)
    said = [
        dataset.id,
        f"time {dataset.time}" if dataset.time else "no time",
        *([f"by {', '.join(dataset.dimensions)}"] if dataset.dimensions else []),
        *([f"key {', '.join(dataset.key)}"] if dataset.key else []),
        *([f"looks up {', '.join(dataset.lookups)}"] if dataset.lookups else []),
        *(["derived"] if dataset.query else []),
        f"{kpis} KPI{'' if kpis == 1 else 's'}",
        *([] if dataset.query else [f"{shape.rows:,} rows" if shape else "no rows yet"]),
    ]
    return " · ".join(said)


def form(draft: Draft, workspace: Workspace) -> Document:
    """Draw the form of a dataset; return the dataset that is written in it."""
    name = draft.text("name", "Name", required=True, placeholder="Ad campaigns")
    identity = draft.identity(name)
    known = [each.text for each in columns(workspace.scorecard, workspace.shapes, draft.id or "")]
    if known:
        st.caption(failures.escaped(f"Columns: {', '.join(known[:60])}{' …' if len(known) > 60 else ''}"))  # noqa: PLR2004
    time = draft.text("time", "Time column", placeholder="day", help="Without one the dataset can only be looked up.")
    left, right = st.columns(2)
    with left:
        dimensions = pairs(draft, "dimensions", "Dimensions", "channel: Channel\nregion: Country")
        lookups = pairs(draft, "lookups", "Lookups", "orders: order_id", help="dataset: column of this one")
    with right:
        key = draft.lines(
            "key", "Key", placeholder="day\ncampaign", help="Without a key a re-import replaces its days."
        )
        types = pairs(draft, "columns", "Types", "day: date\ncost: number", help="Only where reading needs to be told.")
    query = draft.area("query", "Derived: a select over other datasets", height=100)
    owned = whose.fields(draft, workspace, help="Who sees to it that its next export comes in.")
    lookups = {dataset: path.split(", ") if ", " in path else path for dataset, path in lookups.items()}
    return whole(
        draft,
        {
            "id": identity,
            "name": name,
            "time": time.strip(),
            "dimensions": dimensions,
            "key": key,
            "columns": types,
            "lookups": lookups,
            "query": query.strip(),
            **owned,
        },
    )


def pairs(draft: Draft, field: str, label: str, example: str, help: str | None = None) -> Document:  # noqa: A002
    """Draw a mapping, one `name: value` a line; return it. A name alone stands for the column of that name."""
    stated = {
        key: ", ".join(value) if isinstance(value, list) else value for key, value in draft.base.get(field, {}).items()
    }
    written = st.text_area(
        f"{label}, one a line",
        value="\n".join(f"{key}: {value}" for key, value in stated.items()),
        key=draft.key(field),
        persist_state="page",
        placeholder=example,
        height=80,
        help=help,
    )
    pairs = [line.partition(":") for line in (written or "").splitlines() if line.strip()]
    return {key.strip(): value.strip() or key.strip() for key, _, value in pairs}
