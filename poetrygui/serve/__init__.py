"""Poem servers: files sent over TCP, TLS or UNIX sockets by any protocol that can speak."""
