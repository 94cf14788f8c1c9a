"""Datagrams by a socket of one's own: it is read while that is wanted, and closed with it."""

from __future__ import annotations

from typing import Any, cast

from poetrygui.core.transports.datagrams.datagram_reader import DatagramEars
from poetrygui.core.transports.datagrams.mail import SocketMail
from tests.core.transports.datagrams.udp_sockets import NotingReactor, other_end


def test_it_is_read_while_it_is_started_and_then_closed() -> None:
    reactor = NotingReactor()
    came: list[tuple[bytes, Any]] = []
    with other_end() as opened, other_end() as other:
        mail = SocketMail(cast("Any", reactor), opened)
        mail.begin(DatagramEars(lambda *each: came.append(each), lambda _: None, lambda _: None), lambda _: None)
        mail.start()
        other.sendto(b"one", opened.getsockname())
        for reader in [*reactor.readers]:
            reader.doRead()
        mail.stop()
        assert not reactor.readers
        mail.write(b"two", other.getsockname())
        assert other.recv(10) == b"two"
        mail.close()
        assert opened.fileno() < 0
        assert came == [(b"one", other.getsockname())]
