"""One half of a confinement alone, in a process of its own: what each refuses without the other."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Callable
from pathlib import Path

from poetrygui.hosts.confinement.allowed import NOTHING
from poetrygui.hosts.confinement.call_rules import call_rules
from poetrygui.hosts.confinement.filter_program import filter_program
from poetrygui.hosts.confinement.kernel import this_machine
from poetrygui.hosts.confinement.landlock import MAKE, READ, restrict_files
from poetrygui.hosts.confinement.seccomp import give_up_privileges, set_filter


def goes(call: Callable[[], object]) -> str:
    try:
        call()
    except OSError as error:
        return type(error).__name__
    return "goes"


def main() -> None:
    folder, version = Path(sys.argv[1]), int(sys.argv[2])
    give_up_privileges()
    if version:
        rights = {str(folder / "read"): READ, str(folder / "write"): MAKE, str(folder / "none"): READ}
        restrict_files(rights, version, network=False)
    else:
        machine = this_machine()
        assert machine is not None
        set_filter(machine, filter_program(machine, call_rules(NOTHING, os.getpid())))
    print(
        goes((folder / "read" / "file").read_text),
        goes((folder / "secret").read_text),
        goes(lambda: (folder / "read" / "made").open("x")),
        goes(lambda: (folder / "write" / "made").open("x")),
        goes(socket.socket),
        goes(lambda: os.fork() or os._exit(0)),
    )
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
