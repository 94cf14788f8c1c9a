"""Confining this process, as far as the system can."""

from __future__ import annotations

import os
import platform
import sys
from functools import cache

from poetrygui.hosts.confinement.allowed import Allowed
from poetrygui.hosts.confinement.call_rules import call_rules
from poetrygui.hosts.confinement.filter_program import filter_program
from poetrygui.hosts.confinement.kernel import this_machine
from poetrygui.hosts.confinement.landlock import (
    EVERYTHING,
    LINK,
    MAKE,
    READ,
    RUN,
    Right,
    landlock_version,
    restrict_files,
)
from poetrygui.hosts.confinement.readable import FOR_NETWORK, FOR_PROCESSES, WRITABLE_DEVICES, readable
from poetrygui.hosts.confinement.seccomp import can_filter, give_up_privileges, set_filter


@cache
def missing_here() -> str:
    """Return why hosts are not confined on this system, in a few words; nothing where they are."""
    machine = this_machine()
    if sys.platform != "linux":
        return "only Linux has what confines them"
    if machine is None:
        return f"it is not known how to on {platform.machine()}"
    if not landlock_version():
        return "this kernel has no Landlock, or it is turned off"
    return "" if can_filter(machine) else "this kernel has no filters of calls (seccomp)"


def confine(allowed: Allowed) -> None:
    """Refuse this process, from now on for ever, whatever is not ``allowed``, as far as this system can.

    It is to have one thread. Raises OSError where it fails though the system could.
    """
    machine = this_machine()
    if machine is None:
        return
    version = landlock_version()
    filters = can_filter(machine)
    if version or filters:
        give_up_privileges()
    if version:
        restrict_files(_rights(allowed), version, network=allowed.network)
    if filters:
        set_filter(machine, filter_program(machine, call_rules(allowed, os.getpid())))


def _rights(allowed: Allowed) -> dict[str, Right]:
    if allowed.files:
        everything = EVERYTHING if allowed.processes else EVERYTHING & ~Right.EXECUTE
        return {"/": everything}
    rights = dict.fromkeys([*readable(), *allowed.read], READ)
    rights |= dict.fromkeys(WRITABLE_DEVICES, READ | Right.WRITE_FILE)
    if allowed.network:
        rights |= dict.fromkeys(FOR_NETWORK, READ)
    if allowed.processes:
        rights |= dict.fromkeys([*FOR_PROCESSES, "/lib", "/lib32", "/lib64", "/nix/store", "/gnu/store"], RUN)
    # Where a program may write to what is there, what is linked is copied instead.
    linked = READ if allowed.processes else LINK
    return rights | dict.fromkeys(allowed.linked, linked) | dict.fromkeys(allowed.write, MAKE)
