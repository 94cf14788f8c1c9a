"""Files, from their beginning to their end, or for as long as they grow."""

from __future__ import annotations

import os
import stat
from typing import Annotated, Any, ClassVar, Literal, Self

from attrs import frozen

from poetrygui.api import Option
from poetrygui.core.options.details import Details
from poetrygui.core.transports import connecting, streams
from poetrygui.core.transports.transport import Transport
from poetrygui.errors import AddressError


@frozen
class File(Transport):
    """A file that is read, and with ``follow`` goes on as long as somebody writes to it."""

    prefix: ClassVar[str] = "file"
    title: ClassVar[str] = "File"
    forms: ClassVar[tuple[str, ...]] = ("file:/PATH",)
    ends: ClassVar[str] = "the end of the file; with `follow` your stop alone, whether it is emptied or replaced"
    silence: ClassVar[str] = "nothing was written there"
    takes_bytes: ClassVar[bool] = False
    path: str
    follow: Annotated[bool, Option("Follow as it grows")] = False
    begin: Annotated[
        Literal["start", "end"],
        Option("Begin at"),
        Details(words=("its start", "its end"), only_with=("follow", "yes")),
    ] = "start"

    @classmethod
    def read(cls, rest: str) -> Self | None:
        """Read a path."""
        if not rest:
            raise AddressError(f"A file needs its path: write {cls.forms[0]}.")
        return cls(rest)

    def __str__(self) -> str:
        return f"file:{self.path}"

    @property
    def destination(self) -> connecting.Destination:
        """The path."""
        return streams.StreamAddress(os.fsencode(self.path))

    def check(self) -> None:
        """Raise AddressError where it cannot be read; one that is followed may be missing yet."""
        is_fit = stat.S_ISREG if self.follow else _is_file
        streams.check_path(streams.place_of(self.path), is_fit, may_be_missing=self.follow)

    def endpoint(self, reactor: Any) -> connecting.Endpoint:
        """Return what opens it."""
        return streams.StreamEndpoint(
            self.destination, self._open, lambda *opened: self._begin(reactor, *opened), _close
        )

    def _open(self) -> int:
        self.check()
        try:
            descriptor = streams.open_to_read(streams.place_of(self.path))
        except FileNotFoundError:
            if self.follow:
                return -1
            raise
        if self.follow and self.begin == "end":
            os.lseek(descriptor, 0, os.SEEK_END)
        return descriptor

    def _begin(self, reactor: Any, descriptor: int, protocol: Any) -> None:
        transport = streams.ReadingTransport(reactor, protocol, self.destination, "the file ended")
        if self.follow:
            follow = streams.FollowedFile(
                reactor, streams.place_of(self.path), descriptor, transport.ears, transport.tell
            )
            transport.begin(follow)
        else:
            kind = streams.PolledReader if streams.is_polled(descriptor) else streams.SliceReader
            transport.begin(kind(reactor, descriptor, transport.ears))


def _is_file(mode: int) -> bool:
    return stat.S_ISREG(mode) or stat.S_ISCHR(mode)


def _close(descriptor: int) -> None:
    if descriptor >= 0:
        os.close(descriptor)
