"""The trail of changes: append-only, each entry chained to the one before. Knows no domain."""
