"""The system's keyring: a password is looked up when it is needed, and kept nowhere."""

from __future__ import annotations

import threading
from typing import Any

from twisted.internet.defer import Deferred

from poetrygui.core.extras import import_extra
from poetrygui.errors import PoetryError

_NONE = "NoKeyringError"
"""What the package raises where the system has none that it knows."""


def password_in_keyring(service: str, user: str, refusal: type[PoetryError]) -> bytes:
    """Return the password of ``user`` for ``service``; that may take until somebody has unlocked the keyring.

    Raises ``refusal`` where there is none.
    """
    whose = f"the password of {user!r} for {service!r}"
    keyring = import_extra("keyring", "keyring", f"To look up {whose}", refusal)
    try:
        password = keyring.get_password(service, user)
    except Exception as error:  # each keyring raises what it likes
        if type(error).__name__ == _NONE:
            raise refusal(f"No keyring runs here to look up {whose}: start one, such as gnome-keyring.") from error
        cause = f"{type(error).__name__}: {error}".rstrip(".:! ")
        raise refusal(f"The system's keyring does not give {whose}: {cause}.") from error
    if password is None:
        raise refusal(f"The system's keyring has not {whose}: put it there with “keyring set”.")
    return str(password).encode()


def ask_keyring(reactor: Any, service: str, user: str, refusal: type[PoetryError]) -> Deferred[bytes]:
    """Return what fires with the password of ``user`` for ``service``, or fails with ``refusal``.

    The keyring is asked in a thread of its own, which nobody waits for, and whose answer ``reactor`` takes.
    """
    answer: Deferred[bytes] = Deferred(lambda _: None)

    def tell(fire: Any, result: object) -> None:
        if not answer.called:
            fire(result)

    def ask() -> None:
        try:
            found = password_in_keyring(service, user, refusal)
        except PoetryError as error:
            reactor.callFromThread(tell, answer.errback, error)
        else:
            reactor.callFromThread(tell, answer.callback, found)

    threading.Thread(target=ask, name="keyring", daemon=True).start()
    return answer
