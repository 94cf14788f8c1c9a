"""Calls that Python has no function for: what fails raises, with the kernel's number."""

from __future__ import annotations

import errno
import os
import platform
import sys

import pytest

from poetrygui.hosts.confinement.call_numbers import call_numbers
from poetrygui.hosts.confinement.kernel import ARM64, X86_64, call, control, this_machine

needs_machine = pytest.mark.skipif(this_machine() is None, reason="this kind of machine is not known")


@needs_machine
def test_calls_and_their_errors() -> None:
    machine = this_machine()
    assert machine is not None
    numbers = call_numbers(machine)
    assert call(numbers["getpid"]) == os.getpid()
    with pytest.raises(OSError, match=os.strerror(errno.EBADF)) as caught:
        call(numbers["close"], -1)
    assert caught.value.errno == errno.EBADF
    with pytest.raises(OSError, match=os.strerror(errno.EINVAL)):
        control(-1)


def test_machines_are_known_by_what_the_system_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    for name, machine in (("x86_64", X86_64), ("aarch64", ARM64), ("riscv64", None)):
        monkeypatch.setattr(platform, "machine", lambda name=name: name)
        assert this_machine() == machine
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(platform, "machine", lambda: "x86_64")
    assert this_machine() is None
