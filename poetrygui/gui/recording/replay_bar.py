"""The bar of a replay: play and pause, stop, where it is, and how fast it goes."""

from __future__ import annotations

import math
from collections.abc import Callable

from PyQt6.QtCore import QEvent, Qt, QTimer
from PyQt6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PyQt6.QtWidgets import QComboBox, QHBoxLayout, QSlider, QToolButton, QWidget

from poetrygui.core.outcomes import Ended
from poetrygui.core.text.moments import SECOND
from poetrygui.core.text.wording import size_text
from poetrygui.gui.recording.played_poem import PlayedPoem
from poetrygui.gui.recording.time_slider import TimeSlider
from poetrygui.gui.widgets.icons import action_icon
from poetrygui.gui.widgets.listening import listen
from poetrygui.gui.widgets.plain_text import PlainLabel
from poetrygui.gui.widgets.tokens import GAP_SMALL, GAP_WIDE
from poetrygui.recordings.player import AS_FAST_AS_IT_GOES, FASTEST, SLOWEST

SPEEDS = (SLOWEST, 0.25, 0.5, 1.0, 2.0, 5.0, 10.0, FASTEST, AS_FAST_AS_IT_GOES)

_INTERVAL = 100  # milliseconds between two looks at the time, while nothing comes
_LARGEST = 2**31 - 1  # of Qt's numbers
_STEPS, _PAGES = 100, 10  # of a slider
_MINUTE, _HOUR = 60 * SECOND, 3600 * SECOND


class ReplayBar(QWidget):
    """Plays a poem's recording; Space, in the text or here, plays and pauses."""

    def __init__(self, poem: PlayedPoem, text: QWidget) -> None:
        """Play to ``poem``, which is seen in ``text``."""
        super().__init__()
        self.setObjectName("replayBar")
        self._poem = poem
        self._unit = poem.replay.duration // _LARGEST + 1  # µs in a step of the slider
        self._play = _button("replayPlay", self.play_or_pause)
        self._stop = _button("replayStop", lambda: poem.replay.stop("stopped by the user"))
        self._stop.setToolTip("Stop: end it here, as a fetch that is stopped")
        self._stop.setAccessibleName("Stop the replay")
        self._slider = self._made_slider()
        self._place = PlainLabel()
        self._place.setObjectName("replayPlace")
        self._speed = self._made_speeds()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(GAP_WIDE, GAP_SMALL, GAP_WIDE, GAP_SMALL)
        for widget in (self._play, self._stop, self._slider, self._place, self._speed):
            layout.addWidget(widget)
        layout.setStretchFactor(self._slider, 1)
        for place in (text, self._slider):
            space = QShortcut(QKeySequence(Qt.Key.Key_Space), place)
            space.setContext(Qt.ShortcutContext.WidgetShortcut)
            space.activated.connect(self.play_or_pause)
        self._clock = QTimer(self)
        self._clock.setInterval(_INTERVAL)
        self._clock.timeout.connect(self._show_place)
        listen(self, poem.changed, self._show)
        self._show()

    def play_or_pause(self) -> None:
        """Play on, or stand still."""
        replay = self._poem.replay
        if replay.is_playing:
            replay.pause()
        else:
            replay.play()

    def showEvent(self, event: QShowEvent | None) -> None:
        """Catch up."""
        super().showEvent(event)
        self._show()

    def hideEvent(self, event: QHideEvent | None) -> None:
        """Wake nobody up while nobody looks."""
        super().hideEvent(event)
        self._clock.stop()

    def changeEvent(self, event: QEvent | None) -> None:
        """Draw the icons anew in another palette's colours."""
        super().changeEvent(event)
        if event is not None and event.type() == QEvent.Type.PaletteChange:
            self._show()

    # Building

    def _made_slider(self) -> QSlider:
        slider = TimeSlider()
        slider.setObjectName("replaySlider")
        slider.setAccessibleName("Time in the recording")
        slider.setToolTip("Go to a time: \u2190 and \u2192, Page Up and Page Down, Home and End")
        # A drag is over when it is let go: winding back begins anew, and not at each place on the way.
        slider.setTracking(False)
        last = max(self._poem.replay.duration // self._unit, 1)
        slider.setRange(0, last)
        slider.setSingleStep(max(last // _STEPS, 1))
        slider.setPageStep(max(last // _PAGES, 1))
        slider.valueChanged.connect(self._seek)
        slider.sliderMoved.connect(lambda value: self._say_place(value * self._unit))
        return slider

    def _made_speeds(self) -> QComboBox:
        speeds = QComboBox()
        speeds.setObjectName("replaySpeed")
        speeds.setAccessibleName("Speed of the replay")
        speeds.setToolTip("How fast it is played: \u2191 and \u2193")
        for speed in SPEEDS:
            speeds.addItem("as fast as it goes" if math.isinf(speed) else f"\u00d7 {speed:g}", speed)
        speeds.setCurrentIndex(SPEEDS.index(self._poem.replay.speed))
        speeds.currentIndexChanged.connect(self._set_speed)
        return speeds

    # What a user does

    def _seek(self, value: int) -> None:
        self._poem.replay.seek(value * self._unit)

    def _set_speed(self, index: int) -> None:
        self._poem.replay.speed = SPEEDS[index]

    # What is shown

    def _show(self) -> None:
        replay = self._poem.replay
        if not self.isVisible():
            return
        word = "Pause" if replay.is_playing else "Play"
        if isinstance(replay.state, Ended):
            word = "Play again"
        self._play.setIcon(action_icon("pause" if replay.is_playing else "play", self.palette()))
        self._play.setToolTip(f"{word} (Space)")
        self._play.setAccessibleName(f"{word.partition(' ')[0]} the replay")
        self._stop.setIcon(action_icon("stop", self.palette()))
        self._stop.setEnabled(not isinstance(replay.state, Ended))
        self._show_place()
        if replay.is_playing:
            self._clock.start()
        else:
            self._clock.stop()

    def _show_place(self) -> None:
        if self._slider.isSliderDown():
            return
        time = self._poem.replay.time
        self._slider.blockSignals(True)
        self._slider.setValue(time // self._unit)
        self._slider.blockSignals(False)
        self._say_place(time)

    def _say_place(self, time: int) -> None:
        replay = self._poem.replay
        text = f"{time_text(time)} of {time_text(replay.duration)}"
        recording = replay.take.store.recording
        if recording is not None:
            text += f"  ·  {size_text(replay.take.looked_at)} of {size_text(replay.size)}"
        self._place.setText(text)


def time_text(time: int) -> str:
    """Return a time of so many µs, to the tenth of a second: ``0:01.5``."""
    hours, rest = divmod(time, _HOUR)
    minutes, rest = divmod(rest, _MINUTE)
    seconds = f"{rest // SECOND:02}.{rest % SECOND * 10 // SECOND}"
    return f"{hours}:{minutes:02}:{seconds}" if hours else f"{minutes}:{seconds}"


def _button(name: str, slot: Callable[[], None]) -> QToolButton:
    button = QToolButton()
    button.setObjectName(name)
    button.setAutoRaise(True)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    button.clicked.connect(lambda _=False: slot())
    return button
