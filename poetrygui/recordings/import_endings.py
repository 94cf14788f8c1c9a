"""How names of files end that recordings can be made of."""

ENDINGS = (".poemrec", ".pcapng", ".pcap", ".jsonl")
"""As a rule: what a file holds is told by how it begins. Any file that is dragged asks for them: they stand alone."""
