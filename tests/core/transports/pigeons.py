"""The file of a transport, put where those of the shipped ones are found."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from poetrygui.core import transports
from poetrygui.core.transports.known import known_transports

PIGEON = '''
"""A pigeon, which knows two doors of this machine."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from attrs import frozen
from twisted.internet.endpoints import TCP4ClientEndpoint

from poetrygui.api import Option
from poetrygui.core.transports.transport import Transport
from poetrygui.errors import AddressError


@frozen
class Pigeon(Transport):
    prefix: ClassVar[str] = "pigeon"
    title: ClassVar[str] = "Carrier pigeon"
    forms: ClassVar[tuple[str, ...]] = ("pigeon:FRONT,BACK",)
    ends: ClassVar[str] = "the door is shut"
    front: int
    back: int
    door: Annotated[Literal["front", "back"], Option("Door")] = "front"
    height: Annotated[int, Option("Metres above ground", minimum=1, maximum=900)] = 40

    @classmethod
    def read(cls, rest):
        ports = rest.split(",")
        if len(ports) != 2 or not all(port.isdecimal() for port in ports):
            raise AddressError(f"A pigeon needs two doors, not {rest!r}: write {cls.forms[0]}.")
        return cls(*map(int, ports))

    def __str__(self):
        return f"pigeon:{self.front},{self.back}"

    def endpoint(self, reactor):
        return TCP4ClientEndpoint(reactor, "127.0.0.1", getattr(self, self.door))
'''


def write_pigeon(folder: Path) -> Path:
    """Write the file into a folder."""
    folder.mkdir(exist_ok=True)
    (folder / "pigeon.py").write_text(PIGEON, "utf-8")
    return folder


@contextmanager
def added_pigeon(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Have the file found beside those that are shipped; nothing else is changed."""
    with monkeypatch.context() as changed:
        changed.setattr(transports, "__path__", [*transports.__path__, str(write_pigeon(folder))])
        changed.setattr(sys, "dont_write_bytecode", True)
        known_transports.cache_clear()
        yield
    sys.modules.pop(f"{transports.__name__}.pigeon", None)
    vars(transports).pop("pigeon", None)
    known_transports.cache_clear()
