"""Legal texts the operator edits: Impressum, Datenschutz, Barrierefreiheit. Not: product texts."""
