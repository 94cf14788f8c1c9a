"""What servers say in these tests."""

from __future__ import annotations

from collections.abc import Callable

from tests.core.scripted_server import Script, Session
from tests.hosts.live.conftest import Seen


def says(*pieces: bytes, hears: int = 0, closes: bool = True) -> Callable[[Seen], Script]:
    """Return what makes the script of a server that says some pieces, each once the one before came, and closes.

    It does that when it has heard so many bytes: of what is on its way by then, it would hear no more.
    """

    def maker(seen: Seen) -> Script:
        async def script(session: Session) -> None:
            for number, piece in enumerate(pieces, 1):
                session.send(piece)
                size = sum(map(len, pieces[:number]))
                await session.until(lambda size=size: seen() >= size or session.is_lost)  # type: ignore[misc]
            await session.heard(hears)
            if closes:
                session.close()

        return script

    return maker
