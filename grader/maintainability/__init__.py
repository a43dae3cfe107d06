"""How hard experts would find a file to maintain: the trained model, scored from JSON with numpy alone."""
