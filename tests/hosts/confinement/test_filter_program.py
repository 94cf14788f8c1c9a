"""The program of a filter, run by a few plain lines here, does what the rules say, on each kind of machine."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poetrygui.hosts.confinement.allowed import NOTHING, Allowed
from poetrygui.hosts.confinement.call_numbers import call_numbers
from poetrygui.hosts.confinement.call_rules import call_rules
from poetrygui.hosts.confinement.filter_program import (
    ABOVE,
    ALLOW,
    AND,
    AT_LEAST,
    EQUAL,
    LOAD,
    NO_SUCH_CALL,
    REFUSE,
    RETURN,
    Instruction,
    filter_program,
)
from poetrygui.hosts.confinement.kernel import ARM64, X86_64, Machine
from poetrygui.plugins.needs import ASKS_FOR

PID = 4711
MACHINES = (X86_64, ARM64)
JUMPS = {EQUAL: int.__eq__, AT_LEAST: int.__ge__, ABOVE: int.__gt__}
INTERESTING = (0, 1, 2, 3, 5, 9, 10, 16, 0o100, 0o102, 0o302, 0o1000, 0o1302, 8, 15, PID, 0x5413, 0x8902, 0x1_0000)


def run(program: Sequence[Instruction], audit: int, number: int, arguments: Sequence[int]) -> int:
    """Run a program as the kernel does."""
    data = {0: number, 4: audit, **{16 + 8 * at: value & 0xFFFF_FFFF for at, value in enumerate(arguments)}}
    held, at = 0, 0
    while True:
        code, if_so, if_not, constant = program[at]
        at += 1
        if code == LOAD:
            held = data[constant]
        elif code == AND:
            held &= constant
        elif code == RETURN:
            return constant
        else:
            at += if_so if JUMPS[code](held, constant) else if_not


def expected(machine: Machine, allowed: Allowed, number: int, arguments: Sequence[int]) -> int:
    """Return what the rules say, without a program."""
    names = {value: name for name, value in call_numbers(machine).items()}
    rules = call_rules(allowed, PID)
    rule = rules.get(names.get(number, ""))
    if rule is None:
        return NO_SUCH_CALL
    for checks in rule:
        if all(arguments[each.argument] & 0xFFFF_FFFF & each.mask in each.values for each in checks):
            return ALLOW
    return REFUSE


arguments = st.lists(st.sampled_from(INTERESTING) | st.integers(0, 2**64 - 1), min_size=6, max_size=6)
words = st.builds(Allowed, words=st.lists(st.sampled_from([*ASKS_FOR])).map(tuple))


@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.name)
@given(allowed=words, arguments=arguments, number=st.integers(0, 460) | st.integers(0, 2**32 - 1))
def test_a_program_does_what_the_rules_say(
    machine: Machine, allowed: Allowed, arguments: list[int], number: int
) -> None:
    program = filter_program(machine, call_rules(allowed, PID))
    assert run(program, machine.audit, number, arguments) == expected(machine, allowed, number, arguments)


@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.name)
def test_every_call_goes_as_it_is_told_without_arguments(machine: Machine) -> None:
    program = filter_program(machine, call_rules(NOTHING, PID))
    assert len(program) < 4096  # the kernel takes no more
    for number in [*range(600), 2**30 + 39, 2**32 - 1]:
        assert run(program, machine.audit, number, [0] * 6) == expected(machine, NOTHING, number, [0] * 6)


def test_another_kind_of_machine_has_no_calls_at_all() -> None:
    program = filter_program(X86_64, call_rules(Allowed(words=tuple(ASKS_FOR)), PID))
    assert {run(program, 0x4000_0003, number, [0] * 6) for number in range(500)} == {NO_SUCH_CALL}


@pytest.mark.parametrize(
    "name, told, answer",
    [
        ("openat", [0, 0, 0], ALLOW),
        ("openat", [0, 0, 0o2000000], ALLOW),  # closed with exec
        ("openat", [0, 0, 0o301], ALLOW),
        ("openat", [0, 0, 0o1301], ALLOW),
        ("openat", [0, 0, 1], REFUSE),
        ("openat", [0, 0, 0o101], REFUSE),
        ("openat", [0, 0, 0o2101], REFUSE),  # to append
        ("openat", [0, 0, 0o1000], REFUSE),
        ("openat", [0, 0, 0o20200002], REFUSE),  # without a name
        ("socketpair", [1, 1 | 0o2000000], ALLOW),
        ("socketpair", [1, 2], REFUSE),
        ("socketpair", [2, 1], REFUSE),
        ("clone", [0x1_0F00], ALLOW),
        ("clone", [17], REFUSE),
        ("clone", [0x1_0F00 | 0x1000_0000], REFUSE),
        ("tgkill", [PID, 1, 15], ALLOW),
        ("tgkill", [PID + 1, 1, 15], REFUSE),
        ("kill", [2**32 - PID, 15], REFUSE),
        ("kill", [PID, 0], ALLOW),
        ("kill", [PID, 19], REFUSE),  # to stop
        ("tgkill", [PID, 1, 20], REFUSE),
        ("timer_create", [], REFUSE),
        ("ioctl", [0, 0x5412], REFUSE),
        ("fcntl", [0, 8], REFUSE),
        ("prlimit64", [0], ALLOW),
        ("prlimit64", [1], REFUSE),
    ],
)
@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.name)
def test_arguments_decide(machine: Machine, name: str, told: list[int], answer: int) -> None:
    program = filter_program(machine, call_rules(NOTHING, PID))
    assert run(program, machine.audit, call_numbers(machine)[name], [*told, *[0] * 6][:6]) == answer
