"""The parts of the page of uploads; layouts/pages/upload.py puts them together."""
