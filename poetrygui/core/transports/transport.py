"""What a way to a server is: an address, the options beside it, and what connects there."""

from __future__ import annotations

import abc
from typing import Any, ClassVar, Self

from attrs import frozen

from poetrygui.core import questions
from poetrygui.core.transports import connecting


@frozen
class Transport(abc.ABC):
    """A way to one server. A subclass in a module of this folder is found by its prefix, and nothing else names it.

    A subclass is a frozen class whose fields are what its address says. A field that is ``Annotated`` with an
    :class:`~poetrygui.api.Option` is an option, and has a default: the form of a server, ``get --transport-option``
    and ``Server.transport_options`` take it, as text, and check it by its type.

    ``str()`` is its address as users see it; that is read back as the same address. What connects is imported when it
    is asked for, as :mod:`~poetrygui.core.transports.connecting` is: whoever reads addresses does without.
    """

    prefix: ClassVar[str]
    """What stands before the first colon of such an address."""
    title: ClassVar[str]
    """The heading of its options."""
    forms: ClassVar[tuple[str, ...]]
    """How such an address is written, for a user who wrote another."""
    ends: ClassVar[str]
    """What ends it, in a few words of the README's table."""
    silence: ClassVar[str] = "the server was silent"
    """What it is that nothing comes for long, in a few words before how long that was."""
    takes_bytes: ClassVar[bool] = True
    """Whether something can be sent there."""
    gives_messages: ClassVar[bool] = False
    """Whether what comes has borders: what its endpoint connects then provides ``IMessageTransport``."""
    not_in_window: ClassVar[str] = ""
    """Why it is of no use to a window, and what to do instead, in a sentence; nothing where it is."""

    @classmethod
    @abc.abstractmethod
    def read(cls, rest: str) -> Self | None:
        """Return what an address says, ``rest`` being what stands behind its prefix and colon.

        Return None where it is for Twisted to read, which knows more forms of its own endpoints. Raises AddressError
        for what no such address can be, limits of the system included.
        """

    @classmethod
    def read_bare(cls, text: str) -> Self | None:
        """Return what an address without a prefix says, or None where it is not of this kind. Raises AddressError."""
        return None

    @classmethod
    def suggestions(cls) -> tuple[str, ...]:
        """Return addresses of this kind that lead somewhere now, for whoever begins to type one."""
        return ()

    @abc.abstractmethod
    def __str__(self) -> str: ...

    @abc.abstractmethod
    def endpoint(self, reactor: Any) -> connecting.Endpoint:
        """Return what connects there. Raises AddressError.

        It has no limit of time of its own, which would count the time in which the process was stopped.
        """

    def listener(self, reactor: Any) -> connecting.Listener | None:
        """Return what waits for peers, each with a stream of its own; None where this is what connects.

        :meth:`endpoint` is then for whoever wants one stream: that of the first peer. Raises AddressError.
        """
        return None

    def asking_endpoint(self, reactor: Any, asker: questions.Asker) -> connecting.Endpoint:
        """Return what connects there, and asks ``asker`` on the way where there is something to ask."""
        return self.endpoint(reactor)

    @property
    def destination(self) -> connecting.Destination:
        """Where it leads, for an author's factory that asks its connector."""
        return connecting.named_destination(str(self))

    @property
    def runs(self) -> str:
        """What it runs here, or elsewhere by its user's keys, for whoever is asked whether it may; mostly nothing."""
        return ""

    def check(self) -> None:  # noqa: B027 - where nothing can be known before, this is all
        """Raise AddressError for what will keep it from connecting and can be known before it is tried."""
