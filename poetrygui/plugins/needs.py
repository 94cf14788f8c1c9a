"""What a protocol file asks for beyond framing, in a line of its own, read without parsing or running it."""

from __future__ import annotations

import re
from typing import NamedTuple

NETWORK, FILES, PROCESSES = "network", "files", "processes"

ASKS_FOR = {
    NETWORK: "open connections of its own",
    FILES: "read and change your files",
    PROCESSES: "start programs",
}
"""What each word lets a protocol do, in words."""

_LINE = re.compile(r"^NEEDS\b(?!\.)(.*)$", re.MULTILINE)
_VALUE = re.compile(r"""\s*(?::\s*[\w.\[\]]+\s*)?=\s*(["'])([\w ,]*)\1\s*(?:\#.*)?""")
_HOW = 'write one line such as NEEDS = "network", of the words network, files and processes'


class Needs(NamedTuple):
    """The words that it asks with, in the order of :data:`ASKS_FOR`; ``problem`` says what is wrong with them."""

    words: tuple[str, ...] = ()
    problem: str = ""

    def __str__(self) -> str:
        return " and ".join(f"{word} (to {ASKS_FOR[word]})" for word in self.words)


NOTHING = Needs()


def read_needs(source: bytes, name: str) -> Needs:
    """Return what the file called ``name`` asks for with its line ``NEEDS = "network"``.

    What is shown before it may run is what it is given then: both are read here.
    """
    if b"NEEDS" not in source:
        return NOTHING
    lines = _LINE.findall(source.decode("utf-8", "replace").replace("\r\n", "\n"))
    values = [_VALUE.fullmatch(line) for line in lines]
    asked = [word for value in values if value is not None for word in value[2].replace(",", " ").split()]
    if None in values or not {*asked} <= {*ASKS_FOR}:
        return Needs(problem=f"It cannot be told what {name} asks for with NEEDS: {_HOW}.")
    return Needs(tuple(word for word in ASKS_FOR if word in asked))
