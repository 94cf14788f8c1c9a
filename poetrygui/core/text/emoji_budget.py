"""How many emoji a page shows: to lay one out takes as long as some hundred letters, with a font that has colours.

Qt decodes the picture of each whenever it measures it. A page of nothing else would take seconds, so most of such a
page is shown as boxes. Only the page shows them: what is copied, saved and found is what came.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

MOST = 300
"""Emoji, and what joins and varies them, that a page shows: some tenths of a millisecond each."""

# Of the BMP only what is drawn as an emoji without being asked to: the rest of it is ordinary signs and boxes.
_COLOURED = (
    "\u231a\u231b\u23e9-\u23ec\u23f0\u23f3\u25fd\u25fe\u2614\u2615\u2648-\u2653\u267f\u2693\u26a1\u26aa\u26ab\u26bd\u26be"
    "\u26c4\u26c5\u26ce\u26d4\u26ea\u26f2\u26f3\u26f5\u26fa\u26fd\u2705\u270a\u270b\u2728\u274c\u274e\u2753-\u2755\u2757"
    "\u2795-\u2797\u27b0\u27bf\u2b1b\u2b1c\u2b50\u2b55"
)
_UNSEEN = "\u200d\ufe0f"
_COSTLY = re.compile(f"[{_COLOURED}{_UNSEEN}\u20e3\U0001f000-\U0001faff]")


def within_budget(texts: Sequence[str], anchor: int, most: int = MOST) -> list[str]:
    """Return the texts of rows with at most so many emoji in all, the others as boxes of as many UTF-16 units.

    Those nearest to the row ``anchor`` are kept, first those after it.
    """
    shown = list(texts)
    left = most
    for index in _from(anchor, len(shown)):
        text = shown[index]
        if text.isascii():
            continue
        found = [match.start() for match in _COSTLY.finditer(text)]
        if len(found) > left:
            first = found[left]
            shown[index] = text[:first] + _COSTLY.sub(_box, text[first:])
        left = max(left - len(found), 0)
    return shown


def _from(anchor: int, count: int) -> Iterable[int]:
    return *range(anchor, count), *range(min(anchor, count) - 1, -1, -1)


def _box(match: re.Match[str]) -> str:
    char = match[0]
    if char in _UNSEEN:
        return "·"
    return "□" if char <= "\uffff" else "□ "
