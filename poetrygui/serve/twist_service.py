"""``twist poetrygui-serve``: what it takes, and the service that it runs."""

from __future__ import annotations

from pathlib import Path

from twisted.application.service import IService
from twisted.internet import reactor  # noqa: TID251 - twist installs it and then imports this
from twisted.python.usage import Options as TwistedOptions
from twisted.python.usage import UsageError

from poetrygui import plugins
from poetrygui.errors import PoetryError
from poetrygui.serve.listen import FREE_LOOPBACK_PORT
from poetrygui.serve.service import PoemService, Serving


class Options(TwistedOptions):
    """What is given behind the name of the service."""

    synopsis = "[options] FILE..."
    longdesc = (
        "Serve files as poems, each at an endpoint of its own. Which it came to is told in the log. A protocol of yours"
        " runs in this process."
    )
    optParameters = [  # noqa: N815, RUF012 - Twisted's way
        ["protocol", "p", "raw", "How frames are encoded: a shipped protocol, or FILE.py or FILE.py:Class of yours."],
        ["listen", "l", FREE_LOOPBACK_PORT, "A Twisted server endpoint, such as systemd:domain=INET:index=0."],
        ["delay", "d", 0.0, "Wait so many seconds after each few bytes.", float],
        ["num-bytes", "n", 10, "With --delay: how many bytes at a time.", int],
    ]

    def __init__(self) -> None:
        """Begin with no options of the protocol."""
        super().__init__()  # type: ignore[no-untyped-call]
        self._options: dict[str, str] = {}

    def opt_option(self, text: str) -> None:
        r"""Set an option of the protocol, NAME=VALUE, such as delimiter=\r\n; may be given several times."""
        name, given, value = text.partition("=")
        if not given or not name:
            raise UsageError(f"{text!r} is no option of a protocol: write NAME=VALUE.")
        self._options[name] = value

    def parseArgs(self, *files: str) -> None:  # noqa: N802 - Twisted's name
        """Take the files."""
        if not files:
            raise UsageError("Name a file to serve.")
        self["files"] = [Path(file) for file in files]

    def postOptions(self) -> None:  # noqa: N802 - Twisted's name
        """Find the protocol. Raises UsageError."""
        name = str(self["protocol"])
        try:
            is_file = name.partition(":")[0].endswith(".py") or "/" in name
            protocol = plugins.protocol_in(name) if is_file else plugins.shipped_protocol(name)
            self["class"] = plugins.configured(protocol, self._options)
        except PoetryError as error:
            raise UsageError(str(error)) from error


def makeService(options: Options) -> IService:  # noqa: N802 - Twisted's name
    """Return the service."""
    serving = Serving(options["files"], options["class"], options["listen"], options["delay"], options["num-bytes"])
    return PoemService(reactor, serving)
