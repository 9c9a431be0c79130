"""The cards, forms and screens of meetings that take stock."""
