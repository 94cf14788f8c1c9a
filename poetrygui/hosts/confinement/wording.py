"""What is said of a protocol's confinement: what it may not, what it asks for, and where it is not there."""

from __future__ import annotations

from poetrygui.hosts.confinement.confine import missing_here
from poetrygui.plugins.needs import Needs

NOT_CONFINED = "not confined here"

_REFUSED = {"files": "no files of yours", "network": "no network", "processes": "no other programs"}
_ASK = 'it is confined, and its file can ask for more in a line such as NEEDS = "files"'
_WHERE = "Where it runs in a process of its own, it has"


def confined_words(needs: Needs) -> str:
    """Return how the hosts of a protocol that asks for so much are confined, in a sentence or two."""
    if missing := missing_here():
        asks = f", and it would ask for {needs}" if needs.words else ""
        return f"It is {NOT_CONFINED} ({missing}){asks}."
    refused = [words for word, words in _REFUSED.items() if word not in needs.words]
    what = f"{_WHERE} {_listed(refused)}." if refused else ""
    asks = f"It asks for {needs}." if needs.words else ""
    return " ".join(filter(None, (what, asks)))


def place_words(needs: Needs) -> str:
    """Return where a protocol that asks for so much runs that has a host, in a few words."""
    if missing_here():
        return f"own process, {NOT_CONFINED}"
    but = f" but for {_listed([*needs.words])}" if needs.words else ""
    return f"own process, confined{but}"


def asked_words(needs: Needs) -> str:
    """Return what a protocol asks for and whether it is confined, in a line; nothing where there is no more to it."""
    if not needs.words and not missing_here():
        return ""
    return confined_words(needs)


def advice_in_confinement(error: BaseException) -> str:
    """Return what is to be done about an error in a confined process, if that may be why it was raised."""
    # A class may say of itself whatever its author likes; this asks Python.
    return _ASK if PermissionError in type.__dict__["__mro__"].__get__(type(error)) else ""


def _listed(words: list[str]) -> str:
    *others, last = words
    return f"{', '.join(others)} and {last}" if others else last
