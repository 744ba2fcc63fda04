"""A file whose bytes are encrypted with a key that never leaves the memory of the process.

AES in counter mode: a byte of the file is reached without reading those before it, as archives and workbooks need.
"""

import io
import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from cryptography.hazmat.primitives.ciphers import Cipher, CipherContext, algorithms, modes

KEY_BYTES = 32
BLOCK = 16  # bytes of an AES block: the counter counts these
READ_AHEAD = 2**20


@dataclass
class SealedFile:
    """A file on the disk that only this object can read; bytes are appended, never written over."""

    path: Path
    size: int = 0
    _key: bytes = field(default_factory=lambda: secrets.token_bytes(KEY_BYTES), repr=False)

    @classmethod
    def new(cls, path: Path) -> "SealedFile":
        """Return an empty sealed file at *path*, where none is yet; only its user may read it."""
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        return cls(path)

    def append(self, chunk: bytes) -> None:
        """Write *chunk* behind what is there; when that fails, the file is removed and takes no more.

        Other bytes sealed in the place of those that may have been written would give both of them away.
        """
        sealed = self.keystream(self.size).update(chunk)
        try:
            with self.path.open("r+b", buffering=0) as file:
                file.seek(self.size)
                _write_all(file, sealed)
        except BaseException:
            self.remove()
            raise
        self.size += len(chunk)

    def open(self) -> BinaryIO:
        """Return its bytes in the clear, for reading; it can seek."""
        return io.BufferedReader(_Reader(self, self.size), READ_AHEAD)

    def remove(self) -> None:
        """Remove the file; who has it open reads on to the end."""
        self.path.unlink(missing_ok=True)

    def keystream(self, offset: int) -> CipherContext:
        """Return what seals and unseals the bytes from *offset* on (in counter mode both are one).

        No other file has this key and no byte is written twice, so that the counter may begin at 0.
        """
        blocks, inside = divmod(offset, BLOCK)
        stream = Cipher(algorithms.AES(self._key), modes.CTR(blocks.to_bytes(BLOCK))).encryptor()
        stream.update(bytes(inside))
        return stream


class _Reader(io.RawIOBase):
    """The bytes of a sealed file in the clear."""

    def __init__(self, sealed: SealedFile, size: int) -> None:
        super().__init__()
        self._sealed = sealed
        self._size = size
        self._at = 0
        self._stream = sealed.keystream(0)
        self._file = sealed.path.open("rb", buffering=0)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        origin = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self._size}[whence]
        if origin + offset < 0:
            message = f"cannot seek to {origin + offset}"
            raise ValueError(message)
        if origin + offset != self._at:
            self._at = origin + offset
            self._file.seek(self._at)
            self._stream = self._sealed.keystream(self._at)
        return self._at

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]  # BufferedReader gives these
        wanted = max(min(len(buffer), self._size - self._at), 0)
        sealed = self._file.read(wanted)
        buffer[: len(sealed)] = self._stream.update(sealed)
        self._at += len(sealed)
        return len(sealed)

    def close(self) -> None:
        if not self.closed:
            self._file.close()
        super().close()


def _write_all(file: io.FileIO, sealed: bytes) -> None:
    rest = memoryview(sealed)
    while rest:
        rest = rest[file.write(rest) :]
