"""Classes that stand for protocols whose files are run in other processes: what was told of each, and no code of it."""

from __future__ import annotations

from typing import Any, ClassVar, NamedTuple

from poetrygui.api import PoemProtocol
from poetrygui.core.options.declared_option import DeclaredOption
from poetrygui.plugins.source_file import SourceFile


class ToldProtocol(NamedTuple):
    """What was told of one protocol: the ``name`` of its class, and what it has."""

    name: str
    options: tuple[DeclaredOption, ...] = ()
    speaks: bool = False
    """Whether it says how to send."""
    has_fields: bool = False
    """Whether it tells the fields of its frames."""
    has_factory: bool = False
    """Whether its author wrote a factory."""


class ToldDefault:
    """The default of an option, as its text alone."""

    def __init__(self, text: str) -> None:
        """Be written as ``text``."""
        self._text = text

    def __str__(self) -> str:
        """Return the text."""
        return self._text

    __repr__ = __str__


class StandIn(PoemProtocol):
    """Is asked for what one asks a protocol's class for, and never built: whoever fetches has it run elsewhere."""

    told: ClassVar[ToldProtocol]
    source: ClassVar[SourceFile | None] = None
    """The bytes that were run to find this out; None for a protocol of an installed package."""

    def __init__(self, *_arguments: object, **_named: object) -> None:
        """Raise TypeError."""
        raise TypeError(f"{type(self).__name__} runs in a process of its own, and not here")


def stand_in(told: ToldProtocol, source: SourceFile | None) -> type[StandIn]:
    """Return a class that stands for the protocol of which this was ``told``, in the file ``source``."""
    members: dict[str, Any] = {"told": told, "source": source}
    if told.speaks:
        members["encode"] = _elsewhere
    if told.has_fields:
        members["fields"] = _elsewhere
    return type(told.name, (StandIn,), members)


def _elsewhere(_protocol: StandIn, _frame: bytes) -> Any:
    raise ValueError("that is done in the protocol's own process")
