"""What an honest protocol does in a host, and what is to work there; a warm process has imported it."""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import ssl
import subprocess
import threading
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from twisted.internet.threads import deferToThread

from poetrygui.hosts.channel import Channel

HONEST: dict[str, Callable[[Mapping[str, Any]], object]] = {}


def honest(function: Callable[[Mapping[str, Any]], object]) -> Callable[[Mapping[str, Any]], object]:
    HONEST[function.__name__] = function
    return function


@honest
def import_late(at: Mapping[str, Any]) -> object:
    # A module of Python's, one in C and one of an installed package, which nobody has imported by then.
    return [import_module(each) for each in ("wave", "sqlite3", "_decimal", "twisted.words.protocols.irc")]


@honest
def name_in_other_letters(at: Mapping[str, Any]) -> object:
    return "bücher.example".encode("idna"), "x".encode("utf-16"), "x".encode("shift_jis")


@honest
def know_the_time(at: Mapping[str, Any]) -> object:
    zones = import_module("zoneinfo")
    return zones.ZoneInfo("Europe/Berlin"), import_module("time").localtime()


@honest
def draw_lots(at: Mapping[str, Any]) -> object:
    return os.urandom(16), Path("/dev/urandom").open("rb").read(16)


@honest
def read_its_folder(at: Mapping[str, Any]) -> object:
    return Path(at["allowed"], "file").read_text(), [*Path(at["allowed"]).iterdir()]


@honest
def make_files_of_its_own(at: Mapping[str, Any]) -> object:
    made = Path(at["output"], "made")
    with made.open("x") as file:
        file.write("x")
    made.rename(made.with_name("named"))
    os.link(Path(at["linked"], "file"), Path(at["output"], "linked"))
    return True


@honest
def have_threads_and_timers(at: Mapping[str, Any]) -> object:
    rung = threading.Event()
    timer = threading.Timer(0.01, rung.set)
    timer.start()
    timer.join()
    signal.signal(signal.SIGALRM, lambda *_: None)
    signal.setitimer(signal.ITIMER_REAL, 0.01)
    signal.pause()
    signal.raise_signal(signal.SIGALRM)
    return rung.is_set()


@honest
def speak_tls(at: Mapping[str, Any]) -> object:
    context = ssl.create_default_context()
    assert context.get_ca_certs() or not any(map(os.path.exists, ("/etc/ssl/certs", "/etc/pki/tls/certs")))
    speaking = context.wrap_bio(ssl.MemoryBIO(), ssl.MemoryBIO(), server_hostname="example")
    try:
        speaking.do_handshake()
    except ssl.SSLWantReadError:
        return True
    return False


@honest
def call_back_from_c(at: Mapping[str, Any]) -> object:
    return ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_int)(abs)(-1)


@honest
def have_a_loop(at: Mapping[str, Any]) -> object:
    asyncio = import_module("asyncio")
    return asyncio.run(asyncio.sleep(0, "slept"))


@honest
def run_a_reactor_with_threads(at: Mapping[str, Any]) -> object:
    reactor: Any = import_module("twisted.internet.reactor")
    found: list[object] = []
    deferToThread(os.getpid).addBoth(found.append).addBoth(lambda _: reactor.stop())
    reactor.run(installSignalHandlers=False)
    assert found == [os.getpid()], found
    return found


@honest
def use_the_network(at: Mapping[str, Any]) -> object:
    with socket.create_connection(("localhost", at["tcp"])) as connection:
        return connection.send(b"x")


@honest
def start_a_program(at: Mapping[str, Any]) -> object:
    subprocess.run(["/bin/echo", "x"], check=True, stdout=subprocess.DEVNULL)
    return subprocess.run(["/bin/echo", "x"], check=True, capture_output=True).stdout


def do(channel: Channel, arguments: dict[str, Any]) -> None:
    """Say that one was done, or what is against it."""
    try:
        HONEST[arguments["name"]](arguments["at"])
    except BaseException as error:  # noqa: BLE001 - told
        channel.send({"problem": f"{type(error).__name__}: {error}"})
    else:
        channel.send({"problem": ""})
