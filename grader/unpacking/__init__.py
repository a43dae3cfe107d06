"""Unpacks archives of source code: regular files only, inside one folder, counted before they are written."""
