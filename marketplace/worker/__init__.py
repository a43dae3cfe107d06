"""Background jobs: fetches foreign source within limits and lets the grader read it. Knows no page."""
