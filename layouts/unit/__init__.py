"""The parts of a unit's page; layouts/pages/unit.py puts them together."""
