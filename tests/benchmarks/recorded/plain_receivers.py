"""Twisted's own receivers on plain epoll, which count what they cut: the processor's seconds for a stream, in turns."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from typing import Any

from twisted.internet.epollreactor import EPollReactor
from twisted.internet.protocol import ClientFactory, Protocol
from twisted.protocols.basic import Int32StringReceiver, LineOnlyReceiver, LineReceiver, NetstringReceiver


class _Counts(Protocol):
    """Counts in the class's own method, as the least that anybody does with a frame."""

    frames = 0
    ended: Callable[[int], None]

    def lineReceived(self, line: bytes) -> None:
        self.frames += 1

    def stringReceived(self, string: bytes) -> None:
        self.frames += 1

    def connectionLost(self, reason: Any = None) -> None:
        self.ended(self.frames)


class Lines(_Counts, LineReceiver):
    delimiter = b"\n"


class LinesOnly(_Counts, LineOnlyReceiver):
    delimiter = b"\n"


class Netstrings(_Counts, NetstringReceiver):
    pass


class Prefixed(_Counts, Int32StringReceiver):
    pass


PLAIN: dict[str, type[_Counts]] = {
    "LineReceiver": Lines,
    "LineOnlyReceiver": LinesOnly,
    "NetstringReceiver": Netstrings,
    "Int32StringReceiver": Prefixed,
}


def main(rounds: int, told: list[str]) -> None:
    reactor: Any = EPollReactor()
    taken: dict[str, list[float]] = {each: [] for each in told}
    frames: dict[str, int] = {}
    left = told * (rounds + 1)

    def run() -> None:
        if not left:
            reactor.stop()
            return
        each = left.pop(0)
        port, name = each.split(":")
        begun = time.process_time()

        def ended(count: int) -> None:
            taken[each].append(time.process_time() - begun)
            frames[each] = count
            reactor.callLater(0, run)

        kind = type(name, (PLAIN[name],), {"ended": staticmethod(ended)})
        reactor.connectTCP("127.0.0.1", int(port), ClientFactory.forProtocol(kind))

    reactor.callWhenRunning(run)
    reactor.run()
    print(json.dumps({"found": [[taken[each][1:], frames[each]] for each in told]}))


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
