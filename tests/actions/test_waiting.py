"""Uploads at rest: sealed on the disk, readable from anywhere inside, gone when they are taken back or old."""

import io
import itertools
import os
import resource
import threading
import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsc.actions import waiting as waiting_module
from bsc.actions.sealing import SealedFile
from bsc.actions.waiting import CHUNK, LARGEST, NoRoom, NoSuchUpload, TooLarge, Waiting, WrongOffset
from bsc.errors import Refused
from bsc.store import Store

NAMES = b"name,mail\nAnna Berg,anna@example.org\n" * 2000


@pytest.fixture
def uploads(tmp_path: Path) -> Waiting:
    return Waiting(tmp_path / "waiting")


def later(monkeypatch: pytest.MonkeyPatch, hours: int) -> None:
    """Let *hours* pass."""
    now = time.time() + hours * 3600
    monkeypatch.setattr(time, "time", lambda: now)


def on_disk(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_what_waits_is_not_on_the_disk_in_the_clear(uploads: Waiting, tmp_path: Path) -> None:
    upload = uploads.add("people.csv", io.BytesIO(NAMES))
    assert uploads.part(upload.id).open().read() == NAMES
    kept = on_disk(tmp_path)
    assert len(kept) == len(NAMES)
    assert b"anna@" not in kept
    assert b"Anna" not in kept
    assert "people" not in "".join(map(str, tmp_path.rglob("*")))


def test_the_same_file_twice_is_sealed_differently(uploads: Waiting, tmp_path: Path) -> None:
    for _ in range(2):
        uploads.add("people.csv", io.BytesIO(NAMES))
    one, other = (path.read_bytes() for path in (tmp_path / "waiting").iterdir())
    assert one != other


@given(content=st.binary(max_size=200), cuts=st.lists(st.integers(0, 200)), reads=st.lists(st.integers(0, 220)))
def test_bytes_come_back_from_any_place_however_they_were_sent(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, cuts: list[int], reads: list[int]
) -> None:
    sealed = SealedFile.new(tmp_path_factory.mktemp("sealed") / "one.sealed")
    edges = [0, *sorted(cut for cut in cuts if cut < len(content)), len(content)]
    for start, end in itertools.pairwise(edges):
        sealed.append(content[start:end])
    with sealed.open() as file:
        assert file.read() == content
        for place in reads:
            file.seek(place)
            assert file.read(20) == content[place : place + 20]


def test_an_archive_is_read_where_it_lies(uploads: Waiting) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", "day,clicks\n")
        archive.writestr("b.csv", NAMES)
    upload = uploads.add("export.zip", io.BytesIO(packed.getvalue()))
    with uploads.part(upload.id).open() as file, zipfile.ZipFile(file) as archive:
        assert archive.namelist() == ["a.csv", "b.csv"]
        assert archive.read("b.csv") == NAMES


def test_a_chunk_goes_behind_what_is_there_and_nowhere_else(uploads: Waiting) -> None:
    upload = uploads.begin("a.csv", length=6)
    assert uploads.append(upload.id, 0, b"abc").size == 3
    for offset in (0, 2, 4):
        with pytest.raises(WrongOffset, match="go on from 3"):
            uploads.append(upload.id, offset, b"def")
    assert not uploads.upload(upload.id).complete
    with pytest.raises(Refused, match="3 of 6 bytes"):
        uploads.part(upload.id)
    assert uploads.append(upload.id, 3, b"def").complete
    assert uploads.part(upload.id).open().read() == b"abcdef"


def test_no_byte_more_than_was_said(uploads: Waiting) -> None:
    upload = uploads.begin("a.csv", length=2)
    with pytest.raises(TooLarge, match="was to have 2 bytes"):
        uploads.append(upload.id, 0, b"abc")
    assert uploads.upload(upload.id).size == 0


def test_what_is_too_large_is_refused_before_its_first_byte(uploads: Waiting) -> None:
    with pytest.raises(TooLarge, match="64 GiB"):
        uploads.begin("a.csv", length=LARGEST + 1)


def test_some_room_stays_free_on_the_disk(uploads: Waiting, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting_module, "SPARE", 2**62)
    with pytest.raises(NoRoom, match="no room"):
        uploads.begin("a.csv", length=1)


def test_a_stream_that_breaks_off_leaves_nothing(uploads: Waiting, tmp_path: Path) -> None:
    class Breaking(io.RawIOBase):
        def __init__(self) -> None:
            self.reads = 0

        def readable(self) -> bool:
            return True

        def read(self, size: int = -1) -> bytes:
            self.reads += 1
            if self.reads > 2:
                raise ConnectionError
            return b"x" * size

    with pytest.raises(ConnectionError):
        uploads.add("a.csv", Breaking())  # type: ignore[arg-type]  # the one method that is used
    assert on_disk(tmp_path) == b""
    assert not list((tmp_path / "waiting").iterdir())


def test_what_is_taken_back_is_gone(uploads: Waiting, tmp_path: Path) -> None:
    upload = uploads.add("a.csv", io.BytesIO(NAMES))
    part = uploads.part(upload.id)
    uploads.discard(upload.id)
    uploads.discard(upload.id)
    assert on_disk(tmp_path) == b""
    for gone in (lambda: uploads.upload(upload.id), part.open, lambda: uploads.append(upload.id, 0, b"x")):
        with pytest.raises(NoSuchUpload, match="send it again"):
            gone()


def test_what_nobody_touches_for_a_day_is_swept(
    uploads: Waiting, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = uploads.add("old.csv", io.BytesIO(NAMES))
    later(monkeypatch, 23)
    young = uploads.add("young.csv", io.BytesIO(b"day\n"))
    later(monkeypatch, 2)
    uploads.sweep()
    with pytest.raises(NoSuchUpload):
        uploads.upload(old.id)
    assert uploads.upload(young.id).complete
    assert len(list((tmp_path / "waiting").iterdir())) == 1


def test_what_is_about_to_be_imported_is_not_swept(uploads: Waiting, monkeypatch: pytest.MonkeyPatch) -> None:
    upload = uploads.add("ads.csv", io.BytesIO(NAMES))
    later(monkeypatch, 23)
    part = uploads.part(upload.id)
    later(monkeypatch, 2)
    uploads.sweep()
    assert part.open().read() == NAMES


def test_what_a_killed_process_left_is_swept_at_the_next_start(tmp_path: Path) -> None:
    Waiting(tmp_path).add("people.csv", io.BytesIO(NAMES))
    assert len(on_disk(tmp_path)) == len(NAMES)
    Waiting(tmp_path)
    assert on_disk(tmp_path) == b""


def test_sessions_of_one_store_share_what_waits(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "bsc.duckdb")
    try:
        upload = Waiting.beside(store).add("a.csv", io.BytesIO(NAMES), owner="me")
        assert Waiting.beside(store).of("me") == [upload]
        assert Waiting.beside(store).of("you") == []
        assert list(store.spool.iterdir()) == [store.spool / "bsc.duckdb.waiting"]
    finally:
        store.close()


def test_two_who_send_the_same_upload_do_not_mix(uploads: Waiting) -> None:
    upload = uploads.begin("a.csv")
    taken = []

    def send(letter: bytes) -> None:
        for number in range(200):
            try:
                uploads.append(upload.id, number * 100, letter * 100)
                taken.append((number, letter))
            except WrongOffset:
                continue

    threads = [threading.Thread(target=send, args=(letter,)) for letter in (b"a", b"b")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    uploads.finish(upload.id)
    content = uploads.part(upload.id).open().read()
    assert content == b"".join(letter * 100 for _, letter in sorted(taken))


def test_a_ticket_opens_for_some_hours_and_only_its_own(uploads: Waiting, monkeypatch: pytest.MonkeyPatch) -> None:
    ticket, other = uploads.ticket(), uploads.ticket()
    assert uploads.owner_by(ticket) == uploads.owner_by(ticket) != uploads.owner_by(other)
    assert uploads.owner_by("made up") is None
    assert ticket not in str(uploads.owner_by(ticket))
    later(monkeypatch, 13)
    assert uploads.owner_by(ticket) is None


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/a.csv", "../../etc/a.csv"),
        ("a\x1b[2J\n.csv", "a[2J.csv"),
        ("  \t", "upload"),
        ("x" * 999, "x" * 250),
    ],
)
def test_a_name_is_a_label_that_can_be_shown_anywhere(uploads: Waiting, tmp_path: Path, name: str, shown: str) -> None:
    upload = uploads.add(name, io.BytesIO(b"day\n"))
    assert upload.name == uploads.part(upload.id).name == shown
    assert [path.suffix for path in tmp_path.rglob("*") if path.is_file()] == [".sealed"]


def test_only_the_user_of_the_server_may_read_the_file(uploads: Waiting, tmp_path: Path) -> None:
    uploads.add("a.csv", io.BytesIO(b"x" * (CHUNK + 1)))
    [path] = (tmp_path / "waiting").iterdir()
    assert os.stat(path).st_mode & 0o077 == 0  # noqa: PTH116 -- the mode as the system says it
    assert (tmp_path / "waiting").stat().st_mode & 0o077 == 0


def test_a_length_below_what_is_here_is_refused(uploads: Waiting) -> None:
    upload = uploads.begin("a.csv")
    uploads.append(upload.id, 0, b"abcdef")
    with pytest.raises(WrongOffset, match="has 6 bytes already, and is to have 3"):
        uploads.finish(upload.id, 3)
    with pytest.raises(TooLarge, match="64 GiB"):
        uploads.finish(upload.id, LARGEST + 1)
    assert uploads.upload(upload.id).length is None


def test_nothing_is_sealed_twice_in_the_place_of_bytes_that_could_not_be_written(
    uploads: Waiting, tmp_path: Path
) -> None:
    """Two plaintexts under one key stream give each other away: after a failed write the upload is gone."""
    upload = uploads.begin("a.csv")
    uploads.append(upload.id, 0, b"abc")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (5, limits[1]))
    try:
        with pytest.raises(OSError, match="File too large"):
            uploads.append(upload.id, 3, b"defgh")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    with pytest.raises(NoSuchUpload):
        uploads.append(upload.id, 3, b"other")
    assert not list((tmp_path / "waiting").iterdir())
