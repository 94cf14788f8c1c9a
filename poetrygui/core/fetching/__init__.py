"""One fetch of one server, from asking for a connection to its end."""
