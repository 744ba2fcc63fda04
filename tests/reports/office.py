"""LibreOffice, where it is installed: another program that opens, works out and prints what was written."""

import csv
import shutil
import subprocess
from pathlib import Path

import pytest

NEEDED = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
_ALWAYS_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
# Every sheet, as it is shown, in UTF-8. Source: LibreOffice, filter options of CSV files.
_SHEETS = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false,false,-1"


def converted(file: Path, kind: str, folder: Path) -> Path:
    """Return the folder into which LibreOffice has written *file* as *kind*, formulas worked out anew."""
    home, out = folder / "office", folder / "out"
    (home / "user").mkdir(parents=True, exist_ok=True)
    (home / "user" / "registrymodifications.xcu").write_text(_ALWAYS_RECALCULATE, encoding="utf-8")
    asked = ["--headless", f"-env:UserInstallation={home.as_uri()}", "--convert-to", kind, "--outdir", str(out)]
    subprocess.run(["soffice", *asked, str(file)], check=True, timeout=240, capture_output=True)
    return out


def shown(file: Path, sheet: str, folder: Path) -> list[list[str]]:
    """Return the cells of *sheet* as LibreOffice shows them."""
    out = converted(file, _SHEETS, folder)
    with (out / f"{file.stem}-{sheet}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.reader(lines))
