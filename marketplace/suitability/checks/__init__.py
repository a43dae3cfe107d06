"""Automatic checks: each reads stored results and facts and answers one criterion, or says that it cannot."""
