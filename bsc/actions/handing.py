"""What was handed over, down to the texts that can be imported: folders, archives and workbooks come apart."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bsc.errors import IntakeRefused, Refused
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
    refused: list[tuple[str, str]] = []
    files, left = whole_files(wholes)
    for whole, name in files:
        try:
            inside = contents(whole, name=name)
        except IntakeRefused as error:
            refused.append((name, str(error) if name in str(error) else f"{name}: {error}"))
        except OSError as error:
            refused.append((name, f"{name} cannot be read: {error.strerror}"))
        else:
            found += inside.parts
            left += inside.leftovers
    return Handed(parts=tuple(found), leftovers=tuple(left), refused=tuple(refused))


@contextmanager
def about(parts: Sequence[Part]) -> Iterator[None]:
    """Put the name of the only part before what is wrong with it; of several, each is named already."""
    try:
        yield
    except (IntakeRefused, Refused) as error:
        name = parts[0].name if len(parts) == 1 else ""
        if not name or name in str(error):
            raise
        raise type(error)(f"{name}: {error}") from error


def whole_files(wholes: Iterable[Path | Part]) -> tuple[list[tuple[Path | Part, str]], list[Leftover]]:
    """Return each file with its name, folders opened up, and what of a folder is not taken.

    A file out of a folder is named by its way from there.
    """
    found: list[tuple[Path | Part, str]] = []
    left: list[Leftover] = []
    for whole in wholes:
        if isinstance(whole, Part) or not whole.is_dir():
            found.append((whole, whole.name))
            continue
        for path in sorted(each for each in whole.rglob("*") if each.is_file() and not _is_hidden(each, whole)):
            name = path.relative_to(whole).as_posix()
            if path.suffix.lower() in TAKEN:
                found.append((path, name))
            else:
                left.append(Leftover(name, NOT_TAKEN))
    return found, left


def _is_hidden(path: Path, folder: Path) -> bool:
    return any(part.startswith((".", "__MACOSX", "~$")) for part in path.relative_to(folder).parts)
