"""A poem's visible rows, drawn and followed."""
