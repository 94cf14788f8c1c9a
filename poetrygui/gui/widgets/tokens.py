"""The measures and colours that everything drawn is made of: whoever draws takes them from here, and names none.

Lengths are pixels on a grid of four. Colours are for three looks; where a desktop has colours of its own, these are
taken in the place of a look's, and all that is made of them follows.
"""

from __future__ import annotations

from typing import NamedTuple

GRID = 4
GAP_SMALL, GAP, GAP_WIDE, GAP_LARGE, GAP_HUGE = 1 * GRID, 2 * GRID, 3 * GRID, 4 * GRID, 6 * GRID
"""Between things that are one, beside one another, apart, in groups, and on their own."""
BAR = 10 * GRID
"""The height of a bar of the window: the line for addresses beside the tabs."""
HAIRLINE, RING = 1, 2
"""Lines that part, and what shows where the keyboard is."""

RADIUS_SMALL, RADIUS, RADIUS_PILL = 4, 6, 8

SMALL_TYPE, BODY_TYPE, TITLE_TYPE = 0.9, 1.0, 1.2
"""The three sizes of type, as parts of the desktop's own."""

ICON_SMALL, ICON, ICON_LARGE, ICON_HUGE = 4 * GRID, 5 * GRID, 7 * GRID, 16 * GRID
"""In tabs and controls, in rows and bars, above a text, in an empty place."""


class Look(NamedTuple):
    """The colours of a palette: grounds, what stands on them, and what is chosen."""

    window: str
    base: str
    button: str
    text: str
    quiet: str
    accent: str
    """Lines and marks of what is current."""
    highlight: str
    highlighted: str
    """A selection's ground, and the text on it."""


LIGHT = Look("#f3f4f6", "#ffffff", "#ffffff", "#1b1f24", "#5b6470", "#1d69cc", "#1d69cc", "#ffffff")
DARK = Look("#22262c", "#181b20", "#2f353d", "#e6e9ed", "#9da6b1", "#65a5f2", "#2a65b4", "#ffffff")
CONTRAST = Look("#000000", "#000000", "#000000", "#ffffff", "#ffffff", "#ffe14d", "#ffe14d", "#000000")
CONTRAST_ON_WHITE = Look("#ffffff", "#ffffff", "#ffffff", "#000000", "#000000", "#0a3d91", "#0a3d91", "#ffffff")

HUES = {"complete": "#2b9a57", "cut": "#c77f00", "error": "#d2423d", "running": "#2f81d8", "stopped": "#7d828a"}
"""What stands for the states of a connection, before it is made readable where it is used."""
MATCH = "#ffe08a", "#6b5200"
"""The ground of what was found, where that is light and where it is dark. So is each pair below."""
RULES = {
    "red": ("#ec7a92", "#b62c48"),
    "orange": ("#cd9560", "#7d3f12"),
    "green": ("#5ce86a", "#07613a"),
    "blue": ("#aecbff", "#1a4690"),
    "violet": ("#c17df0", "#9a2cc4"),
}
"""The grounds that rules give to lines: told apart also by who sees no red, no green or no blue."""
CHUNKS = ("#2b5f9f", "#4677b3"), ("#3a6fae", "#4d7aa3")
FRAMES = ("#f6ebcd", "#e9d6a2"), ("#665b40", "#7b6d4e")
FRAMING = "#c3a253", "#a07c28"
FRAMING_BELOW_TEXT = "#dfcb98", "#5a5038"
"""Bytes stand on the page itself, and much text on them."""
CODE = {
    "comment": ("#5b6470", "#9da6b1"),
    "keyword": ("#7a3fbf", "#c79bff"),
    "name": ("#95480b", "#f0ae6a"),
    "number": ("#0b5fae", "#7fbdf5"),
    "string": ("#1c6e3f", "#86d6a2"),
}
"""The parts of a source."""
SENT, TORN, CURSOR = ("#8a3fd0", "#bb88f0"), ("#d01f2e", "#ff7065"), ("#b65300", "#ffcf5c")

# How much of the text's colour is in a ground or a line; of the accent in what is chosen.
HOVERED, PRESSED, DIVIDED, OUTLINED = 0.06, 0.12, 0.14, 0.3
CHOSEN, CHOSEN_ELSEWHERE = 0.16, 0.08
UNAVAILABLE = 0.55
"""How much of its ground is in what cannot be used now."""
