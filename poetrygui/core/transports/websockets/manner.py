"""What is asked of a server, and how messages are sent and taken."""

from __future__ import annotations

from attrs import frozen


@frozen
class Request:
    """Asks ``host``, with its port where that is not the usual one, for what is at ``target``, a path and a query.

    ``is_compressed`` offers that messages may be (permessage-deflate, RFC 7692).
    """

    host: str
    target: str
    headers: tuple[tuple[str, str], ...] = ()
    subprotocols: tuple[str, ...] = ()
    is_compressed: bool = True


@frozen
class Manner:
    """Whether what is sent ``is_text`` where it can be, the ``largest`` message in bytes, and what is behind each."""

    is_text: bool = True
    largest: int = 64 * 1024 * 1024
    end: bytes = b""
