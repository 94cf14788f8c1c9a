"""The core's own protocol between the transport and the user's, and what its loss means."""
