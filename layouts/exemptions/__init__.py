"""Exemptions: forms, lists, marks."""
