"""Commands on other machines, by SSH."""

from __future__ import annotations

import getpass
import os
import re
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal, Self

from attrs import field, frozen

from poetrygui.api import Option
from poetrygui.core import questions
from poetrygui.core.extras import import_extra
from poetrygui.core.options.details import Details
from poetrygui.core.transports import connecting, secure_shell, streams
from poetrygui.core.transports.host_and_port import port_number, v6_host
from poetrygui.core.transports.proxy import ProxyAddress, check_proxy, endpoint_by
from poetrygui.core.transports.transport import Transport
from poetrygui.errors import AddressError

_ADDRESS = re.compile(
    r"(?:(?P<user>[^@:\s]+)@)?(?:\[(?P<v6>[^\[\]]+)\]|(?P<host>[^:@\[\]\s/]+)):(?:(?P<port>[0-9]+):)?(?P<command>.*)"
)
_BEGINS_AS_PORT = re.compile(r"[0-9]+:")
_USUAL_PORT = 22
_WORDS = ("shown apart", "in the stream, where it comes", "dropped")
_FOLDER = "~/.ssh"
_USUAL_KEYS = ("id_ed25519", "id_ecdsa", "id_rsa")
_AGENT = "SSH_AUTH_SOCK"


@frozen
class Ssh(Transport):
    """A command that the shell of a user of another machine runs. Without a user it is who runs this program."""

    prefix: ClassVar[str] = "ssh"
    title: ClassVar[str] = "SSH"
    forms: ClassVar[tuple[str, ...]] = ("ssh:USER@HOST[:PORT]:COMMAND",)
    ends: ClassVar[str] = "as `command:`; a connection that breaks before the command ends breaks it off"
    silence: ClassVar[str] = "the program wrote nothing"
    user: str
    host: str
    port: int
    command: str
    key: Annotated[str, Option("Your key's file, if another"), Details(files="Keys (*)")] = ""
    agent: Annotated[bool, Option("Use the keys of your agent")] = True
    known_hosts: Annotated[str, Option("Known hosts' file, if another"), Details(files="Known hosts (*)")] = ""
    errors: Annotated[Literal["apart", "mixed", "dropped"], Option("Its standard error"), Details(words=_WORDS)] = (
        "apart"
    )

    proxy: ProxyAddress = field(default="", validator=check_proxy)

    @classmethod
    def read(cls, rest: str) -> Self | None:
        """Read who, where and what."""
        match = _ADDRESS.fullmatch(rest)
        if match is None:
            raise AddressError(f"{cls.prefix}:{rest} names no command on a host: write {cls.forms[0]}.")
        text = f"{cls.prefix}:{rest}"
        if not match["command"].strip():
            raise AddressError(f"{text!r} has no command to run there: write {cls.forms[0]}.")
        host = match["host"] if match["v6"] is None else v6_host(match["v6"], text)
        port = _USUAL_PORT if match["port"] is None else port_number(match["port"], text)
        return cls(match["user"] or "", host, port, match["command"])

    def __str__(self) -> str:
        is_told = self.port != _USUAL_PORT or _BEGINS_AS_PORT.match(self.command)
        return f"ssh:{self._who}{f':{self.port}' if is_told else ''}:{self.command}"

    @property
    def destination(self) -> connecting.Destination:
        """Who, where and what."""
        return streams.StreamAddress(f"{self._who}: {self.command}".encode("utf-8", "surrogateescape"))

    @property
    def runs(self) -> str:
        """The command, and who runs it where."""
        return f"{self.command} by SSH as {self._who}"

    def check(self) -> None:
        """Raise AddressError where the extra is not installed, or the key's file cannot be read."""
        import_extra("twisted.conch.ssh.keys", "ssh", "A command by SSH", AddressError)
        for file, what in ((self.key, "your key"), (self.known_hosts, "the known hosts")):
            if file and not os.access(streams.place_of(file), os.R_OK):
                raise AddressError(f"{file!r} cannot be read: name the file of {what}.")

    def endpoint(self, reactor: Any) -> connecting.Endpoint:
        """Return what runs it, where nobody can be asked."""
        return self.asking_endpoint(reactor, questions.Nobody())

    def asking_endpoint(self, reactor: Any, asker: questions.Asker) -> connecting.Endpoint:
        """Return what runs it, and asks for what it needs. Raises AddressError as :meth:`check` does."""
        self.check()
        folder = streams.place_of(_FOLDER)
        usual = [folder / name for name in _USUAL_KEYS if (folder / name).exists()]
        files: list[Path] = [streams.place_of(self.key)] if self.key else usual
        agent = os.environ.get(_AGENT, "") if self.agent else ""
        return secure_shell.ShellEndpoint(
            reactor,
            endpoint_by(reactor, self.host, self.port, self.proxy),
            self.destination,
            (self.host, self.port),
            self.command,
            self.errors,
            secure_shell.KnownHosts(streams.place_of(self.known_hosts) if self.known_hosts else folder / "known_hosts"),
            secure_shell.Credentials(self.user or getpass.getuser(), files, agent),
            asker,
        )

    @property
    def _who(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.user}@{host}" if self.user else host
