"""The made-up city, written as neutral files.

The units, procedures and plans are those of `places/hanoi`; dossiers, people, kiosks
and faults are invented. `write_city` is the one door.
"""

from demo.write import write_city

__all__ = ["write_city"]
