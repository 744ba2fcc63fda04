"""A page's WebSocket without its page: what is sent is said by a test, and all that comes back is kept as bytes."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin

QUIET_S = 1.0  # a run that begins another one is followed at once
LONGEST_S = 60.0


@contextmanager
def wired(address: str) -> Iterator["Wire"]:
    """Give an open connection to the app at *address*, as its own page has one."""
    place = address.removeprefix("http://")
    with connect(f"ws://{place}/_stcore/stream", origin=Origin(address), max_size=None) as socket:
        yield Wire(socket)


class Wire:
    """An open connection: `sent = wire.run("share=…", "stage")`."""

    def __init__(self, socket: ClientConnection) -> None:
        """Speak through *socket*."""
        self._socket = socket

    def run(self, query: str, page: str = "") -> bytes:
        """Return all that a run of *page* with *query* in its address sends."""
        asked = BackMsg()
        asked.rerun_script.query_string = query
        asked.rerun_script.page_name = page
        return self.send(asked)

    def send(self, asked: BackMsg) -> bytes:
        """Return all that comes back for *asked*, until its runs have ended."""
        self._socket.send(asked.SerializeToString())
        came, ended, begun = [], False, time.monotonic()
        while time.monotonic() - begun < LONGEST_S:
            try:
                frame = self._socket.recv(timeout=QUIET_S if ended else LONGEST_S)
            except TimeoutError:
                break
            assert isinstance(frame, bytes)
            came.append(frame)
            message = ForwardMsg.FromString(frame)
            if message.WhichOneof("type") in ("script_finished", "new_session"):
                ended = message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY and message.HasField(
                    "script_finished"
                )
        return b"".join(came)
