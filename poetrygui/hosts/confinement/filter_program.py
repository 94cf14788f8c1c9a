"""A filter of calls as the program that the kernel runs for each of them (classic BPF)."""

from __future__ import annotations

import errno
from collections.abc import Mapping
from typing import TypeAlias

from poetrygui.hosts.confinement.call_numbers import call_numbers
from poetrygui.hosts.confinement.call_rules import ALWAYS, Alternatives, Check
from poetrygui.hosts.confinement.kernel import Machine

Instruction: TypeAlias = tuple[int, int, int, int]
"""Code, how many to jump over where it holds and where not, and a constant."""

LOAD, AND, RETURN = 0x20, 0x54, 0x06
EQUAL, AT_LEAST, ABOVE = 0x15, 0x35, 0x25

ALLOW = 0x7FFF_0000
REFUSE = 0x0005_0000 | errno.EPERM
NO_SUCH_CALL = 0x0005_0000 | errno.ENOSYS

# Where the kernel has what the filter looks at. Both kinds of machine have the low half first.
_NUMBER, _MACHINE, _ARGUMENTS, _ARGUMENT = 0, 4, 16, 8


def filter_program(machine: Machine, rules: Mapping[str, Alternatives]) -> list[Instruction]:
    """Return the program for ``machine`` by which calls are made as the ``rules`` tell, and no others."""
    numbers = {number: rules[name] for name, number in call_numbers(machine).items() if name in rules}
    program: list[Instruction] = [
        (LOAD, 0, 0, _MACHINE),
        (EQUAL, 1, 0, machine.audit),
        (RETURN, 0, 0, NO_SUCH_CALL),
        (LOAD, 0, 0, _NUMBER),
    ]
    for first, last in _ranges(sorted(number for number, rule in numbers.items() if rule == ALWAYS)):
        program += [(AT_LEAST, 0, 2, first), (ABOVE, 1, 0, last), (RETURN, 0, 0, ALLOW)]
    for number, rule in sorted(numbers.items()):
        if rule != ALWAYS:
            block = _block(rule)
            program += [(EQUAL, 0, len(block), number), *block]
    return [*program, (RETURN, 0, 0, NO_SUCH_CALL)]


def _ranges(numbers: list[int]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for number in numbers:
        if found and found[-1][1] == number - 1:
            found[-1] = found[-1][0], number
        else:
            found.append((number, number))
    return found


def _block(rule: Alternatives) -> list[Instruction]:
    block: list[Instruction] = [(RETURN, 0, 0, REFUSE)]
    for checks in reversed(rule):
        way: list[Instruction] = [(RETURN, 0, 0, ALLOW)]
        for check in reversed(checks):
            way = [*_check(check, len(way)), *way]
        block = [*way, *block]
    return block


def _check(check: Check, over: int) -> list[Instruction]:
    """Return the part that goes on where a check holds, and else jumps ``over`` as many behind it."""
    last = len(check.values) - 1
    tests = [(EQUAL, last - at, over if at == last else 0, value) for at, value in enumerate(check.values)]
    return [(LOAD, 0, 0, _ARGUMENTS + _ARGUMENT * check.argument), (AND, 0, 0, check.mask), *tests]
