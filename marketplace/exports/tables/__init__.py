"""Lists as files for other programs: CSV and JSON, with the sources of what they say."""
