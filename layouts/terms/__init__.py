"""The parts of the page of terms of office."""
