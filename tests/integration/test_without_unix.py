"""What Windows does not have is missing nowhere as the program is imported; the rest of it is not tried here."""

from __future__ import annotations

import os
import subprocess
import sys

IMPORTED = """
import asyncio, ctypes, os, pkgutil, platform, signal, socket, sys, sysconfig, types
from importlib import import_module
import click._compat, OpenSSL, twisted.internet.endpoints, twisted.internet.process, twisted.internet.reactor
import PyQt6.QtWidgets
import poetrygui
sysconfig.get_config_vars()
platform.uname()
ctypes.windll = None
sys.modules["msvcrt"] = types.ModuleType("msvcrt")
for name in ("fcntl", "grp", "pwd", "resource", "termios", "tty"):
    sys.modules[name] = None
signals = [name for name in dir(signal) if name.startswith("SIG") and name[3:] in "ALRM HUP KILL PROF QUIT USR1 USR2"]
missing = {
    os: ("WIFSIGNALED", "WTERMSIG", "fork", "geteuid", "getuid", "memfd_create", "mkfifo", "pread", "sysconf"),
    signal: (*signals, "ITIMER_PROF", "ITIMER_REAL", "setitimer"),
    socket: ("recv_fds", "send_fds", "socketpair"),
}
for module, names in missing.items():
    for name in names:
        vars(module).pop(name, None)
sys.platform = "win32"
failed = []
for each in pkgutil.walk_packages(poetrygui.__path__, "poetrygui."):
    # What another system's poller is made of is imported where that is.
    if each.name.rpartition(".")[2] not in ("__main__", "kqueue", "epoll"):
        try:
            import_module(each.name)
        except Exception as error:
            failed.append(f"{each.name}: {error}")
print(*failed, sep="\\n", end="")
"""


def test_nothing_is_imported_that_only_unix_has() -> None:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    command = [sys.executable, "-c", IMPORTED]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("", "")
