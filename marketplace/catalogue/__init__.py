"""Listings, their facts with sources, and finding them. Knows nothing of assessments."""
