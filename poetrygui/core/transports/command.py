"""Commands: a program's output, and what is sent goes to its input."""

from __future__ import annotations

import os
import shlex
import shutil
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal, Self

from attrs import frozen

from poetrygui.api import Option
from poetrygui.core.options.details import Details
from poetrygui.core.transports import connecting, streams
from poetrygui.core.transports.transport import Transport
from poetrygui.errors import AddressError

_WORDS = ("shown apart", "in the stream, where it comes", "dropped")


@frozen
class Command(Transport):
    """A program with its arguments, started for each connection. No shell reads it, unless it is one."""

    prefix: ClassVar[str] = "command"
    title: ClassVar[str] = "Command"
    forms: ClassVar[tuple[str, ...]] = ("command:PROGRAM ARGUMENT...",)
    ends: ClassVar[str] = "it ends with status 0; another status or a signal counts as broken off, and is told"
    silence: ClassVar[str] = "the program wrote nothing"
    argv: tuple[str, ...]
    folder: Annotated[str, Option("Runs in the folder")] = ""
    errors: Annotated[Literal["apart", "mixed", "dropped"], Option("Its standard error"), Details(words=_WORDS)] = (
        "apart"
    )

    @classmethod
    def read(cls, rest: str) -> Self | None:
        """Read a program and its arguments, with quotes as in a shell."""
        try:
            argv = tuple(shlex.split(rest))
        except ValueError as error:
            raise AddressError(f"The command {rest!r} cannot be read: {str(error).lower()}.") from error
        if not argv or not argv[0]:
            raise AddressError(f"A command needs a program: write {cls.forms[0]}.")
        return cls(argv)

    def __str__(self) -> str:
        return f"command:{shlex.join(self.argv)}"

    @property
    def destination(self) -> connecting.Destination:
        """The command as it is typed."""
        return streams.StreamAddress(shlex.join(self.argv).encode("utf-8", "surrogateescape"))

    @property
    def runs(self) -> str:
        """The command as it is typed, and where."""
        where = f" in the folder {self.folder}" if self.folder else ""
        return f"{shlex.join(self.argv)}{where}"

    def check(self) -> None:
        """Raise AddressError where there is no such folder, or no such program."""
        folder = self._folder
        if folder is not None and not folder.is_dir():
            raise AddressError(f"There is no folder {self.folder!r} to run the command in: name one that there is.")
        program = self.argv[0]
        if "/" in program:
            found = shutil.which((folder or Path.cwd()) / program)
        else:
            found = shutil.which(program)
        if found is None:
            raise AddressError(f"There is no program {program!r}, or you may not run it: check how it is written.")

    def endpoint(self, reactor: Any) -> connecting.Endpoint:
        """Return what starts it."""

        def begin(process: streams.CommandProcess, protocol: Any) -> None:
            streams.CommandTransport(reactor, protocol, self.destination, process).begin()

        return streams.StreamEndpoint(self.destination, lambda: self._start(reactor), begin, streams.end_unused)

    @property
    def _folder(self) -> Path | None:
        return streams.place_of(self.folder) if self.folder else None

    def _start(self, reactor: Any) -> streams.CommandProcess:
        self.check()
        try:
            return streams.CommandProcess(reactor, self.argv, self._folder, self.errors)
        except OSError as error:
            cause = (error.strerror or os.fspath(self.argv[0])).lower()
            raise AddressError(f"The program {self.argv[0]!r} cannot be started: {cause}.") from error
