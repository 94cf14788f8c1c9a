"""What the hosts of these tests are asked for; a warm process has imported it."""

from __future__ import annotations

import contextlib
import itertools
import os
import resource
import sys
import time
from array import array
from pathlib import Path
from typing import Any

from poetrygui.hosts.channel import Channel
from poetrygui.hosts.confinement.kernel import control


def echo(channel: Channel, arguments: dict[str, Any]) -> None:
    """Say what was asked, in each of the three ways."""
    channel.send({"said": arguments, "reactor": "twisted.internet.reactor" in sys.modules})
    channel.send(array("Q", [1, 2**63]))
    channel.send(b"\0bytes\n")


def follow(channel: Channel, arguments: dict[str, Any]) -> None:
    """Answer each message, and wait for the next in between, for as long as that takes."""
    while True:
        channel.send({"waits": True})
        channel.send({"heard": channel.receive()["text"]})


def echo_once_asked(channel: Channel, arguments: dict[str, Any]) -> None:
    """Wait for a message, having said nothing, and say what was asked by then."""
    channel.send({"waits": True})
    channel.send({"said": arguments, "heard": channel.receive()})


def compute_once_asked(channel: Channel, arguments: dict[str, Any]) -> None:
    """Wait for a message, and compute for ever then."""
    channel.send({"waits": True})
    channel.receive()
    any(itertools.repeat(0))


def compute(channel: Channel, arguments: dict[str, Any]) -> None:
    """Compute for ever, within C, where no signal gets in."""
    any(itertools.repeat(0))


def sleep(channel: Channel, arguments: dict[str, Any]) -> None:
    """Wait for what does not come."""
    time.sleep(3600)


def say_and_sleep(channel: Channel, arguments: dict[str, Any]) -> None:
    """Say that it waits for what does not come."""
    channel.send({"sleeps": True})
    time.sleep(3600)


def get_on(channel: Channel, arguments: dict[str, Any]) -> None:
    """Compute for longer than the limit, with a sign of life now and then."""
    end = time.process_time() + arguments["seconds"]
    while time.process_time() < end:
        channel.gets_on()
    channel.send({"done": True})


def garbage(channel: Channel, arguments: dict[str, Any]) -> None:
    """Say what is no message."""
    for descriptor in range(3, 64):
        with contextlib.suppress(OSError):
            # The other socket is where everything that is printed goes.
            if os.fstat(descriptor).st_ino != os.fstat(1).st_ino:
                os.write(descriptor, b"\x80\x04\x95pickled")
    time.sleep(3600)


def die(channel: Channel, arguments: dict[str, Any]) -> None:
    """End as it should not."""
    print("the last words", flush=True)
    os.kill(os.getpid(), arguments["signal"])


def take_memory(channel: Channel, arguments: dict[str, Any]) -> None:
    """Take more than there may be."""
    try:
        bytearray(resource.getrlimit(resource.RLIMIT_AS)[0])
    except MemoryError:
        channel.send({"refused": True})


def limits(channel: Channel, arguments: dict[str, Any]) -> None:
    """Say how much there may be."""
    names = {"memory": resource.RLIMIT_AS, "cpu": resource.RLIMIT_CPU, "file": resource.RLIMIT_FSIZE}
    told: dict[str, Any] = {name: resource.getrlimit(kind)[1] for name, kind in names.items()}
    told["core"] = resource.getrlimit(resource.RLIMIT_CORE)[1]
    told["umask"] = os.umask(0)
    if sys.platform == "linux":
        told["dumpable"] = control(3)
        told["first"] = _first_to_go()
    channel.send(told)


def _first_to_go() -> str:
    # Its own folder there is no file that a confined one may read, but that of its threads.
    found = [*Path("/proc/self/task").glob("*/oom_score_adj")]
    return found[0].read_text("ascii").strip() if found else ""


def fall_silent(channel: Channel, arguments: dict[str, Any]) -> None:
    """Close the line and not what is printed to, and do not go."""
    os.closerange(3, 64)
    any(itertools.repeat(0))


def stay(channel: Channel, arguments: dict[str, Any]) -> None:
    """Close all that is open, and do not go."""
    os.closerange(0, 64)
    time.sleep(3600)
