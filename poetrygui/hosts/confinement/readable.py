"""What every host may read: what Python, installed packages and the system's libraries consist of."""

from __future__ import annotations

import os
import sys
import sysconfig
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from poetrygui.own_process import is_standalone
from poetrygui.paths import resources, shipped_protocols

DEVICES = ("/dev/null", "/dev/zero", "/dev/urandom", "/dev/random")
WRITABLE_DEVICES = ("/dev/null",)

FOR_NETWORK = (
    *("/etc/gai.conf", "/etc/host.conf", "/etc/hosts", "/etc/nsswitch.conf", "/etc/protocols", "/etc/resolv.conf"),
    *("/etc/services", "/run/systemd/resolve"),
)
"""What tells the addresses of names."""

FOR_PROCESSES = ("/bin", "/sbin", "/usr", "/etc/alternatives")
"""Where programs are."""

_LIBRARIES = (
    *("/lib", "/lib32", "/lib64", "/usr/lib", "/usr/lib32", "/usr/lib64", "/usr/local/lib", "/etc/ld.so.cache"),
    *("/nix/store", "/gnu/store"),
)
_TIME_ZONES = ("/etc/localtime", "/etc/timezone", "/usr/share/zoneinfo", "/usr/share/locale")
_CERTIFICATES = (
    *("/etc/ca-certificates", "/etc/crypto-policies", "/etc/pki/ca-trust", "/etc/pki/tls", "/etc/ssl/certs"),
    *("/etc/ssl/cert.pem", "/etc/ssl/openssl.cnf", "/usr/share/ca-certificates", "/usr/share/crypto-policies"),
)
_CERTIFICATES_NAMED = ("OPENSSL_CONF", "SSL_CERT_DIR", "SSL_CERT_FILE")
_FOR_A_WHILE = ("/tmp", "/var/tmp")
_THREADS = "/proc/self/task"  # its own, and what they have computed
_PROCESSORS = ("/sys/devices/system/cpu/online", "/sys/devices/system/cpu/possible")


@cache
def readable() -> tuple[str, ...]:
    """Return the paths of files and folders, with all that is in them. None of them is, or holds, a user's own."""
    named = [os.environ.get(each, "") for each in _CERTIFICATES_NAMED]
    package = Path(__file__).parents[2]
    python = [sysconfig.get_path("stdlib"), sysconfig.get_path("platstdlib"), str(Path(sys.base_prefix) / "lib")]
    own = [str(package), str(shipped_protocols()), str(resources()), *([sys.executable] if is_standalone() else [])]
    found = [*_LIBRARIES, *_TIME_ZONES, *_CERTIFICATES, *_PROCESSORS, _THREADS, *DEVICES, *own]
    return (*found, *_narrow([*python, *sys.path, *filter(None, named)]))


def _narrow(paths: Iterable[str]) -> list[str]:
    """Return those that hold neither the user's folder nor what programs keep for a while.

    A path that Python imports from may be any: a program that is started in somebody's home has that first.
    """
    users = {Path(each).resolve() for each in (Path.home(), *_FOR_A_WHILE, os.environ.get("TMPDIR") or "/tmp")}
    return [path for path in paths if Path(path).is_absolute() and not any(_holds(path, user) for user in users)]


def _holds(path: str, user: Path) -> bool:
    real = Path(path).resolve()
    return real == user or real in user.parents
