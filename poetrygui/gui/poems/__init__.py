"""The tabs, and what stands around a poem's text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from poetrygui.lazy_names import lazy_names

if TYPE_CHECKING:
    from poetrygui.gui.poems.away_pane import AwayPane as AwayPane
    from poetrygui.gui.poems.encoding_dialog import EncodingDialog as EncodingDialog
    from poetrygui.gui.poems.forget_sent import ask_to_forget_sent as ask_to_forget_sent
    from poetrygui.gui.poems.framing_hint import FramingHint as FramingHint
    from poetrygui.gui.poems.poem_tab import PoemTab as PoemTab
    from poetrygui.gui.poems.save_poem import PoemSaver as PoemSaver
    from poetrygui.gui.poems.shown_sent import sent_between as sent_between
    from poetrygui.gui.poems.shown_sent import sent_in as sent_in
    from poetrygui.gui.poems.source_margin import SourceMargin as SourceMargin
else:
    __getattr__ = lazy_names(
        __name__,
        {
            "away_pane": "AwayPane",
            "encoding_dialog": "EncodingDialog",
            "forget_sent": "ask_to_forget_sent",
            "framing_hint": "FramingHint",
            "poem_tab": "PoemTab",
            "save_poem": "PoemSaver",
            "shown_sent": "sent_between sent_in",
            "source_margin": "SourceMargin",
        },
    )
