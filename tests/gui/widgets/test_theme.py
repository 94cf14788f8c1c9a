"""Whatever palette a desktop has, text can be read: a contrast of 4.5 everywhere, as WCAG 2 asks for."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import combinations
from operator import mul
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PyQt6.QtGui import QColor, QPalette
from PyQt6.QtWidgets import QApplication, QLabel

from poetrygui.core.outcomes import Connecting, Ended, Outcome, Receiving, State
from poetrygui.gui.recording.ruler_colours import framing_colours, ruler_colours
from poetrygui.gui.servers.server_delegate import ServerDelegate
from poetrygui.gui.widgets.source_colour import source_colour
from poetrygui.gui.widgets.theme import (
    LEAST_CONTRAST,
    LEAST_IN_HIGH,
    badge_colours,
    between_colours,
    contrast,
    fault_colours,
    has_high_contrast,
    keep_readable,
    mark_colour,
    match_colours,
    readable,
    row_colours,
    rule_colours,
    sent_colours,
    state_colour,
)
from poetrygui.gui.widgets.tokens import RULES
from tests.gui.protocol_files import child
from tests.gui.scripted import LoopbackServers, open_window, sends, tabs_of

ROLE, GROUP = QPalette.ColorRole, QPalette.ColorGroup
STATES: list[State] = [Connecting(), Receiving(), *(Ended(outcome, "because") for outcome in Outcome)]
# Window, base, text, highlight, highlighted text, placeholder: as desktops have them, and two that are hard to read.
PALETTES = {
    "fusion": ("#efefef", "#ffffff", "#000000", "#308cc6", "#ffffff", "#80000000"),
    "fusion dark": ("#323232", "#242424", "#ffffff", "#308cc6", "#ffffff", "#80ffffff"),
    "adwaita": ("#f6f5f4", "#ffffff", "#2e3436", "#3584e4", "#ffffff", "#80000000"),
    "adwaita dark": ("#353535", "#2d2d2d", "#eeeeec", "#15539e", "#ffffff", "#80ffffff"),
    "breeze": ("#eff0f1", "#fcfcfc", "#232629", "#3daee9", "#fcfcfc", "#a0a1a3"),
    "breeze dark": ("#31363b", "#232629", "#fcfcfc", "#3daee9", "#fcfcfc", "#72767a"),
    "windows": ("#f0f0f0", "#ffffff", "#000000", "#0078d7", "#ffffff", "#808080"),
    "high contrast": ("#000000", "#000000", "#ffffff", "#00ff00", "#000000", "#c0c0c0"),
    "high contrast white": ("#ffffff", "#ffffff", "#000000", "#37006e", "#ffffff", "#600000"),
    "solarized": ("#eee8d5", "#fdf6e3", "#657b83", "#93a1a1", "#fdf6e3", "#93a1a1"),
    "grey on grey": ("#777777", "#888888", "#999999", "#808080", "#909090", "#858585"),
}


@pytest.fixture(params=list(PALETTES))
def palette(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[QPalette]:
    """The application's palette, once it is made readable."""
    window, base, text, highlight, highlighted, placeholder = map(QColor, PALETTES[request.param])
    palette = QPalette()
    for role, colour in (
        *((ROLE.Window, window), (ROLE.Base, base), (ROLE.Text, text), (ROLE.WindowText, text)),
        *((ROLE.Highlight, highlight), (ROLE.HighlightedText, highlighted), (ROLE.PlaceholderText, placeholder)),
    ):
        palette.setColor(role, colour)
    before = QPalette(qapp.palette())
    qapp.setPalette(palette)
    keep_readable(qapp)
    yield qapp.palette()
    qapp.setPalette(before)


def can_be_read(text: QColor, ground: QColor, palette: QPalette | None = None) -> bool:
    least = LEAST_IN_HIGH if palette is not None and has_high_contrast(palette) else LEAST_CONTRAST
    return text.alpha() == 255 and contrast(text, ground) >= least


def test_contrast_is_counted_as_the_standard_has_it() -> None:
    assert contrast(QColor("black"), QColor("white")) == pytest.approx(21)
    assert contrast(QColor("#777777"), QColor("white")) == pytest.approx(4.48, abs=0.01)
    assert contrast(QColor("white"), QColor("#308cc6")) == pytest.approx(3.69, abs=0.01)


def test_rows_badges_marks_margins_and_quiet_text(palette: QPalette) -> None:
    base, window = palette.color(ROLE.Base), palette.color(ROLE.Window)
    for group in (GROUP.Active, GROUP.Inactive):
        for selected in (True, False):
            colours = row_colours(palette, group, selected=selected)
            for line in (
                colours.text,
                colours.quiet,
                *(state_colour(state, palette, colours.ground) for state in STATES),
            ):
                assert can_be_read(line, colours.ground, palette)
        assert can_be_read(palette.color(group, ROLE.HighlightedText), palette.color(group, ROLE.Highlight), palette)
        # The margin's numbers, placeholders, the header's second line, what is not usable.
        assert can_be_read(palette.color(group, ROLE.PlaceholderText), base, palette)
        assert can_be_read(palette.color(group, ROLE.PlaceholderText), window, palette)
    for state in STATES:
        assert can_be_read(state_colour(state, palette), base, palette)
        assert can_be_read(*badge_colours(state, palette), palette)
    for pair_of in (match_colours, fault_colours, between_colours, sent_colours, framing_colours):
        assert can_be_read(*pair_of(palette), palette)
    assert can_be_read(mark_colour(palette), base, palette)
    for number in range(8):
        assert can_be_read(source_colour(number, palette), base, palette)
    for turns in (ruler_colours(palette).chunks, ruler_colours(palette).frames):
        assert all(can_be_read(text, fill, palette) for text, fill in zip(turns.texts, turns.fills, strict=True))
    for name in RULES:
        assert can_be_read(*rule_colours(name, palette), palette)
        assert can_be_read(*rule_colours(name, palette, whole_line=True), palette)


# How who lacks one kind of cones sees red, green and blue, after Machado, Oliveira and Fernandes (2009).
SIGHTS = {
    "all": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "no red": ((0.152, 1.053, -0.205), (0.115, 0.786, 0.099), (-0.004, -0.048, 1.052)),
    "no green": ((0.367, 0.861, -0.228), (0.280, 0.673, 0.047), (-0.012, 0.043, 0.969)),
    "no blue": ((1.256, -0.077, -0.179), (-0.078, 0.931, 0.148), (0.005, 0.691, 0.304)),
}
LEAST_DIFFERENCE = 12.0  # in CIELAB, where two that can just be told apart are 2.3 from each other


def in_lab(colour: QColor, sight: tuple[tuple[float, ...], ...]) -> tuple[float, float, float]:
    """Return lightness and hues of a colour as it is seen."""
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.getRgbF()[:3]]
    red, green, blue = (min(max(sum(map(mul, row, linear)), 0), 1) for row in sight)
    white = (0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505)
    x, y, z = (sum(map(mul, row, (red, green, blue))) / sum(row) for row in white)
    x, y, z = (part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116 for part in (x, y, z))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("dark", [False, True])
def test_colours_of_rules_are_told_apart_by_everybody(sight: str, dark: bool) -> None:
    seen = [in_lab(QColor(grounds[dark]), SIGHTS[sight]) for grounds in RULES.values()]
    assert min(math.dist(*pair) for pair in combinations(seen, 2)) > LEAST_DIFFERENCE


@given(st.integers(0, 0xFFFFFFFF), st.integers(0, 0xFFFFFF), st.integers(0, 0xFFFFFF))
def test_any_colour_becomes_one_that_can_be_read(colour: int, ground: int, other: int) -> None:
    first, second = QColor.fromRgb(0xFF000000 | ground), QColor.fromRgb(0xFF000000 | other)
    result = readable(QColor.fromRgba(colour), first, second)
    assert can_be_read(result, first)
    assert can_be_read(result, second) or not any(
        can_be_read(QColor(end), first) and can_be_read(QColor(end), second) for end in ("black", "white")
    )


def test_what_can_be_read_stays_as_it_is() -> None:
    colour = QColor("#1f5fa8")
    assert readable(colour, QColor("white")) == colour


def test_a_window_is_drawn_with_them(
    palette: QPalette, servers: LoopbackServers, tmp_path: Path, wait_for: Any, wait_until: Any
) -> None:
    with open_window(tmp_path, wait_for) as window:
        window.workspace.fetch([servers.listen(sends(b"verse"), "a poem")])
        wait_until(lambda: len(tabs_of(window)) == 1 and not window.workspace.library.is_busy)
        (tab,) = tabs_of(window)
        for name in ("poemOrigin", "poemState", "poemName"):
            label = child(tab, QLabel, name)
            text, ground = (label.palette().color(role) for role in (label.foregroundRole(), label.backgroundRole()))
            assert can_be_read(text, ground), name
        style = child(tab, QLabel, "poemBadge").styleSheet()
        assert all(colour.name() in style for colour in badge_colours(tab.poem.state, tab.palette()))
        assert isinstance(window.workspace.panel.list.itemDelegate(), ServerDelegate)
