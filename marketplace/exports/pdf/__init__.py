"""PDF documents: contents go in as JSON, a fixed template lays them out, a child process presses them."""
