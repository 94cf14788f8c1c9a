"""What one does with a recording: frame it anew, hand it on in the formats of others, make one of a capture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from poetrygui.lazy_names import lazy_names

if TYPE_CHECKING:
    from poetrygui.recordings.all_fields import AllFields as AllFields
    from poetrygui.recordings.all_fields import no_fields as no_fields
    from poetrygui.recordings.allowed import allowed_for as allowed_for
    from poetrygui.recordings.arrivals import Arrival as Arrival
    from poetrygui.recordings.arrivals import Arrivals as Arrivals
    from poetrygui.recordings.arrivals import Where as Where
    from poetrygui.recordings.beginning import begin_in as begin_in
    from poetrygui.recordings.beginning import find_beginning as find_beginning
    from poetrygui.recordings.chosen_frames import ChosenFrames as ChosenFrames
    from poetrygui.recordings.chunk_senders import ChunkSenders as ChunkSenders
    from poetrygui.recordings.comparison import Comparison as Comparison
    from poetrygui.recordings.difference import Hunk as Hunk
    from poetrygui.recordings.difference_rows import DifferenceRows as DifferenceRows
    from poetrygui.recordings.difference_words import hunk_words as hunk_words
    from poetrygui.recordings.differences import Differences as Differences
    from poetrygui.recordings.differences import SeenFirst as SeenFirst
    from poetrygui.recordings.dripped_edges import DrippedEdges as DrippedEdges
    from poetrygui.recordings.exact_play import Played as Played
    from poetrygui.recordings.exact_play import play_into as play_into
    from poetrygui.recordings.export import FORMATS as FORMATS
    from poetrygui.recordings.export import export_framed as export_framed
    from poetrygui.recordings.export import export_recording as export_recording
    from poetrygui.recordings.export import format_of as format_of
    from poetrygui.recordings.field_scanner import FieldScanner as FieldScanner
    from poetrygui.recordings.field_source import FieldsOf as FieldsOf
    from poetrygui.recordings.field_source import FieldSource as FieldSource
    from poetrygui.recordings.field_source import NoFields as NoFields
    from poetrygui.recordings.field_source import OwnFields as OwnFields
    from poetrygui.recordings.forget import check_forgettable as check_forgettable
    from poetrygui.recordings.forget import forget_recording as forget_recording
    from poetrygui.recordings.forget import forget_sent_in as forget_sent_in
    from poetrygui.recordings.frame_edges import EdgesOf as EdgesOf
    from poetrygui.recordings.frame_edges import FrameEdges as FrameEdges
    from poetrygui.recordings.frame_edges import RunEdges as RunEdges
    from poetrygui.recordings.frame_lines import FrameLines as FrameLines
    from poetrygui.recordings.frame_payloads import FramePayloads as FramePayloads
    from poetrygui.recordings.frame_rows import FrameRow as FrameRow
    from poetrygui.recordings.frame_rows import FrameRows as FrameRows
    from poetrygui.recordings.framed_name import short_name as short_name
    from poetrygui.recordings.framed_name import what_is_kept as what_is_kept
    from poetrygui.recordings.frames_with_times import timed_frames as timed_frames
    from poetrygui.recordings.framing import Framing as Framing
    from poetrygui.recordings.guess import Fit as Fit
    from poetrygui.recordings.guess import ranked as ranked
    from poetrygui.recordings.guessing import SECONDS as SECONDS
    from poetrygui.recordings.guessing import Guessed as Guessed
    from poetrygui.recordings.guessing import Guessing as Guessing
    from poetrygui.recordings.guessing import candidates as candidates
    from poetrygui.recordings.guessing import newest_of as newest_of
    from poetrygui.recordings.hosted_fields import HostedFields as HostedFields
    from poetrygui.recordings.hosted_take import PlayedElsewhere as PlayedElsewhere
    from poetrygui.recordings.import_endings import ENDINGS as ENDINGS
    from poetrygui.recordings.imports import import_file as import_file
    from poetrygui.recordings.imports import import_open as import_open
    from poetrygui.recordings.jobs import JOBS as JOBS
    from poetrygui.recordings.jobs import hunks_of as hunks_of
    from poetrygui.recordings.joined_rows import CONNECTION as CONNECTION
    from poetrygui.recordings.joined_rows import JoinedRows as JoinedRows
    from poetrygui.recordings.keep import check_markable as check_markable
    from poetrygui.recordings.keep import mark_recording as mark_recording
    from poetrygui.recordings.kept_tape import FROM_THE_FIRST as FROM_THE_FIRST
    from poetrygui.recordings.kept_tape import Begin as Begin
    from poetrygui.recordings.line_rows import LineRows as LineRows
    from poetrygui.recordings.listed_recordings import ListedRecording as ListedRecording
    from poetrygui.recordings.listed_recordings import list_recordings as list_recordings
    from poetrygui.recordings.listening import record_beginning as record_beginning
    from poetrygui.recordings.live_capture import LiveCapture as LiveCapture
    from poetrygui.recordings.live_capture import LiveCaptures as LiveCaptures
    from poetrygui.recordings.moment_words import moment_of_row as moment_of_row
    from poetrygui.recordings.moment_words import moment_of_wire as moment_of_wire
    from poetrygui.recordings.named_recording import find_recording as find_recording
    from poetrygui.recordings.near_border import first_border as first_border
    from poetrygui.recordings.new_recordings import Imported as Imported
    from poetrygui.recordings.new_recordings import NewRecordings as NewRecordings
    from poetrygui.recordings.opened_recording import open_recording as open_recording
    from poetrygui.recordings.preview import border_before as border_before
    from poetrygui.recordings.row_source import RowSource as RowSource
    from poetrygui.recordings.rows_among import RowsAmong as RowsAmong
    from poetrygui.recordings.rows_and_wire import RowsAndWire as RowsAndWire
    from poetrygui.recordings.rows_and_wire import Stretch as Stretch
    from poetrygui.recordings.rows_with_times import Column as Column
    from poetrygui.recordings.rows_with_times import timed_rows as timed_rows
    from poetrygui.recordings.ruler_model import RulerModel as RulerModel
    from poetrygui.recordings.saved_frames import FramesToSave as FramesToSave
    from poetrygui.recordings.table_rows import TableRow as TableRow
    from poetrygui.recordings.table_rows import TableRows as TableRows
    from poetrygui.recordings.take_job import play_take as play_take
    from poetrygui.recordings.timed_lines import LineStretch as LineStretch
    from poetrygui.recordings.timed_lines import SentLine as SentLine
    from poetrygui.recordings.timed_lines import Stretches as Stretches
    from poetrygui.recordings.timed_lines import lines_as_json as lines_as_json
    from poetrygui.recordings.timed_lines import lines_as_text as lines_as_text
    from poetrygui.recordings.wire_places import PlacesOf as PlacesOf
    from poetrygui.recordings.wire_places import SoughtPlaces as SoughtPlaces
    from poetrygui.recordings.wire_places import WirePlaces as WirePlaces
    from poetrygui.recordings.workers import AskedJob as AskedJob
    from poetrygui.recordings.workers import HostWorkers as HostWorkers
    from poetrygui.recordings.workers import RunningJob as RunningJob
    from poetrygui.recordings.workers import StartJob as StartJob
    from poetrygui.recordings.workers import Workers as Workers
    from poetrygui.recordings.workers import workers_for as workers_for
else:
    __getattr__ = lazy_names(
        __name__,
        {
            "all_fields": "AllFields no_fields",
            "allowed": "allowed_for",
            "arrivals": "Arrival Arrivals Where",
            "beginning": "begin_in find_beginning",
            "chosen_frames": "ChosenFrames",
            "chunk_senders": "ChunkSenders",
            "comparison": "Comparison",
            "difference": "Hunk",
            "difference_rows": "DifferenceRows",
            "difference_words": "hunk_words",
            "differences": "Differences SeenFirst",
            "dripped_edges": "DrippedEdges",
            "exact_play": "Played play_into",
            "export": "FORMATS export_framed export_recording format_of",
            "field_scanner": "FieldScanner",
            "field_source": "FieldSource FieldsOf NoFields OwnFields",
            "forget": "check_forgettable forget_recording forget_sent_in",
            "frame_edges": "EdgesOf FrameEdges RunEdges",
            "frame_lines": "FrameLines",
            "frame_payloads": "FramePayloads",
            "frame_rows": "FrameRow FrameRows",
            "framed_name": "short_name what_is_kept",
            "frames_with_times": "timed_frames",
            "framing": "Framing",
            "guess": "Fit ranked",
            "guessing": "SECONDS Guessed Guessing candidates newest_of",
            "hosted_fields": "HostedFields",
            "hosted_take": "PlayedElsewhere",
            "import_endings": "ENDINGS",
            "imports": "import_file import_open",
            "jobs": "JOBS hunks_of",
            "joined_rows": "CONNECTION JoinedRows",
            "kept_tape": "FROM_THE_FIRST Begin",
            "keep": "check_markable mark_recording",
            "line_rows": "LineRows",
            "listed_recordings": "ListedRecording list_recordings",
            "listening": "record_beginning",
            "live_capture": "LiveCapture LiveCaptures",
            "moment_words": "moment_of_row moment_of_wire",
            "named_recording": "find_recording",
            "near_border": "first_border",
            "new_recordings": "Imported NewRecordings",
            "opened_recording": "open_recording",
            "preview": "border_before",
            "row_source": "RowSource",
            "rows_among": "RowsAmong",
            "rows_and_wire": "RowsAndWire Stretch",
            "rows_with_times": "Column timed_rows",
            "ruler_model": "RulerModel",
            "saved_frames": "FramesToSave",
            "table_rows": "TableRow TableRows",
            "take_job": "play_take",
            "timed_lines": "LineStretch SentLine Stretches lines_as_json lines_as_text",
            "wire_places": "PlacesOf SoughtPlaces WirePlaces",
            "workers": "AskedJob HostWorkers RunningJob StartJob Workers workers_for",
        },
    )
