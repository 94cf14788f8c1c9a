"""What to write instead of a text that is no address: what comes nearest to it, and where all else is told."""

from __future__ import annotations

import re
from difflib import get_close_matches

from poetrygui.core.transports.known import known_transports

_ALL_WAYS = "“poetrygui get --help” tells all other ways"
_SHORTEST = "PORT or HOST:PORT"
_HOST = re.compile(r"[\w.-]+")
_PATH = re.compile(r"~|\.{0,2}/")


def closest_ways(text: str) -> str:
    """Return what a ``text`` that is no address may have been meant for, as the rest of a sentence."""
    return f"{_nearest(text)}: {_ALL_WAYS}."


def _nearest(text: str) -> str:
    told = known_transports().told
    prefix, colon, _ = text.partition(":")
    if colon and (near := get_close_matches(prefix.lower(), list(told), n=1)):
        return told[near[0]].forms[-1]
    if _PATH.match(text):
        return " or ".join(form for prefix in told for form in told[prefix].forms if form == f"{prefix}:/PATH")
    if not colon and _HOST.fullmatch(text) and not text.isdigit():
        return f"{text}:PORT"
    return _SHORTEST
