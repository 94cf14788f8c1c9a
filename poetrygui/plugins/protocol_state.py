"""How a protocol file stands: one value for each way, with what is known in that one and in no other."""

from __future__ import annotations

from typing import ClassVar

from attrs import field, frozen

from poetrygui.api import PoemProtocol

ProtocolClass = type[PoemProtocol]


@frozen
class _Standing:
    """What can be asked of each state; most have nothing to answer."""

    word: ClassVar[str]
    """The state in a word, for a list."""

    @property
    def protocol(self) -> ProtocolClass | None:
        """The class that new connections get, if there is one."""
        return None

    @property
    def problem(self) -> str:
        """Why it cannot be used as it is, in a sentence."""
        return ""

    @property
    def details(self) -> str:
        """The author's own lines of a traceback."""
        return ""

    @property
    def is_being_written(self) -> bool:
        """Whether its file is trusted anew on each save."""
        return False


@frozen
class Shipped(_Standing):
    """It comes with the program, and can be used; it is run when it is first asked for."""

    word = "shipped"
    protocol: ProtocolClass | None = field(default=None, repr=False)


@frozen
class Offered(_Standing):
    """An installed package offers it, and it can be used; it is imported when it is first asked for."""

    word = "ready"
    protocol: ProtocolClass | None = field(default=None, repr=False)


@frozen
class Ready(_Standing):
    """It is the user's own and trusted, and can be used."""

    word = "ready"
    protocol: ProtocolClass = field(repr=False)
    is_being_written: bool = False


@frozen
class ReadyHelper(_Standing):
    """It is the user's own and trusted, and no protocol: others of its folder may import it."""

    word = "ready"
    is_being_written: bool = False


@frozen
class _Told(_Standing):
    """It cannot be used as it is; ``problem`` says why, and what to do."""

    problem: str


# Values as their base makes them: what has no field of its own need not be made by attrs, which takes its time.


class New(_Told):
    """Nobody has decided about it: nothing of it was parsed or run. ``problem`` tells how to trust it."""

    __slots__ = ()
    word = "new"


class Denied(_Told):
    """The user said that it is not to run."""

    __slots__ = ()
    word = "off"


class Hidden(_Told):
    """Another one of its name is used."""

    __slots__ = ()
    word = "off"


@frozen
class Changed(_Standing):
    """Another version of it was trusted: nothing of this one was parsed or run. ``protocol`` is the last good one's."""

    word = "new"
    problem: str
    protocol: ProtocolClass | None = field(default=None, repr=False)


@frozen
class Suspended(_Standing):
    """It was turned off for its faults."""

    word = "off"
    problem: str
    is_being_written: bool = False


@frozen
class _Meanwhile(_Standing):
    """Another version of it may be used; ``protocol`` is the last good one's, and ``problem`` says why."""

    problem: str
    protocol: ProtocolClass | None = field(default=None, repr=False)
    is_being_written: bool = False


class BeingRead(_Meanwhile):
    """It may run, and what it offers is being found out elsewhere."""

    __slots__ = ()
    word = "being read"


class Incompatible(_Meanwhile):
    """It is written for another version of the API, and was not run."""

    __slots__ = ()
    word = "incompatible"


@frozen
class Broken(_Standing):
    """It cannot be used, for the reason given. ``protocol`` is the last good version's."""

    word = "broken"
    problem: str
    details: str = field(default="", repr=False)
    protocol: ProtocolClass | None = field(default=None, repr=False)
    is_being_written: bool = False


ProtocolState = (
    Shipped
    | Offered
    | Ready
    | BeingRead
    | ReadyHelper
    | New
    | Changed
    | Denied
    | Suspended
    | Hidden
    | Incompatible
    | Broken
)
