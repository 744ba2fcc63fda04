"""Who may only look changes nothing, by whichever door: refused, noted in the journal, and nothing is different."""

import hashlib
import importlib
import inspect
import io
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Final

import pytest

from bsc import actions
from bsc.actions import notifications, shares, subscriptions, tokens
from bsc.actions.proposing import Proposal
from bsc.actions.reading import Wanted, said_about
from bsc.actions.sharing_checks import WantedShare
from bsc.errors import NotAllowed
from bsc.intake.recognition import Recognition
from bsc.model.access import Person, Role
from bsc.model.definitions import Dataset, Target
from bsc.model.review import AgendaItem, Decision, DecisionState, ItemKind, Review, Seen
from bsc.model.scenario import Scenario
from bsc.model.sharing import Kind, SharedView
from bsc.model.tag import Tag
from bsc.store import Store
from bsc.store.held import held
from tests.views import birds

DAY = date(2026, 8, 1)
TARGET = Target(start=DAY, target=0.5, red_line=0.4)
SCENARIO = Scenario(id="bold", name="Bold", start=DAY)
SHARE = WantedShare(name="A link", kind=Kind.LIVE, shown=SharedView())
REVIEW = Review(
    id="kept",
    name="August",
    held=DAY,
    agenda=(AgendaItem(kind=ItemKind.OWN, title="Fish"),),
    decisions=(Decision(id="d", text="Dive"),),
)
RECOGNITION = Recognition(id="x", system="x", report="x", confidence=1.0, why=())
PROPOSAL = Proposal(recognition=RECOGNITION, dataset=Dataset(id="x"), is_new=True, kpis=())
CHOICE = actions.LibraryChoice(kpi="reach", dataset="ads", columns={})
TAG: Final = Tag(dataset="ads", comment="a" * 64, touchpoint="ad")
DIGEST: Final = {"name": "mine", "to": ("board",), "rhythm": "daily"}
TOLD: Final = {"name": "mine", "to": ("board",)}
FAR: Final = datetime(2100, 1, 1)  # noqa: DTZ001 -- UTC without a zone, as moments are kept
Call = Callable[[Store, Path], object]

WRITES: Final[Mapping[str, Call]] = {
    "adopt": lambda store, file: actions.adopt(store, PROPOSAL, [Wanted(part=file, said=said_about({}, {}, ()))], "v"),
    "import_parts": lambda store, file: actions.import_parts(store, [actions.Order(part=file, dataset="ads")], who="v"),
    "import_file": lambda store, file: actions.import_file(store, file, "ads", who="v"),
    "inspect_file": actions.inspect_file,
    "undo_import": lambda store, _: actions.undo_import(store, 1, "v"),
    "undo_action": lambda store, _: actions.undo_action(store, 1, "v"),
    "apply_definitions": lambda store, _: actions.apply_definitions(store, birds.SCORECARD + "\n", "v"),
    "edit_definitions": lambda store, _: actions.edit_definitions(store, lambda document: {**document}, "v"),
    "put": lambda store, _: actions.definitions.put(store, lambda d: d, "v", actions.definitions.Said("x", "", "")),
    "add_from_library": lambda store, _: actions.add_from_library(store, CHOICE, "v"),
    "take_back": lambda store, _: actions.take_back(store, 2, "v"),
    "load_template": lambda store, _: actions.load_template(store, "full_journey", "v"),
    "load_demo": lambda store, _: actions.load_demo(store, "v"),
    "write_note": lambda store, _: actions.write_note(store, "ctr", DAY, "Hello", "v"),
    "change_note": lambda store, _: actions.change_note(store, 1, "Hello", "v"),
    "withdraw_note": lambda store, _: actions.withdraw_note(store, 1, "v"),
    "open_review": lambda store, _: actions.open_review(store, REVIEW.model_copy(update={"id": "next"}), "v"),
    "write_in_review": lambda store, _: actions.write_in_review(
        store, "kept", {"notes": "x"}, "v", known={"notes": ""}
    ),
    "look_again": lambda store, _: actions.look_again(store, "kept", Seen(), [], "v"),
    "add_item": lambda store, _: actions.add_item(store, "kept", "Prices", "v"),
    "write_item": lambda store, _: actions.write_item(store, "kept", "item_1", {"done": True}, "v", known={}),
    "take_off": lambda store, _: actions.take_off(store, "kept", "item_1", "v"),
    "decide": lambda store, _: actions.decide(store, "kept", {"text": "Sell"}, "v"),
    "write_decision": lambda store, _: actions.write_decision(store, "kept", "d", {"owner": "Eda"}, "v", known={}),
    "withdraw_decision": lambda store, _: actions.withdraw_decision(store, "kept", "d", "v"),
    "settle_decision": lambda store, _: actions.settle_decision(store, "kept", "d", DecisionState.DONE, "v", known={}),
    "make_action": lambda store, _: actions.make_action(store, "kept", "d", "v", today=DAY),
    "link_action": lambda store, _: actions.link_action(store, "kept", "d", "dive", "v"),
    "close_review": lambda store, _: actions.close_review(store, "kept", "v"),
    "close_check": lambda store, _: actions.close_check(store, "kept", ["item_1"], "v"),
    "drop_review": lambda store, _: actions.drop_review(store, "kept", "v"),
    "tag_comment": lambda store, _: actions.tag_comment(store, TAG, "v"),
    "untag_comment": lambda store, _: actions.untag_comment(store, TAG, "v"),
    "keep_scenario": lambda store, _: actions.keep_scenario(store, SCENARIO, "v"),
    "drop_scenario": lambda store, _: actions.drop_scenario(store, "bold", "v"),
    "publish_scenario": lambda store, _: actions.publish_scenario(store, "bold", "v", "because"),
    "publish_target": lambda store, _: actions.publish_target(store, "ctr", TARGET, "v", "because"),
    "publish_targets": lambda store, _: actions.publish_targets(store, "ctr", [TARGET], "v", "because"),
    "restore_targets": lambda store, _: actions.restore_targets(store, "ctr", 1, "v", "because"),
    "rename_person": lambda store, _: actions.rename_person(store, "Olga", "Olga B.", "v"),
    "refresh_rollups": lambda store, _: actions.refresh_rollups(store, few_rows=1),
    "backup": lambda store, file: actions.backup(store, file.with_name("copy.duckdb"), "v"),
    "make_token": lambda store, _: tokens.make_token(store, "mine", ["ads"], "v"),
    "revoke_token": lambda store, _: tokens.revoke_token(store, "crm", "v"),
    "note_use": lambda store, _: tokens.note_use(store, tokens.tokens(store)[0]),
    "make_share": lambda store, _: shares.make_share(store, SHARE, "v", today=DAY),
    "revoke_share": lambda store, _: shares.revoke_share(store, "kept", "v"),
    "subscribe": lambda store, _: subscriptions.subscribe(store, DIGEST, "v"),
    "change_subscription": lambda store, _: subscriptions.change_subscription(store, "kept", {"paused": True}, "v"),
    "unsubscribe": lambda store, _: subscriptions.unsubscribe(store, "kept", "v"),
    "send": lambda store, _: subscriptions.send(
        store, subscriptions.due(store, FAR)[0], lambda: subscriptions.Delivered("all")
    ),
    "notify": lambda store, _: notifications.notify(store, TOLD, "v"),
    "change_notification": lambda store, _: notifications.change_notification(store, "kept", {"paused": True}, "v"),
    "end_notification": lambda store, _: notifications.end_notification(store, "kept", "v"),
    "note_events": lambda store, _: notifications.note_events(
        store, notifications.notification(store, "kept"), ["off track/ctr"], FAR
    ),
    "begin_anew": lambda store, _: notifications.begin_anew(store, notifications.notification(store, "kept")),
    "tell": lambda store, _: notifications.tell(store, (), lambda _: ""),
    "rotate_share": lambda store, _: shares.rotate_share(store, "kept", "v"),
}
BESIDE: Final[Mapping[str, Call]] = {  # what is no action, and changes or copies all the same
    "Waiting.beside": lambda store, _: actions.Waiting.beside(store).add("x.csv", io.BytesIO(b"a,b\n")),
    "Store.change": lambda store, _: store.change().__enter__(),
    "Store.looking": lambda store, _: store.looking().__enter__(),
    "Store.checkpoint": lambda store, _: store.checkpoint(),
    "Store.copy_into": lambda store, file: store.copy_into(file.with_name("stolen.duckdb")),
}
FOR_ADMINS: Final = ("make_token", "revoke_token")
READS: Final = {  # they read, or keep what the app itself notes, through the whole store
    "check_seen", "checked", "dataset_of", "propose", "read_file", "rollups_wanting", "token_shown", "tokens",
    "subscription", "subscriptions", "last_sent", "due", "next_look", "destinations", "deliver",
    "refuse_unknown", "share_links", "share_shown", "unlocks", "note_opened", "frozen_store", "frozen_figures",
    "notifications", "notification", "to_tell", "next_telling", "last_told",
    "freeze", "thaw", "review", "records_held", "file_document", "foreseen", "require_for",
}  # fmt: skip


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Return a company that all tests share: where they hold, nothing in it changes."""
    store = birds.opened(tmp_path_factory.mktemp("birds"))
    tokens.make_token(store, "crm", ["ads"], "Olga")
    shares.make_share(store, WantedShare(name="kept", kind=Kind.LIVE, shown=SharedView()), "Olga", today=DAY)
    subscriptions.subscribe(store, {**DIGEST, "name": "kept"}, "Olga")
    notifications.notify(store, {**TOLD, "name": "kept"}, "Olga")
    actions.keep_scenario(store, SCENARIO, "Olga")
    actions.open_review(store, REVIEW, "Olga")
    yield store
    store.close()


@pytest.fixture
def export(tmp_path: Path) -> Path:
    file = tmp_path / "more.csv"
    file.write_text("day,channel,audience,campaign,shown,clicks\n2026-09-09,Kestrel,Heron,Meadow,10,1\n", "utf-8")
    return file


def everything(store: Store) -> str:
    """Return a digest of all that the file holds, the journal's lines of refusals left out."""
    tables = store.read("select schema_name, table_name from duckdb_tables() where not temporary order by all")
    found = hashlib.sha256()
    for schema, table in tables:
        which = "where action <> 'refused'" if table == "journal" else ""
        found.update(repr((table, store.read(f'select * from "{schema}"."{table}" {which} order by all'))).encode())  # noqa: S608 -- names of our own tables
    return found.hexdigest()


@pytest.mark.parametrize("name", [*WRITES, *BESIDE])
def test_a_viewer_is_refused_and_it_is_noted(company: Store, export: Path, name: str) -> None:
    before, folder = everything(company), {*export.parent.iterdir()}
    viewer = held(company, Person(f"viewer of {name}", Role.VIEWER))
    with pytest.raises(NotAllowed, match="viewers may not"):
        {**WRITES, **BESIDE}[name](viewer, export)
    assert everything(company) == before
    assert {*export.parent.iterdir()} == folder
    refused = [line for line in company.journal() if line.action == "refused" and line.who == f"viewer of {name}"]
    assert [line.subject for line in refused] == ["viewer"]


@pytest.mark.parametrize("name", FOR_ADMINS)
def test_an_editor_makes_and_revokes_no_tokens(company: Store, export: Path, name: str) -> None:
    before = everything(company)
    with pytest.raises(NotAllowed, match="ask somebody with the role admin"):
        WRITES[name](held(company, Person(f"editor of {name}", Role.EDITOR)), export)
    assert everything(company) == before


def test_an_editor_is_not_refused(tmp_path: Path, export: Path) -> None:
    store = birds.opened(tmp_path)
    editor = held(store, Person("eda", Role.EDITOR))
    for name in ("write_note", "publish_target", "import_file", "make_share", "backup"):
        before = everything(store)
        WRITES[name](editor, export)
        assert everything(store) != before, name
    store.close()


def test_every_action_is_known_to_write_or_to_read() -> None:
    """An action that is added must be tried with a viewer's hands above, or be said to read only."""
    found = {
        name
        for module in pkgutil.iter_modules(actions.__path__, "bsc.actions.")
        for name, each in inspect.getmembers(importlib.import_module(module.name), inspect.isfunction)
        if each.__module__ == module.name and not name.startswith("_") and name != "changing"
        and next(iter(inspect.signature(each).parameters.values()), None) is not None
        and next(iter(inspect.signature(each).parameters.values())).annotation in {Store, "Store"}
    }  # fmt: skip
    assert found - {*WRITES} - READS == set()
    assert {*WRITES} - found == set()


def test_what_the_app_notes_by_itself_needs_nobodys_right(company: Store) -> None:
    link = shares.share_links(company)[0]
    shares.note_opened(held(company, Person("a visitor", Role.VIEWER)), link)
    assert shares.share_links(company)[0].opened == 1
