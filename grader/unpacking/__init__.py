"""Unpacks archives of source code: regular files only, never outside of one folder, counted before written."""
