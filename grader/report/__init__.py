"""The versioned result of a run as plain values: what web pages, terminal card and other programs read."""

from grader.report.build import SCHEMA_FILE, build_report

__all__ = ["SCHEMA_FILE", "build_report"]
