"""What was handed over, down to the texts that can be imported: folders, archives and workbooks come apart."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bsc.errors import IntakeRefused
from bsc.intake.containers import contents
from bsc.intake.parts import Leftover, Part

TAKEN = frozenset({".csv", ".tsv", ".tab", ".txt", ".gz", ".zip", ".xlsx", ".xlsm"})
NOT_TAKEN = "not a table by the end of its name"


@dataclass(frozen=True, kw_only=True)
class Handed:
    """The parts that may hold a table, what is none (and why), and the files that cannot be opened at all."""

    parts: tuple[Part, ...]
    leftovers: tuple[Leftover, ...] = ()
    refused: tuple[tuple[str, str], ...] = ()

    def refuse(self) -> "Handed":
        """Return the same; raises IntakeRefused with every file that cannot be opened."""
        if self.refused:
            raise IntakeRefused("\n".join(sentence for _, sentence in self.refused))
        return self


def handed_over(wholes: Iterable[Path | Part]) -> Handed:
    """Return what files, folders and waiting uploads hold, in their order; folders by name, with all that is below.

    Of a folder, files are taken that end like tables, and hidden ones are passed over.
    """
    found: list[Part] = []
    left: list[Leftover] = []
    refused: list[tuple[str, str]] = []
    for whole, name in _files(wholes, left):
        try:
            inside = contents(whole, name=name)
        except IntakeRefused as error:
            refused.append((name, str(error) if name in str(error) else f"{name}: {error}"))
        else:
            found += inside.parts
            left += inside.leftovers
    return Handed(parts=tuple(found), leftovers=tuple(left), refused=tuple(refused))


def _files(wholes: Iterable[Path | Part], left: list[Leftover]) -> Iterator[tuple[Path | Part, str]]:
    """Yield each file with its name; one out of a folder is named by its way from there."""
    for whole in wholes:
        if isinstance(whole, Part) or not whole.is_dir():
            yield whole, whole.name
            continue
        for path in sorted(each for each in whole.rglob("*") if each.is_file() and not _is_hidden(each, whole)):
            name = path.relative_to(whole).as_posix()
            if path.suffix.lower() in TAKEN:
                yield path, name
            else:
                left.append(Leftover(name, NOT_TAKEN))


def _is_hidden(path: Path, folder: Path) -> bool:
    return any(part.startswith((".", "__MACOSX", "~$")) for part in path.relative_to(folder).parts)
