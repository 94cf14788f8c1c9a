"""What transports need whose bytes come by a descriptor of their own: from a pipe, a file, or a program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from poetrygui.lazy_names import lazy_names

if TYPE_CHECKING:
    from poetrygui.core.transports.streams.command_process import CommandProcess as CommandProcess
    from poetrygui.core.transports.streams.command_process import end_unused as end_unused
    from poetrygui.core.transports.streams.command_transport import CommandTransport as CommandTransport
    from poetrygui.core.transports.streams.endpoint import StreamAddress as StreamAddress
    from poetrygui.core.transports.streams.endpoint import StreamEndpoint as StreamEndpoint
    from poetrygui.core.transports.streams.followed_file import FollowedFile as FollowedFile
    from poetrygui.core.transports.streams.opening import check_path as check_path
    from poetrygui.core.transports.streams.opening import is_polled as is_polled
    from poetrygui.core.transports.streams.opening import open_to_read as open_to_read
    from poetrygui.core.transports.streams.opening import place_of as place_of
    from poetrygui.core.transports.streams.polled_reader import PolledReader as PolledReader
    from poetrygui.core.transports.streams.reader import Reader as Reader
    from poetrygui.core.transports.streams.reading_transport import ReadingTransport as ReadingTransport
    from poetrygui.core.transports.streams.serial_line import SerialLine as SerialLine
    from poetrygui.core.transports.streams.serial_port import LineSettings as LineSettings
    from poetrygui.core.transports.streams.serial_port import check_port as check_port
    from poetrygui.core.transports.streams.serial_port import not_taken as not_taken
    from poetrygui.core.transports.streams.serial_port import open_port as open_port
    from poetrygui.core.transports.streams.serial_port import ports_there as ports_there
    from poetrygui.core.transports.streams.slice_reader import SliceReader as SliceReader
else:
    __getattr__ = lazy_names(
        __name__,
        {
            "command_process": "CommandProcess end_unused",
            "command_transport": "CommandTransport",
            "endpoint": "StreamAddress StreamEndpoint",
            "followed_file": "FollowedFile",
            "opening": "check_path is_polled open_to_read place_of",
            "polled_reader": "PolledReader",
            "reader": "Reader",
            "reading_transport": "ReadingTransport",
            "serial_line": "SerialLine",
            "serial_port": "LineSettings check_port not_taken open_port ports_there",
            "slice_reader": "SliceReader",
        },
    )
