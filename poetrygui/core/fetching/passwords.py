"""Passwords out of the system's keyring: they are looked up when they are needed, once, and kept nowhere."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeAlias

from poetrygui.core.keyrings import password_in_keyring
from poetrygui.core.servers.conversation import Turn
from poetrygui.core.servers.turn_kinds import Does
from poetrygui.errors import SendError

Whose: TypeAlias = tuple[str, str]
"""A service, and a user of it."""
Passwords: TypeAlias = Mapping[Whose, bytes]


def whose_password(turn: Turn) -> Whose:
    """Return which password a turn sends. Raises SendError."""
    service, _, user = turn.text.strip().partition(" ")
    if not user:
        raise SendError(f"{turn.text!r} cannot be sent: a password is that of a SERVICE and a USER.")
    return service, user.strip()


def passwords_for(turns: Iterable[Turn]) -> Passwords:
    """Return the passwords that turns send, each asked for once; that may take until somebody has unlocked the keyring.

    Raises SendError.
    """
    wanted = dict.fromkeys(whose_password(turn) for turn in turns if turn.does is Does.SEND_PASSWORD)
    return {whose: password_of(*whose) for whose in wanted}


def ask_for_passwords(reactor: Any, turns: Iterable[Turn], answer: Callable[[Passwords, str], object]) -> None:
    """Have ``answer`` called by the ``reactor`` with the passwords that turns send, or with why there are none.

    They are asked for in a thread of its own, which nobody waits for: somebody may have to unlock the keyring.
    """
    wanted = tuple(turns)

    def ask() -> None:
        try:
            reactor.callFromThread(answer, passwords_for(wanted), "")
        except SendError as error:
            reactor.callFromThread(answer, {}, str(error))

    threading.Thread(target=ask, name="keyring", daemon=True).start()


def password_of(service: str, user: str) -> bytes:
    """Return the password of ``user`` for ``service`` in the system's keyring. Raises SendError."""
    return password_in_keyring(service, user, SendError)
