"""Asking the user while a connection is being made: whoever thinks or types has all the time there is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from twisted.internet.defer import CancelledError, Deferred
from twisted.python.failure import Failure

from poetrygui.core.questions.asking import Asker, Question
from poetrygui.core.transports import connecting
from poetrygui.core.transports.transport import Transport

T = TypeVar("T")


class PatientAsker:
    """Passes questions on to another asker; ``asked`` is called before each, and ``answered`` after it."""

    def __init__(self, asker: Asker, asked: Callable[[], object], answered: Callable[[], object]) -> None:
        """Have ``asker`` ask."""
        self._asker = asker
        self._asked = asked
        self._answered = answered

    @property
    def can_ask(self) -> bool:
        """Whether the other one can."""
        return self._asker.can_ask

    @property
    def can_confirm(self) -> bool:
        """Whether the other one can."""
        return self._asker.can_confirm

    def ask(self, question: Question) -> Deferred[str | None]:
        """Have the other one ask."""
        return self._watched(self._asker.ask, question)

    def confirm(self, text: str) -> Deferred[bool]:
        """Have the other one ask."""
        return self._watched(self._asker.confirm, text)

    def by(self, reactor: Any) -> Callable[[Transport], connecting.Endpoint]:
        """Return what makes of a transport what connects by it, and asks this one."""
        return lambda transport: transport.asking_endpoint(reactor, self)

    def _watched(self, ask: Callable[[Any], Deferred[T]], what: object) -> Deferred[T]:
        self._asked()
        return ask(what).addBoth(self._over)

    def _over(self, result: Any) -> Any:
        # Where it is cancelled, nobody connects any more.
        if not isinstance(result, Failure) or not result.check(CancelledError):
            self._answered()
        return result
