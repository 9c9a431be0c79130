"""Thin adapters from inputs over the board to what is shown."""
