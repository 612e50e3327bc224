"""Helpers for scripts that make models and simulate them at once."""
