"""Who hears a relayed connection has the real transport before its eyes, and no hand on it."""

from __future__ import annotations

from typing import Any

from attrs import define, field
from twisted.internet.interfaces import ITransport
from twisted.internet.testing import StringTransport

from poetrygui.core.transports.streams.asides import Aside
from poetrygui.relay.heard_transport import HeardTransport


@define
class Side:
    did: list[object] = field(factory=list)

    def pause(self, who: object) -> None:
        self.did.append(("pause", who))

    def resume(self, who: object) -> None:
        self.did.append(("resume", who))

    def hear_no_more(self) -> None:
        self.did.append("no more")


class Producer:
    is_stopped = False

    def stopProducing(self) -> None:
        self.is_stopped = True


def test_it_is_asked_what_the_real_one_is() -> None:
    real: Any = StringTransport()
    heard: Any = HeardTransport(Side(), real)
    provides: bool = ITransport.providedBy(heard)
    assert provides
    assert heard.getPeer() == real.getPeer()
    real.bufferSize = 4
    heard.bufferSize += 1
    assert (real.bufferSize, heard.bufferSize) == (5, 5)


def test_what_is_written_is_dropped_and_that_is_said_once() -> None:
    real = StringTransport()
    heard = HeardTransport(Side(), real)
    said: list[Aside] = []
    heard.on_aside = said.append
    heard.write(b"")
    heard.writeSequence([b"a", b"b"])
    heard.write(b"c")
    producer = Producer()
    heard.registerProducer(producer, True)
    heard.unregisterProducer()
    heard.loseWriteConnection()
    assert (real.value(), producer.is_stopped) == (b"", True)
    assert [(aside.text, aside.is_remark) for aside in said] == [
        ("a relay passes on what others say: what the protocol writes is dropped", True)
    ]


def test_a_close_ends_the_hearing_alone() -> None:
    side = Side()
    real = StringTransport()
    heard = HeardTransport(side, real)
    heard.pauseProducing()
    heard.resumeProducing()
    for close in (heard.loseConnection, heard.abortConnection, heard.stopProducing):
        close()
    assert side.did == [("pause", "heard"), ("resume", "heard"), *["no more"] * 3]
    assert not real.disconnecting


def test_what_the_real_one_says_beside_the_bytes_is_heard() -> None:
    class Saying(StringTransport):
        on_aside: Any = None

    real: Any = Saying()  # type: ignore[no-untyped-call]
    heard = HeardTransport(Side(), real)
    said: list[str] = []
    heard.on_aside = lambda aside: said.append(aside.text)
    real.on_aside(Aside("oops"))
    assert said == ["oops"]
