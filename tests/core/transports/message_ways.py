"""What sends messages by each transport that gives messages: whoever adds one adds one entry to MESSAGE_WAYS."""

from __future__ import annotations

import socket
from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any, ClassVar

from wsproto import events

from tests.core.certificates import Authority
from tests.core.conftest import Running
from tests.core.scripted_server import Session
from tests.core.transports.stream_ways import Stage
from tests.core.transports.websocket_server import ServerSide

GROUP = "239.255.17.4"
LOOPBACK = "127.0.0.1"
LARGEST = 65_507


class OtherEnd(ABC):
    """The other end of one transport: it is there before the fetch begins, and sends once that stands."""

    options: ClassVar[dict[str, str]] = {}
    send = ""
    largest = LARGEST

    def __init__(self, stage: Stage) -> None:
        self.stage = stage

    @property
    @abstractmethod
    def address(self) -> str:
        """What is fetched."""

    @abstractmethod
    def is_there(self, running: Running) -> bool:
        """Tell whether messages can be sent."""

    @abstractmethod
    def say(self, running: Running, messages: Sequence[bytes]) -> None:
        """Send messages."""


class _Udp(OtherEnd):
    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        stage.clean.callback(self.socket.close)
        self.socket.setblocking(False)
        self.target: Any = None

    def say(self, running: Running, messages: Sequence[bytes]) -> None:
        for message in messages:
            assert self.socket.sendto(message, self.target) == len(message)


class _Answering(_Udp):
    """Is sent something, and answers whoever sent it."""

    send = "go on"

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self.socket.bind((LOOPBACK, 0))

    @property
    def address(self) -> str:
        return f"udp:{LOOPBACK}:{self.socket.getsockname()[1]}"

    def is_there(self, running: Running) -> bool:
        try:
            data, self.target = self.socket.recvfrom(100)
        except BlockingIOError:
            return False
        return b"go on" in data


class _Sending(_Udp):
    """Sends to the port that was chosen."""

    address = "udp-listen:0"

    def is_there(self, running: Running) -> bool:
        if running.fetch.connection is None:
            return False
        self.target = (LOOPBACK, running.connection.transport.getHost().port)
        return True


class _ToGroup(_Udp):
    """Sends to a group, by the interface that leaves the machine to nobody."""

    options: ClassVar[dict[str, str]] = {"interface": LOOPBACK}

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self.socket.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, socket.inet_aton(LOOPBACK))
        # A port that nobody else has now.
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as free:
            free.bind((LOOPBACK, 0))
            self.target = GROUP, free.getsockname()[1]

    @property
    def address(self) -> str:
        return f"udp-multicast:{self.target[0]}:{self.target[1]}"

    def is_there(self, running: Running) -> bool:
        return running.fetch.connection is not None


class _WebSocket(OtherEnd):
    tls: Any = None
    scheme = "ws"
    largest = 1024 * 1024

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self.sides: list[ServerSide] = []
        self.server = stage.serve(self._greet, tls=self.tls)

    @property
    def address(self) -> str:
        return f"{self.scheme}://{self.server.address.removeprefix('tls:')}/"

    def is_there(self, running: Running) -> bool:
        return running.fetch.connection is not None and len(self.sides) > 0

    def say(self, running: Running, messages: Sequence[bytes]) -> None:
        self.sides[-1].say(*map(events.BytesMessage, messages))

    async def _greet(self, session: Session) -> None:
        side = ServerSide(session)
        await side.greet()
        self.sides.append(side)


class _SecureWebSocket(_WebSocket):
    scheme = "wss"
    options: ClassVar[dict[str, str]] = {"verify": "insecure"}

    def __init__(self, stage: Stage) -> None:
        self.tls = Authority().server(LOOPBACK)
        super().__init__(stage)


MESSAGE_WAYS: dict[str, type[OtherEnd]] = {
    "udp": _Answering,
    "udp-listen": _Sending,
    "udp-multicast": _ToGroup,
    "ws": _WebSocket,
    "wss": _SecureWebSocket,
}
