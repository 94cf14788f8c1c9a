"""What came on the wire, to look at: its bytes, its times."""
