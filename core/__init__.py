"""Words everyone shares: units, periods, codes, errors, settings, language."""
