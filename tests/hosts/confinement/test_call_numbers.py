"""The numbers of calls are those of the kernel's own headers, where these are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from poetrygui.hosts.confinement.call_numbers import call_numbers
from poetrygui.hosts.confinement.kernel import ARM64, X86_64, Machine

HEADERS = {
    X86_64: ("x86_64-linux-gnu/asm/unistd_64.h", "asm/unistd_64.h"),
    ARM64: ("asm-generic/unistd.h",),
}


@pytest.mark.parametrize("machine", HEADERS, ids=lambda machine: machine.name)
def test_numbers(machine: Machine) -> None:
    found = [path for name in HEADERS[machine] if (path := Path("/usr/include", name)).exists()]
    if not found:
        pytest.skip("the kernel's headers are not installed")
    told = re.findall(r"^#define __NR(?:3264)?_(\w+)\s+(\d+)$", found[0].read_text(), re.MULTILINE)
    theirs = {"newfstatat" if name == "fstatat" else name: int(number) for name, number in told}
    ours = call_numbers(machine)
    # Headers may be older than a call that is named here.
    assert {name: number for name, number in ours.items() if theirs.get(name, number) != number} == {}
    assert len(ours.keys() & theirs.keys()) > 150


@pytest.mark.parametrize("machine", HEADERS, ids=lambda machine: machine.name)
def test_no_number_is_there_twice(machine: Machine) -> None:
    ours = call_numbers(machine)
    assert len({*ours.values()}) == len(ours)
