"""What an import would do, said before it is done."""

from datetime import datetime

from bsc.store import Effect, ImportLine
from bsc.store.incoming import ChangedUnit, ReplacedImport
from bsc.views.effect import column_sentences, effect_sentence, effects_sentence, same_bytes_sentence

AUGUST = datetime(2026, 8, 3, 9, 30)  # noqa: DTZ001 -- the store's times are naive UTC


def replaced(number: int, rows: int) -> ReplacedImport:
    return ReplacedImport(id=number, file=f"export_{number}.csv", at=AUGUST, rows=rows)


def test_an_import_that_replaces_nothing_says_how_much_it_adds() -> None:
    assert effect_sentence(Effect(rows=1, adds=1)) == "Adds 1 row and replaces nothing."
    assert effect_sentence(Effect(rows=1200, adds=1200)) == "Adds 1,200 rows and replaces nothing."


def test_what_is_replaced_is_named_with_its_file_and_day() -> None:
    found = Effect(rows=33, adds=0, replaces=(replaced(1, 31), replaced(2, 1)))
    assert effect_sentence(found) == (
        "Replaces 31 rows of export_1.csv imported on 3 Aug 2026 "
        "and 1 row of export_2.csv imported on 3 Aug 2026, adds 0."
    )


def test_many_replaced_imports_are_counted() -> None:
    said = effect_sentence(Effect(rows=33, adds=2, replaces=tuple(replaced(n, 1) for n in range(11))))
    assert said.endswith("imported on 3 Aug 2026 and 3 more imports, adds 2.")


def test_a_file_without_a_row_to_keep_stores_nothing() -> None:
    assert effect_sentence(Effect(rows=0, adds=0)) == "Nothing would be stored: no row of the file can be kept."


def test_the_same_bytes_name_the_import_that_brought_them() -> None:
    line = ImportLine(
        id=7,
        dataset="ads",
        file="july.csv",
        sha256="",
        at=AUGUST,
        who="Ann",
        period=None,
        rows=2,
        replaced=0,
        dropped=0,
        rejects=0,
        undone_at=None,
    )
    assert same_bytes_sentence(7, [line]) == (
        "These bytes were imported already, on 3 Aug 2026 as july.csv: nothing would change."
    )


def test_columns_that_came_went_or_grew_are_pointed_out() -> None:
    found = Effect(rows=1, adds=1, appeared=("reach",), vanished=("cost", "clicks"), widened=())
    assert column_sentences(found) == (
        "New columns: reach.",
        "Columns that earlier files had and this one lacks: cost, clicks.",
    )


def test_a_column_whose_unit_changed_is_pointed_out_with_both_units() -> None:
    found = Effect(rows=1, adds=1, units=(ChangedUnit("Cost", "EUR", "USD"),))
    assert column_sentences(found) == ("Columns whose unit is another one than before: Cost: EUR → USD.",)


def test_many_files_say_together_what_they_add_and_replace() -> None:
    assert effects_sentence([Effect(rows=2, adds=2), Effect(rows=1, adds=1)]) == "Adds 3 rows and replaces nothing."
    overlapping = [
        Effect(rows=9, adds=3, replaces=(replaced(1, 6),)),
        Effect(rows=4, adds=0, replaces=(replaced(1, 4),)),
    ]
    assert effects_sentence(overlapping) == "Replaces 10 rows of 1 earlier import, adds 3."
