"""The parts of the page of data; layouts/pages/data.py puts them together."""
