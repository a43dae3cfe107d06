"""The queue of assessments and their stored results. Neither fetches nor grades."""
