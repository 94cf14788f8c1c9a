"""``twist poetrygui-relay``: what it takes, and the service that it runs."""

from __future__ import annotations

from pathlib import Path

from twisted.application.service import IService
from twisted.python.usage import Options as TwistedOptions
from twisted.python.usage import UsageError

from poetrygui import commands, plugins
from poetrygui.commands.process_reactor import reactor
from poetrygui.commands.relay_service import RelayService
from poetrygui.errors import PoetryError
from poetrygui.paths import Profile, shipped_protocols

_PROTOCOL, _CLIENT, _WAY = "option", "client-option", "transport-option"


class Options(TwistedOptions):
    """What is given behind the name of the service."""

    synopsis = "[options] LISTEN ADDRESS"
    longdesc = (
        "Stand between clients and a server, pass everything on, and record both directions. LISTEN is PORT, which only"
        " this machine reaches, or a Twisted server endpoint, such as systemd:domain=INET:index=0."
        " Protocols of yours run in this process."
    )
    optParameters = [  # noqa: N815, RUF012 - Twisted's way
        ["protocol", "p", "raw", "How frames are cut out of what the server sends."],
        ["client-protocol", "c", "", "How they are cut out of what clients send, if not by the same."],
        ["timeout", "t", 30.0, "Give up on a server that cannot be reached for so many seconds.", float],
        ["profile", None, "", "The folder in which recordings, and protocols of yours, are kept."],
    ]
    optFlags = [  # noqa: N815, RUF012 - Twisted's way
        ["tee", None, "Make one connection to the server, for all who watch it."],
        ["no-record", None, "Keep no recordings."],
    ]

    def __init__(self) -> None:
        """Begin with no options of protocols or of the way to the server."""
        super().__init__()  # type: ignore[no-untyped-call]
        self._values: dict[str, dict[str, str]] = {_PROTOCOL: {}, _CLIENT: {}, _WAY: {}}

    def opt_option(self, text: str) -> None:
        r"""Set an option of the protocol, NAME=VALUE, such as delimiter=\r\n; may be given several times."""
        self._set(_PROTOCOL, text)

    def opt_client_option(self, text: str) -> None:
        """Set an option of the protocol for clients, NAME=VALUE; may be given several times."""
        self._set(_CLIENT, text)

    def opt_transport_option(self, text: str) -> None:
        """Set an option of the way to the server, NAME=VALUE; may be given several times."""
        self._set(_WAY, text)

    def parseArgs(self, *places: str) -> None:  # noqa: N802 - Twisted's name
        """Take the two places."""
        if len(places) != 2:
            raise UsageError("Name where to listen and the address of the server.")
        self["listen"], self["address"] = places

    def postOptions(self) -> None:  # noqa: N802 - Twisted's name
        """Find the protocols, and look at the address. Raises UsageError."""
        profile = Profile(Path(self["profile"]).absolute()) if self["profile"] else Profile.default()
        registry = plugins.ProtocolRegistry(shipped_protocols(), profile.protocols)
        server, client = (self["protocol"], self._values[_PROTOCOL]), self["client-protocol"]
        try:
            (to,) = commands.addressed([self["address"]], self._values[_WAY])
            wish = commands.RelayWish(
                self["listen"],
                to,
                server,
                (client, self._values[_CLIENT]) if client else server,
                self["timeout"],
                folder=None if self["no-record"] else profile.poems,
                quiet=True,
                tee=bool(self["tee"]),
            )
            self["relay"] = commands.wanted_relay(wish, registry)
        except PoetryError as error:
            raise UsageError(str(error)) from error

    def _set(self, of: str, text: str) -> None:
        name, given, value = text.partition("=")
        if not given or not name:
            raise UsageError(f"{text!r} is no option: write NAME=VALUE.")
        self._values[of][name] = value


def makeService(options: Options) -> IService:  # noqa: N802 - Twisted's name
    """Return the service."""
    return RelayService(reactor, options["relay"])
