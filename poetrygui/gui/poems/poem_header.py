"""What stands above a poem: how its connection stands or ended, and below that where it comes from."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from PyQt6.QtCore import QEvent, Qt, pyqtSignal
from PyQt6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from poetrygui import recordings
from poetrygui.core import connection
from poetrygui.core import poems as stored
from poetrygui.core.library.kept_poem import KeptPoem
from poetrygui.core.outcomes import Connecting, Ended, Pausing, Receiving
from poetrygui.core.text.again_words import again_sentence, let_go_sentence
from poetrygui.core.text.display_text import label_text
from poetrygui.core.text.dropped_words import dropped_sentence, dropped_words
from poetrygui.core.text.rate import RateMeter
from poetrygui.core.text.unframed_words import lacks_frames, unframed_sentence
from poetrygui.core.text.wording import counted, rate_text, size_text, state_word, time_text
from poetrygui.gui.poems.about_line import AboutLine, moment
from poetrygui.gui.widgets.error_report import DetailsDialog
from poetrygui.gui.widgets.icons import state_icon
from poetrygui.gui.widgets.plain_text import PlainLabel, plain_tip, sized
from poetrygui.gui.widgets.theme import badge_style
from poetrygui.gui.widgets.tokens import GAP, GAP_SMALL, GAP_WIDE, ICON_LARGE, TITLE_TYPE

_SILENT = 2.0  # seconds after which silence is worth a word


class PoemHeader(QWidget):
    """A sentence on how a poem stands, and its name, address and protocol. ``seconds`` is the reactor's clock."""

    look_wanted = pyqtSignal(object)
    """The Path of the protocol file to be looked at."""

    def __init__(self, poem: KeptPoem, seconds: Callable[[], float]) -> None:
        """Describe ``poem``."""
        super().__init__()
        self._poem = poem
        self._seconds = seconds
        self._rate = RateMeter()
        self._tells_of_frames = False
        self.is_still = True
        """Whether time alone changes nothing of what stands here."""
        self._icon = QLabel()
        self._icon.setFixedSize(ICON_LARGE, ICON_LARGE)
        self._about = AboutLine()
        self._badge = PlainLabel()
        self._badge.setObjectName("poemBadge")
        self._line = PlainLabel(selectable=True)
        self._line.setObjectName("poemState")
        # No name of its own: a screen reader would read that in the place of what stands here.
        self._line.setAccessibleDescription("How the connection stands or ended")
        self._line.setWordWrap(True)
        self._line.setFont(sized(self._line.font(), TITLE_TYPE, bold=True))
        # What stands here at the end may take two lines: the poem below is not to jump then.
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
        layout.setContentsMargins(GAP_WIDE, GAP, GAP_WIDE, GAP)
        layout.setHorizontalSpacing(GAP_WIDE)
        layout.setVerticalSpacing(GAP_SMALL)
        layout.addWidget(self._icon, 0, 0, 2, 1)
        layout.addWidget(self._line, 0, 1)
        layout.addWidget(self._badge, 0, 2, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(self._about, 1, 1, 1, 2)
        layout.addWidget(self._notice, 2, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(GAP)
        buttons.addWidget(self._look)
        buttons.addWidget(self._details)
        layout.addLayout(buttons, 2, 2, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
        layout.setColumnStretch(1, 1)

    def show_phase(self) -> None:
        """Show the state's icon and word, and all the rest."""
        state = self._poem.state
        self._icon.setPixmap(state_icon(state).pixmap(ICON_LARGE, ICON_LARGE))
        self._badge.setText(state_word(state))
        self._badge.setStyleSheet(badge_style(state, self.palette()))
        self._details.setVisible(isinstance(state, Ended) and bool(state.details))
        self.refresh()

    def show_origin(self) -> None:
        """Show where the poem comes from, and what is kept of its connection where that is not everything."""
        info = self._poem.info
        self._about.name.setText(label_text(info.name or info.address))  # which its server may have changed
        self._about.name.setToolTip(plain_tip("Server", info.name))
        if self._poem.stream.attempt is not None:
            reader = self._poem.reader
            began = info.started if reader is not None and reader.size else ""
            self._about.show_attempt(self._poem.stream.attempt, began)
            return
        started = moment(info.started)
        parts = [label_text(info.address, 300), label_text(info.protocol), self._poem.protocol_news.place, started]
        parts.append(recordings.what_is_kept(info))
        parts.append(dropped_words(self._dropped))
        self._about.origin.setText("  ·  ".join(part for part in parts if part))
        # Whose certificate a server had is known as long as its connection stands, and stays there.
        if not isinstance(self._poem.state, Ended) or not self._about.origin.toolTip():
            place = self._poem.protocol_news.place
            lines = (info.address, info.protocol, place, recordings.what_is_kept(info), *self._server())
            self._about.origin.setToolTip(plain_tip("Address and protocol", *lines))

    def show_notice(self) -> None:
        """Show what is to be said of the protocol, the button that leads to it, and what the text begins without."""
        news = self._poem.protocol_news
        sentences = [f"⚠ {news.sentence}" if news.sentence else "", dropped_sentence(self._dropped)]
        sentences.append(let_go_sentence(self._poem.stream.let_go))
        if isinstance(self._poem.state, Ended) and self._lacks_frames:
            sentences.append(unframed_sentence(label_text(self._poem.info.protocol, 40), self._poem.state.frames))
        self._notice.show_text(" ".join(filter(None, sentences)))
        self._notice.setVisible(bool(self._notice.text()))
        self._look.setVisible(news.notice is not None)

    def refresh(self) -> None:
        """Show how much came by now."""
        text, counts = self._state_line()
        slow = self._poem.slow_call
        if slow is not None:
            text += f"\nSlow: the protocol's {slow.sentence}, in which nothing else could happen."
        for label, told in ((self._line, text), (self._about.counts, counts)):
            if told != label.text():
                label.setText(told)
        is_told, self._tells_of_frames = self._tells_of_frames, self._lacks_frames
        if self._dropped or self._poem.stream.let_go or is_told or self._tells_of_frames:
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

    @property
    def _lacks_frames(self) -> bool:
        return lacks_frames(self._poem.store, self._poem.info.protocol, self._poem.state)

    def _server(self) -> list[str]:
        made = None if self._poem.fetch is None else self._poem.fetch.connection
        return [] if made is None else connection.server_lines(made.transport)

    def _state_line(self) -> tuple[str, str]:
        """Return the sentence that matters now, and the figures that stand behind it."""
        poem, state = self._poem, self._poem.state
        self.is_still = True
        if isinstance(state, Pausing):
            self.is_still = False
            return again_sentence(state, self._seconds()), ""
        if isinstance(state, Connecting):
            if state.waiting:
                waiting = label_text(state.waiting)
                return f"{waiting[:1].upper()}{waiting[1:]}", ""
            again = " again" if poem.stream.count > 1 else ""
            address = poem.info.address if poem.fetch is None else poem.fetch.server.address
            return f"Connecting to {label_text(address, 300)}{again} …", ""
        counts = self._how_much(state)
        if isinstance(state, Ended):
            counts.append(time_text(state.seconds))
            reason = label_text(state.reason, 1000)
            sentence = f"{reason[:1].upper()}{reason[1:].rstrip('.')}."
            # Of what was never begun nothing is counted.
            return sentence, "  ·  ".join(counts) if state.bytes or state.seconds else ""
        if poem.fetch is None:  # it is made of what came before, at a pace that tells nothing
            return "  ·  ".join([*counts, *filter(None, [label_text(state.waiting)])]), ""
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
        return "  ·  ".join(counts), ""

    def _how_much(self, state: Receiving | Ended) -> list[str]:
        """Return on which connection, how many bytes, in how many frames, and of how many that came."""
        number = self._poem.stream.number
        received = state.received if isinstance(state, Ended) else None
        # What is shown where there are no frames is what came.
        size, frames = (received or state.bytes, 0) if self._lacks_frames else (state.bytes, state.frames)
        counts = [f"connection {number:,}"] if number > 1 else []
        counts.append(size_text(size))
        if frames:
            counts.append(counted(frames, "frame"))
        if received not in (None, size):
            counts.append(f"{size_text(received)} received")
        return counts

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
