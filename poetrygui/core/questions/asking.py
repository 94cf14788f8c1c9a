"""What a way to a server may have to ask its user: a password, a passphrase, whether a host is the right one."""

from __future__ import annotations

from typing import NamedTuple
from typing import Protocol as StructuralType

from twisted.internet.defer import Deferred, succeed


class Question(NamedTuple):
    """A text is wanted: ``text`` asks for it, and what is typed is not shown where it ``is_secret``.

    Both may hold what a server has sent, which whoever shows it makes harmless.
    """

    text: str
    is_secret: bool = True


class Asker(StructuralType):
    """Asks the user. A question that nobody wants to know any more is cancelled by its Deferred."""

    @property
    def can_ask(self) -> bool:
        """Whether there is somebody who can type something."""

    @property
    def can_confirm(self) -> bool:
        """Whether there is somebody who can be shown what is to be believed."""

    def ask(self, question: Question) -> Deferred[str | None]:
        """Fire with what was typed, or with None where the user does not want to answer."""

    def confirm(self, text: str) -> Deferred[bool]:
        """Fire with whether the user agrees to ``text``, a question."""


class Nobody:
    """Where there is nobody to ask: what is asked is declined."""

    can_ask = False
    can_confirm = False

    def ask(self, question: Question) -> Deferred[str | None]:
        """Decline."""
        return succeed(None)

    def confirm(self, text: str) -> Deferred[bool]:
        """Decline."""
        return succeed(False)
