"""A simulated visitor over WebSocket: says what a browser says, keeps what a browser keeps, times the answers."""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.Slider_pb2 import Slider

PATIENCE_S = 60
PAGES = ("map", "stage", "strategy-map", "trends", "why", "what-if", "data", "definitions")


@dataclass
class Run:
    """One run of a page: milliseconds until its last message, bytes received, and what was drawn."""

    ms: float
    size: int
    messages: list[ForwardMsg]

    @property
    def exceptions(self) -> list[str]:
        """Return the errors that the page showed."""
        drawn = [each.delta.new_element for each in self.messages if each.WhichOneof("type") == "delta"]
        return [each.exception.message for each in drawn if each.WhichOneof("type") == "exception"]


@dataclass
class Visitor:
    """An open session."""

    socket: websockets.ClientConnection
    kept: set[str] = field(default_factory=set)
    slider: Slider | None = None
    at: float = 0
    fragment: str = ""

    async def open_page(self, page: str) -> Run:
        """Open *page* and return its run."""
        message = BackMsg()
        message.rerun_script.page_name = "" if page == "map" else page
        return await self._ask(message)

    async def move_slider(self) -> Run:
        """Move the first slider of the open page by a step, back at its end; return the run of its part."""
        if self.slider is None:
            raise RuntimeError("no slider has been drawn yet")
        self.at += self.slider.step if self.at + self.slider.step <= self.slider.max else self.slider.min - self.at
        message = BackMsg()
        message.rerun_script.page_name = "trends"
        message.rerun_script.fragment_id = self.fragment
        moved = message.rerun_script.widget_states.widgets.add()
        moved.id = self.slider.id
        moved.double_array_value.data.append(self.at)
        return await self._ask(message)

    async def _ask(self, message: BackMsg) -> Run:
        message.rerun_script.cached_message_hashes.extend(self.kept)
        begun = time.perf_counter()
        await self.socket.send(message.SerializeToString())
        size, messages = 0, []
        while True:
            received = await self.socket.recv()
            size += len(received)
            reply = ForwardMsg.FromString(received if isinstance(received, bytes) else received.encode())
            messages.append(reply)
            if reply.WhichOneof("type") == "script_finished":
                break
        run = Run((time.perf_counter() - begun) * 1000, size, messages)
        self._remember(messages)
        return run

    def _remember(self, messages: list[ForwardMsg]) -> None:
        """Keep what a browser would send back: hashes of large messages, and where the slider is."""
        self.kept |= {each.hash for each in messages if each.metadata.cacheable}
        drawn = (each.delta for each in messages if each.WhichOneof("type") == "delta")
        sliders = [each for each in drawn if each.new_element.WhichOneof("type") == "slider"]
        if sliders:
            first = sliders[0].new_element.slider
            new = self.slider is None or self.slider.id != first.id
            self.slider, self.fragment = first, sliders[0].fragment_id
            if new or first.set_value:
                self.at = (list(first.value) or list(first.default))[0]


@asynccontextmanager
async def visitor(address: str) -> AsyncIterator[Visitor]:
    """Open a session at *address* until the block ends."""
    async with websockets.connect(
        address.replace("http://", "ws://") + "/_stcore/stream",
        subprotocols=[websockets.Subprotocol("streamlit")],
        max_size=None,
        open_timeout=PATIENCE_S,
        origin=websockets.Origin(address),
    ) as socket:
        yield Visitor(socket)
