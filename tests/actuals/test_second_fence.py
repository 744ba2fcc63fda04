"""Should a hostile formula ever get past the language, the database's own settings stand behind it."""

import duckdb
import pytest

from tests.actuals.company import shop
from tests.formula.strings import HOSTILE


@pytest.mark.parametrize(
    "text",
    [
        "select * from read_csv('/etc/passwd')",
        "select * from read_text('/etc/passwd')",
        "select * from '/etc/passwd'",
        "select * from glob('/*')",
        "copy (select 1) to '/tmp/x.csv'",
        "export database '/tmp/x'",
        "attach '/tmp/x.duckdb'",
        "install httpfs",
        "load httpfs",
        "set enable_external_access = true",
        "set lock_configuration = false",
        "set memory_limit = '1TB'",
        "select getenv('HOME')",
    ],
)
def test_files_settings_and_extensions_are_out_of_reach(text: str) -> None:
    with pytest.raises(duckdb.Error):
        shop().connection.execute(text)


def test_a_hostile_formula_of_a_kpi_asks_the_database_nothing() -> None:
    company = shop()
    scorecard = company.scorecard(*({"formula": text} for text in HOSTILE if 0 < len(text.strip()) <= 2000))
    year = scorecard.journey.calendar.parse("2026")
    found = company.actuals(scorecard, [year])
    assert company.queries == []
    assert {actual.value for actual in found.values()} == {None}
    assert all(actual.note for actual in found.values())
