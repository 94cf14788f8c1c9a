"""The list of servers and its dialog."""
