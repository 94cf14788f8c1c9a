"""When something came, in words: since the beginning, since what came before, and of the day; and read back."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

SECOND = 1_000_000
"""µs; all times here are in these."""

_MILLISECOND = 1000
_DIGITS = 3
_MINUTE, _HOUR = 60, 3600
_DAY = 24 * _HOUR
_UNITS = {"": SECOND, "s": SECOND, "ms": _MILLISECOND, "us": 1, "µs": 1, "μs": 1, "min": _MINUTE * SECOND}
_NUMBER = re.compile(r"(\d+(?:\.\d*)?|\.\d+)\s*([a-zµμ]*)", re.IGNORECASE)
_CLOCK = re.compile(r"(?:(\d+):)?(\d{1,3}):(\d{1,2}(?:\.\d*)?)")


def wait_text(wait: int) -> str:
    """Return a time that passed, in three digits and with a plus: ``+153 µs``, ``+3.2 ms``, ``+1.34 s``."""
    if wait < _MILLISECOND:
        return f"+{wait} µs"
    if wait < SECOND:
        return f"+{_three_digits(wait / _MILLISECOND)} ms"
    seconds = wait / SECOND
    if seconds < _MINUTE:
        return f"+{_three_digits(seconds)} s"
    minutes = round(seconds) // _MINUTE
    if seconds < _HOUR:
        return f"+{minutes} min {round(seconds) % _MINUTE:02} s"
    return f"+{minutes // _MINUTE} h {minutes % _MINUTE:02} min"


def since_start_text(time: int) -> str:
    """Return a time since the beginning, to the µs: ``0.024664 s``, or ``1:02:03.000004`` from a minute on."""
    if time < _MINUTE * SECOND:
        return f"{time // SECOND}.{time % SECOND:06} s"
    seconds, rest = divmod(time, SECOND)
    hours, seconds = divmod(seconds, _HOUR)
    clock = f"{seconds // _MINUTE:02}:{seconds % _MINUTE:02}.{rest:06}"
    return f"{hours}:{clock}" if hours else clock.removeprefix("0")


def of_day_text(wall: float, time: int) -> str:
    """Return what the clock on the wall showed here: ``wall`` is seconds since the epoch at the beginning."""
    return local_time(wall, time).strftime("%H:%M:%S.%f")


def local_time(wall: float, time: int) -> datetime:
    """Return the local time, ``time`` µs after ``wall`` seconds since the epoch."""
    moment = datetime.fromtimestamp(0, UTC) + timedelta(microseconds=round(wall * SECOND) + time)
    return moment.astimezone()


def parse_moment(text: str, wall: float = 0.0) -> int:
    """Return µs since the beginning: of ``1.5``, ``20 ms`` or ``2 min``, of ``1:02.5``, or of a time of the day.

    With a ``wall``, as :func:`of_day_text` takes it, three numbers with colons are a time of the day: the first one
    that is not before the beginning. Raises ValueError with a sentence.
    """
    written = text.strip()
    found = _NUMBER.fullmatch(written)
    if found is not None and found[2].lower() in _UNITS:
        return round(float(found[1]) * _UNITS[found[2].lower()])
    clock = _CLOCK.fullmatch(written)
    if clock is None:
        raise ValueError(f"{_short(text)} is no time: write seconds, as in 1.5, or 20 ms, or a time as in 14:03:07.")
    time = round((int(clock[1] or 0) * _HOUR + int(clock[2]) * _MINUTE + float(clock[3])) * SECOND)
    if clock[1] is None or not wall:
        return time
    begin = local_time(wall, 0)
    midnight = begin.replace(hour=0, minute=0, second=0, microsecond=0)
    after = time - (begin - midnight) // timedelta(microseconds=1)
    return after if after >= 0 else after + _DAY * SECOND


def _three_digits(value: float) -> str:
    whole = len(str(int(value)))
    text = f"{value:.{max(_DIGITS - whole, 0)}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _short(text: str) -> str:
    return repr(text if len(text) <= 20 else f"{text[:20]}…")
