"""The tests, as a package: without this file, any installed package that brings a ``tests`` would be found instead."""
