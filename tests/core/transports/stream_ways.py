"""What sends a stream by each transport: whoever adds a transport of streams adds one entry to WAYS."""

from __future__ import annotations

import array
import contextlib
import enum
import fcntl
import os
import shlex
import socket
import struct
import subprocess
import sys
import termios
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from attrs import define, evolve, field, frozen

from poetrygui.core.outcomes import Outcome
from tests.core.certificates import Authority
from tests.core.conftest import Serve
from tests.core.scripted_server import TURN, Script, Session, sends, sends_and_resets, sends_and_waits
from tests.core.transports.shell_server import Command, ShellServer
from tests.core.transports.socks_server import SocksServer
from tests.core.transports.websocket_server import ServerSide
from tests.core.transports.wired_line import WiredLine


class End(enum.Enum):
    """What the other end does after it has sent."""

    CLOSES = "closes"
    BREAKS = "breaks"
    WAITS = "waits"


@define
class Stage:
    """What a way needs; ``clean`` is unwound after the test."""

    folder: Path
    sockets: Path
    serve: Serve
    clean: ExitStack
    reactor: Any
    _count: int = field(default=0, init=False)

    def place(self, name: str) -> Path:
        """Return a path where nothing is yet."""
        self._count += 1
        return self.folder / f"{name}-{self._count}"

    def file(self, data: bytes) -> Path:
        """Return a new file that holds ``data``."""
        place = self.place("data")
        place.write_bytes(data)
        return place

    def run(self, script: str, **options: Any) -> subprocess.Popen[bytes]:
        """Run a shell's script, for no longer than the test."""
        process = subprocess.Popen(["sh", "-c", script], **options)
        self.clean.callback(process.wait)
        self.clean.callback(process.kill)
        return process


@frozen
class Played:
    """Where a stream is played, and what a server's entry needs for it."""

    address: str
    options: dict[str, str] = field(factory=dict)
    send: str = ""
    all_came: Callable[[], object] | None = None
    """To be called when all that was sent has come, where the other end does not know that it has."""


Play = Callable[[Stage, bytes, End], Played]


@frozen
class Way:
    """One transport: ``play`` begins to send, ``breaks`` is whether what came can be broken off.

    ``closed`` is how it ends where the other end has sent all.
    """

    play: Play
    breaks: bool = True
    closed: Outcome = Outcome.COMPLETE


def _tcp(stage: Stage, data: bytes, end: End) -> Played:
    scripts = {End.CLOSES: sends, End.BREAKS: sends_and_resets, End.WAITS: sends_and_waits}
    return Played(stage.serve(scripts[end](data)).address)


def _tls(stage: Stage, data: bytes, end: End) -> Played:
    async def script(session: Session) -> None:
        await session.heard(1)
        session.send(data)
        if end is End.BREAKS:
            session.transport.transport.loseConnection()
        elif end is End.CLOSES:
            session.close()

    tls = Authority().server("127.0.0.1")
    return Played(stage.serve(script, tls=tls).address, {"verify": "insecure"}, send="go on")


def _unix(stage: Stage, data: bytes, end: End) -> Played:
    async def breaks(session: Session) -> None:
        session.transport.pauseProducing()
        session.send(data)
        await session.sent()
        await session.close_with_unread_data(1)

    stage.sockets.mkdir(exist_ok=True)
    path = str(stage.sockets / f"s{len(list(stage.sockets.iterdir()))}")
    scripts: dict[End, Script] = {End.CLOSES: sends(data), End.BREAKS: breaks, End.WAITS: sends_and_waits(data)}
    return Played(stage.serve(scripts[end], path=path).address, send="go on" if end is End.BREAKS else "")


def _then(end: End) -> str:
    return {End.CLOSES: "", End.BREAKS: "; kill -9 $$", End.WAITS: "; exec sleep 1000"}[end]


def _command(stage: Stage, data: bytes, end: End) -> Played:
    script = f"cat {shlex.quote(str(stage.file(data)))}{_then(end)}"
    return Played(f"command:{shlex.join(['sh', '-c', script])}")


def _fifo(stage: Stage, data: bytes, end: End) -> Played:
    place = stage.place("fifo")
    os.mkfifo(place)
    stage.run(f"exec >{shlex.quote(str(place))}; cat {shlex.quote(str(stage.file(data)))}{_then(end)}")
    return Played(f"fifo:{place}")


def _unreadable() -> Path:
    # Reading it from its beginning is an error of input and output.
    return Path("/proc/self/mem")


def _file(stage: Stage, data: bytes, end: End) -> Played:
    place = _unreadable() if end is End.BREAKS else stage.file(data)
    return Played(f"file:{place}", {"follow": "yes"} if end is End.WAITS else {})


def _stdin(stage: Stage, data: bytes, end: End) -> Played:
    if end is End.BREAKS:
        descriptor = os.open(_unreadable(), os.O_RDONLY)
    else:
        descriptor, writing = os.pipe()
        stage.run(f"cat {shlex.quote(str(stage.file(data)))}{_then(end)}", stdout=writing)
        os.close(writing)
    be_standard_input(stage.clean, descriptor)
    return Played("stdin:")


def _by_websocket(data: bytes, end: End) -> Script:
    async def script(session: Session) -> None:
        server = ServerSide(session)
        await server.greet()
        server.messages(data)
        if end is End.BREAKS:
            await session.sent()
            session.reset()
        elif end is End.CLOSES:
            await server.close()

    return script


def _ws(stage: Stage, data: bytes, end: End) -> Played:
    return Played(f"ws://{stage.serve(_by_websocket(data, end)).address}/")


def _wss(stage: Stage, data: bytes, end: End) -> Played:
    tls = Authority().server("127.0.0.1")
    address = stage.serve(_by_websocket(data, end), tls=tls).address
    return Played(f"wss://{address.removeprefix('tls:')}/", {"verify": "insecure"})


def _serial(stage: Stage, data: bytes, end: End) -> Played:
    def unplug() -> None:
        line.unplug()

    line = WiredLine(stage.reactor, data, unplug if end is End.BREAKS else bool)
    stage.clean.callback(line.unplug)
    return Played(f"serial:{line.path}", send="go on", all_came=line.unplug if end is End.CLOSES else None)


def _listen(stage: Stage, data: bytes, end: End) -> Played:
    with socket.create_server(("127.0.0.1", 0)) as free:
        place = free.getsockname()
    over = threading.Event()

    def play() -> None:
        connection = connect_when_listened(place, over)
        if connection is None:
            return
        with connection, contextlib.suppress(OSError):  # whoever listens may have been stopped
            connection.sendall(data)
            if end is End.WAITS:
                over.wait()
            elif end is End.BREAKS:
                while _unsent(connection):
                    time.sleep(TURN)
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    thread = threading.Thread(target=play)
    stage.clean.callback(thread.join)
    stage.clean.callback(over.set)
    thread.start()
    return Played(f"listen:tcp:{place[1]}")


def connect_when_listened(place: Any, over: threading.Event) -> socket.socket | None:
    """Return a connection to where somebody is about to listen; None where nobody did until it was ``over``."""
    while not over.wait(TURN):
        connection = socket.socket(socket.AF_UNIX if isinstance(place, str) else socket.AF_INET)
        with contextlib.suppress(OSError):
            connection.connect(place)
            return connection
        connection.close()
    return None


def _unsent(connection: socket.socket) -> int:
    buffer = array.array("i", [0])
    fcntl.ioctl(connection, termios.TIOCOUTQ, buffer)
    return buffer[0]


def _ssh(stage: Stage, data: bytes, end: End) -> Played:
    def plays(command: Command) -> None:
        command.write(data)
        if end is End.BREAKS:
            command.hears = lambda _: command.break_off()
        elif end is End.CLOSES:
            command.end()

    folder = stage.place("ssh")
    folder.mkdir()
    server = ShellServer(stage.reactor, folder, plays)
    stage.clean.callback(server.close)
    server.know_host()
    server.keep_key()
    return Played(server.address(), server.options, send="go on" if end is End.BREAKS else "")


def be_standard_input(clean: ExitStack, descriptor: int) -> None:
    """Have ``descriptor``, which is closed, stand in for standard input until ``clean`` is unwound."""
    before = os.dup(0)
    clean.callback(os.close, before)
    clean.callback(os.dup2, before, 0)
    os.dup2(descriptor, 0)
    os.close(descriptor)


def _by_proxy(play: Play) -> Play:
    def play_there(stage: Stage, data: bytes, end: End) -> Played:
        played = play(stage, data, end)
        proxy = SocksServer(stage.reactor)
        stage.clean.callback(proxy.close)
        return evolve(played, options=played.options | {"proxy": proxy.address})

    return play_there


WAYS: dict[str, Way] = {
    "tcp": Way(_tcp),
    "tcp by a proxy": Way(_by_proxy(_tcp)),
    "tls": Way(_tls),
    "tls by a proxy": Way(_by_proxy(_tls)),
    "unix": Way(_unix),
    "command": Way(_command),
    "fifo": Way(_fifo, breaks=False),
    "file": Way(_file, breaks=sys.platform == "linux"),
    "serial": Way(_serial, closed=Outcome.RESET),
    "listen": Way(_listen),
    "ssh": Way(_ssh),
    "stdin": Way(_stdin, breaks=sys.platform == "linux"),
    "ws": Way(_ws),
    "wss": Way(_wss),
}
