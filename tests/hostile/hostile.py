"""One protocol file that does its worst: what it holds, and how its connection may end."""

from __future__ import annotations

from textwrap import indent

from attrs import frozen

FAULT, HANG, COMPLETE, ERROR = "plugin-fault", "plugin-hang", "complete", "protocol-error"
ENDED = (FAULT, HANG)
ANY = (FAULT, HANG, COMPLETE, ERROR, "cut", "stopped", "timeout", "reset")
"""Where what happens is the protocol's own business: one end, and nobody else hears of it."""

TOP = """
import atexit, builtins, ctypes, faulthandler, gc, itertools, json, logging, mmap, os, queue, re, resource, select
import signal, socket, stat, struct, subprocess, sys, threading, time, warnings
from twisted.internet import defer, reactor, task, threads
from poetrygui.api import PoemProtocol, Sample
"""


@frozen
class Hostile:
    """A file's ``source``, what it is about (``kind``), and the ``ends`` that its connection may have.

    ``act`` is what is to be done with it beside fetching: ``send`` by it, ask it for ``fields``, ``check`` it, or
    ``stop`` it.
    """

    name: str
    kind: str
    source: str
    ends: tuple[str, ...] = ENDED
    act: str = ""

    @property
    def file(self) -> str:
        """The name of its protocol."""
        return self.name.replace(" ", "_").replace("-", "_")


def method(head: str, *statements: str) -> str:
    """Return a method with these statements, which may have lines of their own."""
    return f"def {head}:\n" + indent("\n".join(statements), "    ") + "\n"


def protocol(*members: str, top: str = "", base: str = "PoemProtocol") -> str:
    """Return the source of a file with one protocol, which has these ``members``, and with what is at the ``top``."""
    body = indent("\n".join(members), "    ") or "    pass"
    return f"{TOP}{top}\nclass Own({base}):\n{body}\n"


def at_import(*statements: str) -> str:
    """Return the source of a file that does this while it is loaded."""
    return protocol(top="\n".join(statements))


def on_data(*statements: str, top: str = "") -> str:
    """Return the source of a file that does this with a chunk."""
    return protocol(method("dataReceived(self, data)", *statements), top=top)


def once_made(*statements: str, top: str = "") -> str:
    """Return the source of a file that does this once it is connected."""
    return protocol(
        method("connectionMade(self)", *statements), method("dataReceived(self, data)", "self.deliver(data)"), top=top
    )


def later(*statements: str, top: str = "") -> str:
    """Return the source of a file that does this in a timed call."""
    return protocol(
        method("connectionMade(self)", "reactor.callLater(0, self.tick)"),
        method("tick(self)", *statements),
        method("dataReceived(self, data)", "self.deliver(data)"),
        top=top,
    )


def in_thread(*statements: str) -> str:
    """Return the source of a file that does this in a thread of its own."""
    return protocol(
        method("connectionMade(self)", "threading.Thread(target=self.run, daemon=True).start()"),
        method("run(self)", *statements),
        method("dataReceived(self, data)", "self.deliver(data)"),
    )


def once_lost(*statements: str) -> str:
    """Return the source of a file that does this when its connection is lost."""
    return protocol(
        method("dataReceived(self, data)", "self.deliver(data)"), method("connectionLost(self, reason)", *statements)
    )


def having(name: str, *statements: str, also: str = "self.deliver(data)") -> str:
    """Return the source of a file whose method ``name``, with its arguments, does this."""
    return protocol(method("dataReceived(self, data)", also), method(name, *statements))


def listed(kind: str, sources: dict[str, str], ends: tuple[str, ...] = ENDED, act: str = "") -> list[Hostile]:
    """Return an entry for each of the ``sources`` by their names, of one ``kind``, with these ``ends`` and ``act``."""
    return [Hostile(name, kind, source, ends, act) for name, source in sources.items()]
