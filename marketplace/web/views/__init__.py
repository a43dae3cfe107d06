"""Pages, one module per errand. Views gather what a template shows; they decide nothing."""
