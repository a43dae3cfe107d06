"""What stands in a document, as JSON-like values in the active language; layout is for the templates."""
