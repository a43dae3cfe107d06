"""One question per folder: `measure.py` answers it, `definition.yaml` explains it.

Judges single facts, never the whole.
"""
