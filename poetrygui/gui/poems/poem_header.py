"""What stands above a poem: where it comes from, and how its connection stands or ended."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from PyQt6.QtCore import QEvent, Qt, pyqtSignal
from PyQt6.QtGui import QFont
from PyQt6.QtWidgets import QGridLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from poetrygui import recordings
from poetrygui.core import connection
from poetrygui.core import poems as stored
from poetrygui.core.library.kept_poem import KeptPoem
from poetrygui.core.outcomes import Connecting, Ended, Pausing
from poetrygui.core.text.again_words import again_sentence, let_go_sentence
from poetrygui.core.text.display_text import label_text
from poetrygui.core.text.dropped_words import dropped_sentence, dropped_words
from poetrygui.core.text.rate import RateMeter
from poetrygui.core.text.wording import counted, rate_text, size_text, state_word, time_text
from poetrygui.gui.widgets.error_report import DetailsDialog
from poetrygui.gui.widgets.icons import state_icon
from poetrygui.gui.widgets.plain_text import DimLabel, ElidedLabel, PlainLabel, plain_tip
from poetrygui.gui.widgets.theme import badge_style

_ICON = 28
_SILENT = 2.0  # seconds after which silence is worth a word


class PoemHeader(QWidget):
    """Name, address and protocol of a poem, and a line on how it stands. ``seconds`` is the reactor's clock."""

    look_wanted = pyqtSignal(object)
    """The Path of the protocol file to be looked at."""

    def __init__(self, poem: KeptPoem, seconds: Callable[[], float]) -> None:
        """Describe ``poem``."""
        super().__init__()
        self._poem = poem
        self._seconds = seconds
        self._rate = RateMeter()
        self.is_still = True
        """Whether time alone changes nothing of what stands here."""
        self._icon = QLabel()
        self._icon.setFixedSize(_ICON, _ICON)
        self._name = ElidedLabel("")
        self._name.setObjectName("poemName")
        font = QFont(self._name.font())
        font.setPointSizeF(font.pointSizeF() * 1.15)
        font.setWeight(QFont.Weight.DemiBold)
        self._name.setFont(font)
        self._origin = DimLabel()
        self._origin.setObjectName("poemOrigin")
        self._badge = PlainLabel()
        self._badge.setObjectName("poemBadge")
        self._line = PlainLabel(selectable=True)
        self._line.setObjectName("poemState")
        # No name of its own: a screen reader would read that in the place of what stands here.
        self._line.setAccessibleDescription("How the connection stands or ended")
        self._line.setWordWrap(True)
        self._line.setAlignment(Qt.AlignmentFlag.AlignTop)
        # What stands here at the end has two lines: the poem below is not to jump then.
        self._line.setMinimumHeight(2 * self._line.fontMetrics().lineSpacing())
        self._line.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self._details = _button("poemDetails", "Details …", self._show_details)
        self._notice = PlainLabel(selectable=True)
        self._notice.setObjectName("poemNotice")
        self._notice.setWordWrap(True)
        self._notice.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self._look = _button("lookAtPoemsProtocol", "&Look at the protocol …", self._ask_to_look)
        self._lay_out()
        self.show_origin()
        self.show_notice()
        self.show_phase()

    def _lay_out(self) -> None:
        layout = QGridLayout(self)
        layout.setContentsMargins(10, 8, 10, 8)
        layout.setHorizontalSpacing(10)
        layout.setVerticalSpacing(3)
        layout.addWidget(self._icon, 0, 0, 2, 1)
        layout.addWidget(self._name, 0, 1)
        layout.addWidget(self._badge, 0, 2, Qt.AlignmentFlag.AlignRight)
        layout.addWidget(self._origin, 1, 1, 1, 2)
        layout.addWidget(self._line, 2, 1)
        layout.addWidget(self._notice, 3, 1)
        buttons = QVBoxLayout()
        buttons.setSpacing(3)
        buttons.addWidget(self._details, 0, Qt.AlignmentFlag.AlignRight)
        buttons.addWidget(self._look, 0, Qt.AlignmentFlag.AlignRight)
        layout.addLayout(buttons, 2, 2, 2, 1, Qt.AlignmentFlag.AlignTop)
        layout.setColumnStretch(1, 1)

    def show_phase(self) -> None:
        """Show the state's icon and word, and all the rest."""
        state = self._poem.state
        self._icon.setPixmap(state_icon(state).pixmap(_ICON, _ICON))
        self._badge.setText(state_word(state))
        self._badge.setStyleSheet(badge_style(state, self.palette()))
        self._details.setVisible(isinstance(state, Ended) and bool(state.details))
        self.refresh()

    def show_origin(self) -> None:
        """Show where the poem comes from, and what is kept of its connection where that is not everything."""
        info = self._poem.info
        self._name.setText(label_text(info.name or info.address))  # which its server may have changed
        self._name.setToolTip(plain_tip("Server", info.name))
        started = info.started.replace("T", " ")[:19]
        parts = [label_text(info.address, 300), label_text(info.protocol), started, recordings.what_is_kept(info)]
        parts.append(dropped_words(self._dropped))
        self._origin.setText("  ·  ".join(part for part in parts if part))
        # Whose certificate a server had is known as long as its connection stands, and stays there.
        if not isinstance(self._poem.state, Ended) or not self._origin.toolTip():
            lines = (info.address, info.protocol, recordings.what_is_kept(info), *self._server())
            self._origin.setToolTip(plain_tip("Address and protocol", *lines))

    def show_notice(self) -> None:
        """Show what is to be said of the protocol, the button that leads to it, and what the text begins without."""
        news = self._poem.protocol_news
        sentences = [f"⚠ {news.sentence}" if news.sentence else "", dropped_sentence(self._dropped)]
        sentences.append(let_go_sentence(self._poem.stream.let_go))
        self._notice.show_text(" ".join(filter(None, sentences)))
        self._notice.setVisible(bool(self._notice.text()))
        self._look.setVisible(news.notice is not None)

    def refresh(self) -> None:
        """Show how much came by now."""
        text = self._state_line()
        slow = self._poem.slow_call
        if slow is not None:
            text += f"\nSlow: the protocol's {slow.sentence}, in which nothing else could happen."
        if text != self._line.text():
            self._line.setText(text)
        if self._dropped or self._poem.stream.let_go:
            self.show_origin()
            self.show_notice()

    def changeEvent(self, event: QEvent | None) -> None:
        """Take on another palette's colours."""
        super().changeEvent(event)
        if event is not None and event.type() == QEvent.Type.PaletteChange:
            self._badge.setStyleSheet(badge_style(self._poem.state, self.palette()))

    @property
    def _dropped(self) -> stored.Dropped | None:
        return None if self._poem.store is None else self._poem.store.dropped

    def _server(self) -> list[str]:
        made = None if self._poem.fetch is None else self._poem.fetch.connection
        return [] if made is None else connection.server_lines(made.transport)

    def _state_line(self) -> str:
        poem, state = self._poem, self._poem.state
        self.is_still = True
        if isinstance(state, Pausing):
            self.is_still = False
            return again_sentence(state, self._seconds())
        if isinstance(state, Connecting):
            if state.waiting:
                return label_text(state.waiting)
            again = " again" if poem.stream.count > 1 else ""
            address = poem.info.address if poem.fetch is None else poem.fetch.server.address
            return f"Connecting to {label_text(address, 300)}{again} …"
        counts = [f"connection {poem.stream.number:,}"] if poem.stream.number > 1 else []
        counts.append(size_text(state.bytes))
        if state.frames:
            counts.append(counted(state.frames, "frame"))
        if isinstance(state, Ended):
            if state.received not in (None, state.bytes):
                counts.append(f"{size_text(state.received)} received")
            counts.append(time_text(state.seconds))
            reason = label_text(state.reason, 1000)
            sentence = f"{reason[:1].upper()}{reason[1:].rstrip('.')}."
            # Of what was never begun nothing is counted.
            return f"{sentence}\n{'  ·  '.join(counts)}" if state.bytes or state.seconds else sentence
        if poem.fetch is None:  # it is made of what came before, at a pace that tells nothing
            return "  ·  ".join([*counts, *filter(None, [label_text(state.waiting)])])
        now = self._seconds()
        rate = self._rate.note(now, state.bytes)
        last = poem.fetch.last_received
        if last is not None and now - last >= _SILENT:
            # No number that grows: what is silent must not wake anybody up to say so again.
            since = datetime.datetime.now().astimezone() - datetime.timedelta(seconds=now - last)
            # The day that stands above is the one on which it began.
            same_day = poem.info.started.startswith(f"{since:%Y-%m-%d}")
            counts.append(f"silent since {since:%H:%M:%S}" if same_day else f"silent since {since:%Y-%m-%d %H:%M:%S}")
        else:
            self.is_still = False
            counts += [rate_text(rate), time_text(now - poem.started_at)]
        if isinstance(poem.store, stored.PoemStore) and poem.store.inside_frame:
            counts.append("inside a frame")
        if poem.protocol_news.is_old:
            counts.append("keeps the version of its protocol that it began with")
        if state.waiting:
            counts.append(label_text(state.waiting))
        return "  ·  ".join(counts)

    def _ask_to_look(self) -> None:
        notice = self._poem.protocol_news.notice
        if notice is not None:
            self.look_wanted.emit(notice.path)

    def _show_details(self) -> None:
        state = self._poem.state
        if isinstance(state, Ended):
            DetailsDialog(self, "How it ended", f"{state_word(state)}: {state.reason}", state.details).open()


def _button(name: str, text: str, slot: Callable[[], None]) -> QPushButton:
    button = QPushButton(text)
    button.setObjectName(name)
    button.clicked.connect(lambda _=False: slot())
    return button
