"""How sizes, times, states and outcomes are put into words."""

from __future__ import annotations

from poetrygui.core.outcomes import AwaitingPeers, Connecting, Ended, Outcome, Pausing, State, WhatIsKept

_THOUSAND = 1000
_TEN = 10
_MINUTE = 60
_HOUR = 3600

OUTCOME_WORDS = {
    Outcome.COMPLETE: "Complete",
    Outcome.CUT: "Cut off",
    Outcome.PROTOCOL_ERROR: "Protocol error",
    Outcome.RESET: "Connection reset",
    Outcome.REFUSED: "Refused",
    Outcome.UNREACHABLE: "Unreachable",
    Outcome.TLS_ERROR: "TLS error",
    Outcome.TIMEOUT: "Timed out",
    Outcome.PLUGIN_FAULT: "Protocol's fault",
    Outcome.PLUGIN_HANG: "Protocol hangs",
    Outcome.DISK_FULL: "Disk full",
    Outcome.DISK_ERROR: "Disk error",
    Outcome.STOPPED: "Stopped",
    Outcome.INTERRUPTED: "Interrupted",
}

_KEPT_WORDS = {WhatIsKept.ARRIVALS: "only what arrives is kept", WhatIsKept.NOTHING: "not recorded"}


def kept_words(kept: WhatIsKept | None) -> str:
    """Return what is to be said of what is kept of a connection; nothing where that is everything, or not known."""
    return "" if kept is None else _KEPT_WORDS.get(kept, "")


def size_text(size: float) -> str:
    """Return a number of bytes: whole below 1,000, else three digits and a unit (kB = 1,000 bytes)."""
    if size < _THOUSAND:
        return counted(int(size), "byte")
    for unit in ("kB", "MB", "GB", "TB"):
        size /= _THOUSAND
        if size < _THOUSAND or unit == "TB":
            break
    return f"{size:.1f} {unit}" if size < _TEN * _TEN else f"{size:,.0f} {unit}"


def rate_text(rate: float) -> str:
    """Return bytes per second."""
    return f"{int(rate)} B/s" if rate < _THOUSAND else f"{size_text(rate)}/s"


def time_text(seconds: float) -> str:
    """Return a time that passed."""
    if seconds < _TEN:
        return f"{seconds:.1f} s"
    if seconds < _MINUTE:
        return f"{int(seconds)} s"
    minutes, rest = divmod(int(seconds), _MINUTE)
    if seconds < _HOUR:
        return f"{minutes} min {rest:02} s"
    return f"{minutes // _MINUTE} h {minutes % _MINUTE:02} min"


def counted(number: int, noun: str) -> str:
    """Return a number with its noun in the right form."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def state_word(state: State) -> str:
    """Return a state or an outcome in a word or two."""
    if word := getattr(state, "word", ""):  # of a fetch that was never begun, or of what is none
        return str(word)
    if isinstance(state, Ended):
        return OUTCOME_WORDS[state.outcome]
    if isinstance(state, Pausing):
        return "Reconnecting"
    if isinstance(state, AwaitingPeers):
        return "Listening"
    if isinstance(state, Connecting):
        return "Waiting" if state.waiting else "Connecting"
    return "Receiving"
