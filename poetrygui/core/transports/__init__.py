"""Ways to a server: what an address says, and the connection that it asks for."""
