"""Frames to Plotly figures (plain dicts), grid rows and the hex map; formats, theme."""
