"""Poetry GUI: a window onto servers that send, each read by an ordinary Twisted Protocol."""

__version__ = "0.1.0"
