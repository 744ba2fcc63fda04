"""Templates, the sample company, backup and restore through the one door."""

from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from bsc import actions, actuals, templates
from bsc.errors import NotFound, Refused
from bsc.model.periods import Calendar, Grain
from bsc.model.subject import SubjectKind
from bsc.model.words import InitiativeState
from bsc.store import Store
from bsc.store.yaml_text import document_from_yaml, yaml_from_document


@pytest.mark.parametrize("name", templates.names())
def test_every_template_is_taken_by_an_empty_store(store: Store, name: str) -> None:
    change = actions.load_template(store, name, "ada")
    assert change.version == 1
    assert len(store.scorecard().kpis) > 5
    assert store.journal(1)[0].note.startswith(f"template {templates.template(name).title}")


def test_an_unknown_template_is_told(store: Store) -> None:
    with pytest.raises(NotFound, match='there is no template "onbording" – did you mean `onboarding`'):
        actions.load_template(store, "onbording", "ada")


def test_the_sample_company_comes_with_its_exports_and_its_own_today(store: Store) -> None:
    actions.load_demo(store, "ada")
    assert store.as_of() == templates.AS_OF
    assert len(store.imports()) == len(templates.sample_files())
    assert set(store.shapes()) == set(templates.sample_files().values())
    assert all(line.rows for line in store.imports())
    assert min(shape.first_day or date.max for shape in store.shapes().values()) < date(2024, 6, 1)
    with pytest.raises(Refused, match="is not empty – the sample company goes into an empty database only"):
        actions.load_demo(store, "ada")


def test_the_sample_company_comes_with_initiatives_and_notes_that_its_template_has_not(store: Store) -> None:
    actions.load_demo(store, "ada")
    states = {each.id: each.state for each in store.scorecard().initiatives}
    assert states["shorter_form"] is InitiativeState.RUNNING
    assert set(states.values()) == set(InitiativeState)
    assert ("form_completion", date(2026, 5, 4)) in {(note.kpi, note.day) for note in store.notes()}
    assert {note.kpi for note in store.notes() if note.kpi} <= {kpi.id for kpi in store.scorecard().kpis}
    template: Any = document_from_yaml(templates.text("full_journey"))
    assert "initiatives" not in template


@pytest.mark.parametrize("name", templates.names())
def test_every_template_works_end_to_end_with_the_samples_rows(store: Store, name: str) -> None:
    actions.load_demo(store, "ada", name)
    scorecard = store.scorecard()
    fed = {dataset.id for dataset in scorecard.datasets if dataset.query is None}
    assert set(store.shapes()) == fed
    asked = [step.kpi for step in scorecard.funnel]
    september = Calendar().parse("2026-09", Grain.MONTH)
    found = actuals.compute(
        store, scorecard, scorecard.kpis, [september], filters={}, today=templates.AS_OF, shapes=store.shapes()
    )
    assert [kpi.id for kpi in scorecard.kpis if found[kpi.id, september].value is None] == []
    assert all((found[kpi, september].value or 0) > 0 for kpi in asked)
    assert {note.kpi for note in store.notes() if note.kpi} <= {kpi.id for kpi in scorecard.kpis}
    assert scorecard.initiatives


def test_the_sample_company_comes_with_reviews_tags_and_notes_on_more_than_kpis(store: Store) -> None:
    actions.load_demo(store, "ada")
    assert len(store.journal()) == len([line for line in store.journal() if line.action in {"demo", "import"}])
    assert len(store.reviews()) == 9
    assert {note.about.kind for note in store.notes()} == {*SubjectKind} - {SubjectKind.ARROW, SubjectKind.REVIEW}
    said = {
        sha256(str(text).encode()).hexdigest()
        for (text,) in store.read("select distinct comment from rows.feedback where comment is not null")
    }
    assert {tag.comment for tag in store.tags()} <= said
    looked_at = {each.id: each.evidence_on for each in store.scorecard().touchpoints}
    assert {name for name, on in looked_at.items() if on is None} == {"welcome_mail", "customer_story"}
    old = {name for name, on in looked_at.items() if on and (templates.AS_OF - on).days > 366}
    assert old == {"social_video", "word_of_mouth", "reviews_read", "proposal", "invoice"}


def test_export_of_the_sample_company_makes_the_same_company_again(store: Store, tmp_path: Path) -> None:
    actions.load_demo(store, "ada")
    out = yaml_from_document(actions.file_document(store))
    assert actions.apply_definitions(store, out, "ben").nothing
    other = Store.open(tmp_path / "other.duckdb")
    actions.apply_definitions(other, out, "ben")
    assert yaml_from_document(actions.file_document(other)) == out
    other.close()


def test_a_template_takes_the_samples_rows_into_a_store_that_has_none(store: Store) -> None:
    actions.load_template(store, "full_journey", "ada")
    change = actions.load_template(store, "onboarding", "ada", rows=True)
    assert "search_ads" in change.removed
    assert "customers" in store.shapes()
    assert store.as_of() == templates.AS_OF
    with pytest.raises(Refused, match="holds rows already – the sample company's would be mixed with them"):
        actions.load_template(store, "interest_phase", "ada", rows=True)
    actions.load_template(store, "interest_phase", "ada")
    assert len(store.scorecard().stages) == 3


def test_a_backup_is_a_line_in_the_journal_and_comes_back(store: Store, tmp_path: Path) -> None:
    actions.load_template(store, "onboarding", "ada")
    before = store.scorecard()
    assert actions.backup(store, tmp_path / "copy.duckdb", "ada") == tmp_path / "copy.duckdb"
    assert store.journal(1)[0].action == "backup"
    actions.load_template(store, "interest_phase", "ada")
    store.close()
    restored = actions.restore(tmp_path / "copy.duckdb", store.path)
    assert restored.kept is not None
    assert restored.kept.exists()
    again = Store.open(store.path)
    assert again.scorecard() == before
    again.close()
