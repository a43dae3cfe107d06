"""Measures the repositories the grader compares with (`make benchmark`); never imported by the product."""
