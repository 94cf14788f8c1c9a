"""What servers say in these tests."""

from __future__ import annotations

from collections.abc import Callable

from tests.core.scripted_server import Script, Session
from tests.hosts.live.conftest import Seen


def says(*pieces: bytes, closes: bool = True) -> Callable[[Seen], Script]:
    """Return what makes the script of a server that says some pieces, each once the one before came, and closes."""

    def maker(seen: Seen) -> Script:
        async def script(session: Session) -> None:
            for number, piece in enumerate(pieces, 1):
                session.send(piece)
                size = sum(map(len, pieces[:number]))
                await session.until(lambda size=size: seen() >= size or session.is_lost)  # type: ignore[misc]
            if closes:
                session.close()

        return script

    return maker
