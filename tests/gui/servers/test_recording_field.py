"""What is kept of a server's connections is chosen by keys, and what that means is said."""

from __future__ import annotations

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from poetrygui.core.outcomes import WhatIsKept
from poetrygui.gui.servers.recording_field import RecordingField
from tests.gui.hands import press


def meaning(field: RecordingField) -> str:
    label = field.findChild(QLabel, "serverRecordingMeaning")
    assert label is not None
    return label.text()


@pytest.mark.parametrize("kept", WhatIsKept)
def test_it_begins_with_what_is_kept(qtbot: QtBot, kept: WhatIsKept) -> None:
    field = RecordingField(kept)
    qtbot.addWidget(field)
    assert field.kept is kept


def test_each_choice_is_explained_and_plain_text_is_told_of_tls(qtbot: QtBot) -> None:
    field = RecordingField(WhatIsKept.EVERYTHING)
    qtbot.addWidget(field)
    field.show()
    seen = []
    for _ in WhatIsKept:
        seen.append((field.kept, "What goes over TLS is kept as plain text." in meaning(field)))
        assert field.combo.accessibleDescription() == meaning(field)
        press(field.combo, Qt.Key.Key_Down)
    assert seen == [
        (WhatIsKept.EVERYTHING, True),
        (WhatIsKept.ARRIVALS, True),
        (WhatIsKept.NOTHING, False),
    ]
