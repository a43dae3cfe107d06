"""Geometry of the drawings: numbers in, places out. Knows no templates and no pages."""
