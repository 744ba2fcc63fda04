"""Folders, archives and workbooks come apart into what can be imported."""

import gzip
import io
import zipfile
from pathlib import Path

import pytest

from bsc.actions.handing import handed_over
from bsc.actions.waiting import Waiting
from bsc.errors import IntakeRefused

DAY = "day,clicks\n2026-01-0{n},{n}\n"


def write(path: Path, content: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def packed(*members: tuple[str, str]) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members:
            archive.writestr(name, text)
    return whole.getvalue()


def test_a_folder_gives_its_files_by_name_with_all_that_is_below(tmp_path: Path) -> None:
    for place in ("b.csv", "a.csv", "2026/c.TSV", ".hidden.csv", ".git/d.csv", "~$e.xlsx"):
        write(tmp_path / "exports" / place, DAY.format(n=1).encode())
    write(tmp_path / "exports" / "readme.md", b"# Exports")
    handed = handed_over([tmp_path / "exports"])
    assert [part.name for part in handed.parts] == ["2026/c.TSV", "a.csv", "b.csv"]
    assert [(each.name, each.reason) for each in handed.leftovers] == [
        ("readme.md", "not a table by the end of its name")
    ]


def test_files_keep_the_order_in_which_they_were_named(tmp_path: Path) -> None:
    paths = [write(tmp_path / name, DAY.format(n=1).encode()) for name in ("z.csv", "a.csv")]
    assert [part.name for part in handed_over(paths).parts] == ["z.csv", "a.csv"]


def test_a_file_that_is_named_is_taken_whatever_its_end(tmp_path: Path) -> None:
    assert len(handed_over([write(tmp_path / "export.download", DAY.format(n=1).encode())]).parts) == 1


def test_archives_in_a_folder_come_apart(tmp_path: Path) -> None:
    write(
        tmp_path / "f" / "one.zip", packed(("a.csv", DAY.format(n=1)), ("b.csv", DAY.format(n=2)), ("p.pdf", "%PDF-1"))
    )
    write(tmp_path / "f" / "two.csv.gz", gzip.compress(DAY.format(n=3).encode()))
    handed = handed_over([tmp_path / "f"])
    assert [part.name for part in handed.parts] == ["one.zip › a.csv", "one.zip › b.csv", "two.csv.gz"]
    assert [each.name for each in handed.leftovers] == ["one.zip › p.pdf"]
    assert handed.parts[1].open().read() == DAY.format(n=2).encode()


def test_a_sealed_archive_comes_apart_where_it_lies(tmp_path: Path) -> None:
    uploads = Waiting(tmp_path / "waiting")
    upload = uploads.add("export.zip", io.BytesIO(packed(("a.csv", DAY.format(n=1)), ("b.csv", DAY.format(n=2)))))
    handed = handed_over([uploads.part(upload.id)])
    assert [(part.name, part.open().read().decode()) for part in handed.parts] == [
        ("export.zip › a.csv", DAY.format(n=1)),
        ("export.zip › b.csv", DAY.format(n=2)),
    ]


def test_a_file_that_went_away_is_refused_by_name(tmp_path: Path) -> None:
    good = write(tmp_path / "good.csv", DAY.format(n=1).encode())
    handed = handed_over([tmp_path / "gone.csv", good])
    assert [part.name for part in handed.parts] == ["good.csv"]
    assert handed.refused == (("gone.csv", "gone.csv cannot be read: No such file or directory"),)


def test_what_cannot_be_opened_is_refused_by_name_and_the_rest_is_there(tmp_path: Path) -> None:
    good = write(tmp_path / "good.csv", DAY.format(n=1).encode())
    broken = write(tmp_path / "broken.zip", packed(("a.csv", DAY.format(n=1)))[:40])
    handed = handed_over([good, broken])
    assert [part.name for part in handed.parts] == ["good.csv"]
    [(name, sentence)] = handed.refused
    assert name == "broken.zip"
    assert "broken.zip" in sentence
    with pytest.raises(IntakeRefused, match=r"broken\.zip"):
        handed.refuse()
