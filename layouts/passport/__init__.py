"""The cards of a number's passport; layouts/pages/number.py puts them together."""
