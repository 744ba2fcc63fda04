"""Stored names of columns."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bsc.model.shape import ColumnShape, DatasetShape, column_name
from bsc.model.words import ColumnType


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("Amount spent (GBP)", "amount_spent_gbp"),
        ("Größe", "grosse"),
        ("Straße", "strasse"),
        ("Taux d'engagement", "taux_d_engagement"),
        ("Revenu généré", "revenu_genere"),
        ("2nd reply", "n_2nd_reply"),
        ("  Clicks  ", "clicks"),
        ("CTR %", "ctr"),
        ("日付", "日付"),
        ("%", "column"),
        ("", "column"),
        ("_import", "import"),
    ],
)
def test_a_header_is_stored_as(header: str, name: str) -> None:
    assert column_name(header) == name


@settings(deadline=None)
@given(st.text(max_size=40))
def test_a_stored_name_is_its_own_stored_name_and_never_one_of_the_ledgers(header: str) -> None:
    name = column_name(header)
    assert column_name(name) == name
    assert name
    assert not name.startswith("_")


def test_a_column_is_found_by_its_stored_name_and_by_its_header() -> None:
    cost = ColumnShape("amount_spent_gbp", "Amount spent (GBP)", ColumnType.NUMBER)
    shape = DatasetShape("ads", (cost,))
    assert shape.column("amount_spent_gbp") is shape.column("Amount spent (GBP)") is cost
    assert shape.column("clicks") is None
