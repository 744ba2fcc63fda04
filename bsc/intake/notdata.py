"""Rows that are not data, told by their words: totals, footers, notices, repeated headers."""

import re
from collections.abc import Iterable
from functools import reduce

import pyarrow as pa
import pyarrow.compute as pc

MARK = "\ufeff"  # a byte order mark as text
PAIR = 2  # cells of a row: a name and its value; with one of them empty it is still a row
BEGINS = 3  # letters of a cell that tell whether it may be the word for a total; in some scripts fewer
TOTAL_WORDS = (
    r"(grand|overall|report|account)?\s*totals?|sub-?\s?totals?|sum|total (general|général|geral|général\w*)|"
    r"gesamt(summe|ergebnis|wert)?|summe|insgesamt|zwischensumme|sous-total|somme|ensemble|totaux|totale|totaal|suma|"
    r"soma|gesamtsumme konto|konto gesamt|campaign total|account total|eindtotaal|totale complessivo|total acumulado|"
    r"razem|łącznie|celkem|összesen|toplam|genel toplam|totalt|yhteensä|итого|всего|合計|総計|合计|总计|합계|총계"
)
TOTAL = re.compile(rf"\s*({TOTAL_WORDS})\s*([:：].*|[(（].*[)）]|[-–—]\s.*)?\s*", re.IGNORECASE | re.DOTALL)
BEGINNINGS = frozenset(  # of a total's first word
    re.findall(
        r"\w+",
        "tot gra sum ges sub zwi ins sou som ens ove rep acc kon cam ein "
        "raz łąc cel öss top gen yht ито все 合計 総計 合计 总计 합계 총계",
    )
)
_LENGTHS = sorted({len(beginning) for beginning in BEGINNINGS})
_BEGINNINGS = pa.array(sorted(BEGINNINGS))
PARTIAL_TOTAL = re.compile(
    r"\s*(sub|zwischen|sous)|.*(campaign|network|kampagne|netzwerk|filter|page|seite)", re.IGNORECASE
)
NOTICE = re.compile(
    r"\s*(copyright|©|\(c\)|confidential|vertraulich|confidentiel|no (data|results|records|rows|entries)\b|"
    r"keine (daten|ergebnisse|einträge|zeilen)|aucune? (donnée|résultat)|(no hay|sin) (datos|resultados)|nessun dato|"
    r"showing (top|the first|\d)|top \d+ results|page \d+ of \d+|seite \d+ von \d+|end of (report|file)|"
    r"total (rows|records|results|entries)\b|(\d[\d,. ]*) (rows|records|results)\s*$|(applied )?filters?( applied)?:|"
    r"(report )?generated (by|on|at)|exported (by|on|at|from)|(erstellt|exportiert) (am|von|um)|"
    r"(généré|exporté) (le|par)|(generado|exportado) (el|por)|stand:|sources?:|quelle:|fuente:|notes?:|hinweis|"
    r"disclaimer|this report|"
    r"data (as of|last updated)|the (results|data|report)\b.*\b(limited|truncated|sampled))",
    re.IGNORECASE,
)


def heads(first: str) -> tuple[str, ...]:
    """Return how the header, whose first cell is *first*, may begin where it comes again: with a mark of its own, too.

    Texts that were put behind each other each keep their byte order mark, and quotes behind it are no quotes.
    """
    return (first, f"{MARK}{first}", f'{MARK}"{first}"')


def begin_like_totals(cells: Iterable[str]) -> bool:
    """Return whether one of *cells* (their first BEGINS letters will do) may be the word for a total: for speed."""
    starts = {cell[:BEGINS].casefold() for cell in cells}
    return any(not BEGINNINGS.isdisjoint({start[:length] for start in starts}) for length in _LENGTHS)


def begins_like_total(cells: pa.StringArray) -> pa.BooleanArray:
    """Return for each of *cells*, which no space precedes, whether it may be the word for a total."""
    starts = pc.utf8_lower(pc.utf8_slice_codeunits(cells, 0, BEGINS))
    found = [pc.is_in(pc.utf8_slice_codeunits(starts, 0, length), value_set=_BEGINNINGS) for length in _LENGTHS]
    return reduce(pc.or_, found)


def is_total(cell: str) -> bool:
    """Return whether *cell* names a total: `Total`, `Total: Account`, `Gesamt: Konto`, `Grand Totals (2 records)`."""
    return TOTAL.fullmatch(cell) is not None


def is_whole_total(cell: str) -> bool:
    """Return whether *cell* names the total of all rows, which the kept rows must add up to."""
    return is_total(cell) and not PARTIAL_TOTAL.match(cell)


def is_notice(cell: str) -> bool:
    """Return whether *cell* begins like a footer or a notice: a copyright, `No data available`, `Showing top 500`."""
    return NOTICE.match(cell) is not None
