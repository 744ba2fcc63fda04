"""The command line as tests use it: one database, files beside it."""

import socket
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bsc.cli import main
from tests.reports.receiving import BASE, webhook
from tests.views.small_company import ORDERS, SCORECARD, ads


@dataclass(frozen=True)
class CommandLine:
    """`bsc` on the database in a folder of one's own."""

    folder: Path

    @property
    def database(self) -> Path:
        """Return where the database is."""
        return self.folder / "company.duckdb"

    def __call__(self, *arguments: object, given: str | None = None) -> Result:
        """Return what `bsc` with *arguments* did; *given* is its standard input."""
        return CliRunner().invoke(main, ["--database", str(self.database), *map(str, arguments)], input=given)

    def says(self, *arguments: object) -> str:
        """Return what `bsc` with *arguments* wrote; it must have worked."""
        result = self(*arguments)
        assert result.exit_code == 0, result.output
        return result.stdout

    def refuses(self, *arguments: object) -> str:
        """Return the sentences that `bsc` with *arguments* refused with: on standard error, with status 2."""
        result = self(*arguments)
        assert (result.exit_code, result.stdout) == (2, ""), result.output
        return result.stderr

    def file(self, name: str, text: str) -> Path:
        """Return the path of a file that holds *text*."""
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path


def small_company(folder: Path) -> CommandLine:
    """Return the command line of a company that holds the small company's definitions and rows."""
    bsc = CommandLine(folder)
    bsc.says("apply", bsc.file("scorecard.yaml", SCORECARD))
    bsc.says("import", bsc.file("ads.csv", ads()), "--dataset", "ads")
    bsc.says("import", bsc.file("orders.csv", ORDERS), "--dataset", "orders")
    return bsc


def sending_company(folder: Path, monkeypatch: pytest.MonkeyPatch) -> CommandLine:
    """Return that of a company which names one destination, `deaf`, where nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        deaf = free.getsockname()[1]
    monkeypatch.chdir(folder)  # where no secrets file is
    monkeypatch.setenv("BSC_BASE_URL", BASE)
    monkeypatch.setenv("BSC_NOTIFY_DEAF", webhook(deaf))
    return small_company(folder)
