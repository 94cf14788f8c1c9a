"""What is kept of a server's connections is chosen by keys, and what that means is said."""

from __future__ import annotations

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from poetrygui.core.library.budget import GIBIBYTE
from poetrygui.core.outcomes import WhatIsKept
from poetrygui.gui.servers.recording_field import RecordingField
from tests.gui.hands import press, write


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


def test_the_most_that_is_kept_is_the_profiles_or_the_servers_own(qtbot: QtBot) -> None:
    field = RecordingField(WhatIsKept.EVERYTHING)
    qtbot.addWidget(field)
    field.show()
    assert (field.limit, field.most.text()) == (None, "as set for all")
    field.most.setFocus()
    field.most.selectAll()
    write(field.most, "2")
    press(field.most, Qt.Key.Key_Return)
    assert field.limit == 2 * GIBIBYTE
    field.most.selectAll()
    write(field.most, "0")
    press(field.most, Qt.Key.Key_Return)
    assert field.limit is None


def test_a_limit_that_is_less_round_stays_unless_it_is_changed(qtbot: QtBot) -> None:
    field = RecordingField(WhatIsKept.NOTHING, 20_000_000)
    qtbot.addWidget(field)
    assert (field.limit, field.most.value()) == (20_000_000, 0.1)
    assert not field.most.isEnabled()
