"""What one host may do beyond computing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import asdict, frozen

from poetrygui.plugins.needs import FILES, NETWORK, PROCESSES


@frozen
class Allowed:
    """The folders and files that it may ``read``, and folders in which it may make files of its own to ``write``.

    To these it may link what is in the folders ``linked``, which it cannot change. With ``words`` it may do what those
    of a file's header ask for.
    """

    read: tuple[str, ...] = ()
    write: tuple[str, ...] = ()
    linked: tuple[str, ...] = ()
    words: tuple[str, ...] = ()

    @property
    def network(self) -> bool:
        """Whether it may have connections of its own."""
        return NETWORK in self.words

    @property
    def files(self) -> bool:
        """Whether it may do with files whatever its user may."""
        return FILES in self.words

    @property
    def processes(self) -> bool:
        """Whether it may start programs."""
        return PROCESSES in self.words

    def as_json(self) -> dict[str, Any]:
        """Return what :meth:`of_json` takes."""
        return asdict(self)

    @classmethod
    def of_json(cls, told: Mapping[str, Any]) -> Allowed:
        """Return what was told."""
        return cls(**{name: tuple(value) for name, value in told.items()})


NOTHING = Allowed()
"""A host that only computes."""
