"""The commands that need no window, and no Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from poetrygui.lazy_names import lazy_names

if TYPE_CHECKING:
    from poetrygui.commands.addresses import addressed as addressed
    from poetrygui.commands.addresses import with_tls_options as with_tls_options
    from poetrygui.commands.desktop_entry import entry_command as entry_command
    from poetrygui.commands.fields_told import FieldsTold as FieldsTold
    from poetrygui.commands.fields_told import check_fields as check_fields
    from poetrygui.commands.files_read import FilesRead as FilesRead
    from poetrygui.commands.files_read import LeftUnread as LeftUnread
    from poetrygui.commands.frame_moments import FrameMoments as FrameMoments
    from poetrygui.commands.frames_told import FramesTold as FramesTold
    from poetrygui.commands.get_command import get_poems as get_poems
    from poetrygui.commands.get_run import let_protocols_take_their_time as let_protocols_take_their_time
    from poetrygui.commands.get_run import run_get as run_get
    from poetrygui.commands.get_task import GetOptions as GetOptions
    from poetrygui.commands.guess import guess_command as guess_command
    from poetrygui.commands.host_choice import pinned_for_host as pinned_for_host
    from poetrygui.commands.host_choice import protocol_to_run as protocol_to_run
    from poetrygui.commands.hosted import in_host as in_host
    from poetrygui.commands.hosted import warm_process as warm_process
    from poetrygui.commands.job_run import Task as Task
    from poetrygui.commands.job_run import run_tasks as run_tasks
    from poetrygui.commands.json_lines import json_line as json_line
    from poetrygui.commands.process_reactor import reactor as reactor
    from poetrygui.commands.progress import Progress as Progress
    from poetrygui.commands.progress_line import ProgressLine as ProgressLine
    from poetrygui.commands.protocols import list_protocols as list_protocols
    from poetrygui.commands.protocols import run_check as run_check
    from poetrygui.commands.protocols import run_new as run_new
    from poetrygui.commands.protocols_command import protocols_group as protocols_group
    from poetrygui.commands.recorded_fields import fields_of_recording as fields_of_recording
    from poetrygui.commands.recorded_file import RecordedFile as RecordedFile
    from poetrygui.commands.recorded_places import places_of_recording as places_of_recording
    from poetrygui.commands.recorded_poem import RecordedPoem as RecordedPoem
    from poetrygui.commands.recorded_poem import record_in as record_in
    from poetrygui.commands.recordings import recordings_group as recordings_group
    from poetrygui.commands.recordings_told import columns as columns
    from poetrygui.commands.recordings_told import imported_as_json as imported_as_json
    from poetrygui.commands.recordings_told import imported_line as imported_line
    from poetrygui.commands.recordings_told import listed_as_json as listed_as_json
    from poetrygui.commands.reframe import reframe_command as reframe_command
    from poetrygui.commands.relay_command import relay_streams as relay_streams
    from poetrygui.commands.relay_options import RelayWish as RelayWish
    from poetrygui.commands.relay_options import wanted_relay as wanted_relay
    from poetrygui.commands.relay_run import run_relay as run_relay
    from poetrygui.commands.serve import run_serve as run_serve
    from poetrygui.commands.serve_command import serve_poems as serve_poems
    from poetrygui.commands.serve_elsewhere import encoded_elsewhere as encoded_elsewhere
    from poetrygui.commands.serve_recording import run_serve_recording as run_serve_recording
    from poetrygui.commands.terminal_asker import TerminalAsker as TerminalAsker
    from poetrygui.commands.wires import WireOptions as WireOptions
else:
    __getattr__ = lazy_names(
        __name__,
        {
            "addresses": "addressed with_tls_options",
            "desktop_entry": "entry_command",
            "fields_told": "FieldsTold check_fields",
            "files_read": "FilesRead LeftUnread",
            "frame_moments": "FrameMoments",
            "frames_told": "FramesTold",
            "get_command": "get_poems",
            "get_run": "let_protocols_take_their_time run_get",
            "get_task": "GetOptions",
            "guess": "guess_command",
            "host_choice": "pinned_for_host protocol_to_run",
            "hosted": "in_host warm_process",
            "job_run": "Task run_tasks",
            "json_lines": "json_line",
            "process_reactor": "reactor",
            "progress": "Progress",
            "progress_line": "ProgressLine",
            "protocols": "list_protocols run_check run_new",
            "protocols_command": "protocols_group",
            "recorded_fields": "fields_of_recording",
            "recorded_places": "places_of_recording",
            "recorded_file": "RecordedFile",
            "recorded_poem": "RecordedPoem record_in",
            "recordings": "recordings_group",
            "recordings_told": "columns imported_as_json imported_line listed_as_json",
            "reframe": "reframe_command",
            "relay_command": "relay_streams",
            "relay_options": "RelayWish wanted_relay",
            "relay_run": "run_relay",
            "serve": "run_serve",
            "serve_command": "serve_poems",
            "serve_elsewhere": "encoded_elsewhere",
            "serve_recording": "run_serve_recording",
            "terminal_asker": "TerminalAsker",
            "wires": "WireOptions",
        },
    )
