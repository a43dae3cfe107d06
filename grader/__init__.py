"""Reads a source folder and says, with evidence, how well the program is made.

A plain library: no Django, no network, no database. The marketplace hands it a folder.
"""

__version__ = "0.1.0"
RULES_VERSION = "2026-2"
