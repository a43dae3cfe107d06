"""Pages for people: views, templates, styles. Decides nothing; asks queries and calls services."""
