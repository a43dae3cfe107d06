"""A stored result made ready for its pages: one module per section."""
