"""A line to a server that breaks: a real TCP relay that cuts each of its first connections after some bytes."""

import contextlib
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def cutting_line(to_port: int, cuts: list[int]) -> Iterator[str]:
    """Give the address of a relay to *to_port* that cuts its first connections, one after each number of bytes."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        threading.Thread(target=_relay, args=(door, to_port, list(cuts)), daemon=True).start()
        yield f"http://127.0.0.1:{door.getsockname()[1]}"


def _relay(door: socket.socket, to_port: int, cuts: list[int]) -> None:
    while True:
        try:
            near, _ = door.accept()
        except OSError:
            return  # the test is over
        far = socket.create_connection(("127.0.0.1", to_port))
        allowed = cuts.pop(0) if cuts else None
        threading.Thread(target=_pass_on, args=(near, far, allowed), daemon=True).start()
        threading.Thread(target=_pass_on, args=(far, near, None), daemon=True).start()


def _pass_on(source: socket.socket, target: socket.socket, allowed: int | None) -> None:
    passed = 0
    with contextlib.suppress(OSError):
        while chunk := source.recv(65536):
            if allowed is not None and passed + len(chunk) > allowed:
                target.sendall(chunk[: allowed - passed])
                break
            target.sendall(chunk)
            passed += len(chunk)
    for line in (source, target):
        with contextlib.suppress(OSError):
            line.shutdown(socket.SHUT_RDWR)
            line.close()
