"""Protocol files in the window: watched, listed, looked at, trusted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from poetrygui.lazy_names import lazy_names

if TYPE_CHECKING:
    from poetrygui.gui.protocols.new_protocol import NewProtocolDialog as NewProtocolDialog
    from poetrygui.gui.protocols.output_dock import OutputDock as OutputDock
    from poetrygui.gui.protocols.protocol_notice import NotUsableError as NotUsableError
    from poetrygui.gui.protocols.protocol_notice import notice_of as notice_of
    from poetrygui.gui.protocols.protocol_notice import other_version_runs as other_version_runs
    from poetrygui.gui.protocols.protocol_words import HERE as HERE
    from poetrygui.gui.protocols.protocol_words import receives_alone as receives_alone
    from poetrygui.gui.protocols.protocol_words import receives_words as receives_words
    from poetrygui.gui.protocols.protocols_dialog import ProtocolsDialog as ProtocolsDialog
    from poetrygui.gui.protocols.running_hosts import RunningHosts as RunningHosts
    from poetrygui.gui.protocols.source_editor import SourceEditor as SourceEditor
    from poetrygui.gui.protocols.source_tokens import tokens_of as tokens_of
    from poetrygui.gui.protocols.window_protocols import WindowProtocols as WindowProtocols
else:
    __getattr__ = lazy_names(
        __name__,
        {
            "new_protocol": "NewProtocolDialog",
            "output_dock": "OutputDock",
            "protocol_notice": "NotUsableError notice_of other_version_runs",
            "protocol_words": "HERE receives_alone receives_words",
            "protocols_dialog": "ProtocolsDialog",
            "running_hosts": "RunningHosts",
            "source_editor": "SourceEditor",
            "source_tokens": "tokens_of",
            "window_protocols": "WindowProtocols",
        },
    )
