"""The list of servers that a profile keeps."""
