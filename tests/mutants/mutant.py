"""A small fault that is put into a file on purpose: tests that stay green with it in place look past something."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from attrs import field, frozen

ROOT = Path(__file__).resolve().parents[2]


class GoneError(Exception):
    """The text that a mutant replaces does not stand in its file exactly once."""


def _as_tuple(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(values)


@frozen
class Mutant:
    """In the file at ``path``, ``text`` is replaced; one of ``tests``, which are paths of test files, is to fail then.

    ``equal`` tells why the program does the same all the same, where it does: no test can fail then.
    """

    path: str
    text: str
    replacement: str
    tests: tuple[str, ...] = field(converter=_as_tuple)
    equal: str = ""

    def __str__(self) -> str:
        return f"{self.path}: {_shown(self.text)} → {_shown(self.replacement)}"

    def applied_to(self, source: str) -> str:
        """Return the source with the fault in it. Raises GoneError."""
        found = source.count(self.text)
        if found != 1:
            raise GoneError(f"found {found} times, and not once")
        return source.replace(self.text, self.replacement)


def mutants(
    path: str,
    tests: Sequence[str],
    changes: Iterable[tuple[str, str]],
    equal: Iterable[tuple[str, str, str]] = (),
) -> list[Mutant]:
    """Return the mutants of one file; those that are ``equal`` have their reason as a third text."""
    return [
        *(Mutant(path, text, replacement, tests) for text, replacement in changes),
        *(Mutant(path, text, replacement, tests, reason) for text, replacement, reason in equal),
    ]


def _shown(text: str) -> str:
    return f"“{' '.join(text.split())}”"
