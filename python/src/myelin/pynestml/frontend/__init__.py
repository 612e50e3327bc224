"""Functions that scripts call."""
