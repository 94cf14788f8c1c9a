"""The transports that there are: found in this folder, so that adding one is adding its file."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path

from poetrygui.core import transports
from poetrygui.core.transports.transport_table import Table, Told, table_of


class KnownTransports(Mapping[str, "type[transports.Transport]"]):
    """Each transport by its prefix, in the prefixes' order; its module is imported when it is asked for."""

    def __init__(self, told: Table) -> None:
        """Know those that are ``told`` of."""
        self.told: Mapping[str, Told] = dict(sorted(told.items()))
        """What is known of each before that."""
        self._found: dict[str, type[transports.Transport]] = {}

    def __getitem__(self, prefix: str) -> type[transports.Transport]:
        """Return the transport that has a prefix."""
        if prefix not in self._found:
            told = self.told[prefix]
            self._found[prefix] = getattr(import_module(f"{transports.__name__}.{told.module}"), told.kind)
        return self._found[prefix]

    def __contains__(self, prefix: object) -> bool:
        """Tell whether one has that prefix."""
        return prefix in self.told

    def __iter__(self) -> Iterator[str]:
        """Give the prefixes."""
        return iter(self.told)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.told)


@functools.cache
def known_transports() -> KnownTransports:
    """Return all that there are."""
    found: Table = {}
    for folder in transports.__path__:
        for prefix, told in table_of(Path(folder)).items():
            assert prefix not in found, f"{told.kind} and {found[prefix].kind} have the same prefix"
            found[prefix] = told
    return KnownTransports(found)


def bare_transports() -> Iterator[type[transports.Transport]]:
    """Give those that read addresses without a prefix."""
    known = known_transports()
    return (known[prefix] for prefix, told in known.told.items() if told.reads_bare)


def ways() -> str:
    """Return what can be written as an address, the shortest ways first, as the rest of a sentence."""
    all_told = known_transports().told.items()
    bare = [form for prefix, told in all_told for form in told.forms if not form.startswith(f"{prefix}:")]
    prefixed = [form for prefix, told in all_told for form in told.forms if form.startswith(f"{prefix}:")]
    return f"{', '.join([*bare, *prefixed])} or another Twisted client endpoint"


def option_rows() -> Iterator[tuple[str, str]]:
    """Give for each option of a transport its name behind the prefix, and what it takes."""
    for prefix, told in known_transports().told.items():
        for name, takes in told.options:
            yield f"{prefix}: {name}", takes
