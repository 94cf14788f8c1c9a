"""Those who connect to us: each has a fetch of its own, beside the one that listens."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from typing import Protocol as StructuralType

from twisted.internet.defer import Deferred, succeed
from twisted.internet.error import ConnectionDone
from twisted.internet.interfaces import IAddress, IHandshakeListener, IProtocol, IStreamClientEndpoint
from twisted.internet.protocol import Protocol, ServerFactory
from twisted.python.failure import Failure
from zope.interface import implementer

from poetrygui.core.connection.wire_listener import address_text
from poetrygui.core.outcomes import AwaitingPeers, Ended, State, Verdict
from poetrygui.core.transports import connecting
from poetrygui.core.transports.streams.ends import StreamDoneError

BECAUSE_OVER = "stopped, because the listening was"
_NO_DESCRIPTORS = "the system lets this program have no more files and connections open (see ulimit -n)"


class PeerFetch(StructuralType):
    """What fetches a peer."""

    @property
    def done(self) -> Deferred[Ended]:
        """Fires when it is over."""

    def stop(self, reason: str = ...) -> None:
        """End it."""


@implementer(IStreamClientEndpoint)
class Peer:
    """One who has connected: a fetch connects by it once, at once."""

    def __init__(self, number: int, address: IAddress | None, most_bytes: int = 0) -> None:
        """Call it by its ``address``, or else its ``number``, from 1; it may send ``most_bytes``, or any number: 0."""
        self.number = number
        self.name = address_text(address) or f"peer {number}"
        """What people call it."""
        self.protocol: PeerProtocol | None = None
        """What its transport is to be given; None until a fetch has asked, and where none did."""
        self.fetch: PeerFetch | None = None
        """What fetches it, as whoever made that has noted here."""
        self._address = address
        self._most_bytes = most_bytes

    def connect(self, protocolFactory: Any) -> Deferred[IProtocol]:  # noqa: N803 - Twisted's name
        """Have the transport, which is about to be there, be given a protocol of the factory."""
        built = protocolFactory.buildProtocol(self._address)
        self.protocol = PeerProtocol(built, self._most_bytes, self._is_full)
        return succeed(built)

    def _is_full(self) -> None:
        assert self.fetch is not None
        self.fetch.stop(f"the limit of {self._most_bytes:,} bytes of a peer was reached (peer_bytes)")


@implementer(IHandshakeListener)
class PeerProtocol(Protocol):
    """Hands everything on, and says of a clean end that it was the peer's."""

    def __init__(self, behind: Any, most_bytes: int, is_full: Callable[[], None]) -> None:
        """Hand on to ``behind``; ``is_full`` is called after the chunk by which there are ``most_bytes``, if not 0."""
        self.makeConnection = behind.makeConnection  # type: ignore[method-assign]  # a chunk is to take no longer
        self.dataReceived = behind.dataReceived  # type: ignore[method-assign]
        self.readConnectionLost = behind.readConnectionLost
        self.writeConnectionLost = behind.writeConnectionLost
        self.handshakeCompleted = behind.handshakeCompleted
        self.logPrefix = behind.logPrefix  # type: ignore[method-assign]
        self._behind = behind
        self._room = most_bytes
        self._is_full = is_full
        if most_bytes:
            self.dataReceived = self._count  # type: ignore[method-assign]

    @property
    def verdict(self) -> Verdict | None:
        """Why it is ended, as long as it is not lost."""
        verdict: Verdict | None = self._behind.verdict
        return verdict

    def connectionLost(self, reason: Any = None) -> None:
        """Hand it on."""
        if isinstance(reason, Failure) and reason.type is ConnectionDone:
            reason = Failure(StreamDoneError("the peer closed the connection"))
        self._behind.connectionLost(reason)

    def _count(self, data: bytes) -> None:
        self._behind.dataReceived(data)
        before, self._room = self._room, self._room - len(data)
        if before > 0 >= self._room:
            self._is_full()


@implementer(IStreamClientEndpoint)
class Listening:
    """What the fetch that listens connects by: it stays about to, until it is stopped.

    ``begin`` is given each peer, to be fetched; one that no fetch connects by is turned away.
    """

    def __init__(self, listener: connecting.Listener, begin: Callable[[Peer], object]) -> None:
        """Listen by ``listener``, once somebody connects."""
        self.count = 0
        """How many peers there were so far."""
        self.place = ""
        """Where it listens, once it does."""
        self._listener = listener
        self._begin = begin
        self._peers: dict[Peer, PeerFetch] = {}
        self._turned_away = 0
        self._port: Any = None
        self._is_over = False
        self._tell: Callable[[State], object] = id
        self._stop: Callable[[str], object] = len
        self._say: Callable[[str], object] = len

    def report(
        self, tell: Callable[[State], object], stop: Callable[[str], object], say: Callable[[str], object] = len
    ) -> None:
        """Have ``tell`` called with how it stands, and ``stop`` with why that was all.

        ``say`` gets what is news to people: where it listens, that somebody was turned away for the first time.
        """
        self._tell = tell
        self._stop = stop
        self._say = say

    def connect(self, protocolFactory: Any) -> Deferred[Any]:  # noqa: N803 - Twisted's name
        """Listen; the Deferred fails where that cannot be, or by being cancelled."""
        over: Deferred[Any] = Deferred(lambda _: self._end())
        Deferred.fromCoroutine(self._listener.listen(_Peers(self._came))).addCallbacks(self._listens, over.errback)
        return over

    @property
    def state(self) -> AwaitingPeers:
        """How it stands."""
        peers = "1 peer" if len(self._peers) == 1 else f"{len(self._peers):,} peers"
        away = f", {self._turned_away:,} turned away" if self._turned_away else ""
        return AwaitingPeers(f"listening at {self.place}, {peers}{away}", len(self._peers))

    @property
    def has_all(self) -> bool:
        """Whether as many peers came as were asked for."""
        return 0 < self._listener.in_all <= self.count

    def _listens(self, port: Any) -> None:
        self._port = port
        self.place = address_text(port.getHost()) or str(port.getHost())
        if self._is_over:
            port.stopListening()
        else:
            self._tell(self.state)
            self._say(f"listening at {self.place}")

    def _came(self, address: IAddress | None) -> PeerProtocol | None:
        most = self._listener.at_once
        if self._is_over or self.has_all:
            self._turn_away("as many have come as were asked for (in_all)")
            return None
        if 0 < most <= len(self._peers):
            self._turn_away(f"there are {most:,} at a time at most (at_once)")
            return None
        self.count += 1
        peer = Peer(self.count, address, self._listener.peer_bytes)
        self._begin(peer)
        fetch = peer.fetch
        if fetch is None or peer.protocol is None:
            if fetch is not None:
                fetch.stop(f"turned away: {_NO_DESCRIPTORS}")
            self._turn_away("what it sends cannot be kept" if fetch is None else _NO_DESCRIPTORS)
            return None
        self._peers[peer] = fetch
        fetch.done.addCallback(self._left, peer)
        self._tell(self.state)
        return peer.protocol

    def _turn_away(self, why: str) -> None:
        self._turned_away += 1
        if self._turned_away == 1:
            self._say(f"a peer was turned away: {why}; the next ones are only counted")
        self._tell(self.state)
        self._look_whether_that_was_all()

    def _left(self, ended: Ended, peer: Peer) -> Ended:
        del self._peers[peer]
        if not self._is_over:
            self._tell(self.state)
            self._look_whether_that_was_all()
        return ended

    def _look_whether_that_was_all(self) -> None:
        if self.has_all and not self._peers:
            peers = "peer has" if self.count == 1 else "peers have"
            self._stop(f"{self.count:,} {peers} come and gone, as many as were asked for (in_all)")

    def _end(self) -> None:
        self._is_over = True
        if self._port is not None:
            self._port.stopListening()
        for fetch in tuple(self._peers.values()):
            fetch.stop(BECAUSE_OVER)


class _Peers(ServerFactory):
    """Asks what each peer is to be given."""

    noisy = False

    def __init__(self, came: Callable[[IAddress | None], PeerProtocol | None]) -> None:
        self._came = came

    def buildProtocol(self, addr: IAddress | None) -> PeerProtocol | None:
        return self._came(addr)
