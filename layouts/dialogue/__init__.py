"""The cards and forms of the page of the dialogue."""
