"""Names short enough for a tile: what all names of a kind share is left out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence


def _shared(words: Sequence[Sequence[str]]) -> int:
    """How many words all names begin with; each keeps one word at least."""
    shortest = min(len(name) for name in words) - 1
    count = 0
    while count < shortest and len({name[count] for name in words}) == 1:
        count += 1
    return count


def bare_names(names: Sequence[str], kinds: Sequence[str]) -> list[str]:
    """The names without the words that all names of their kind begin or end with:
    "Phường Ba Đình" becomes "Ba Đình" where every ward's name begins so."""
    groups: dict[str, list[list[str]]] = defaultdict(list)
    for name, kind in zip(names, kinds, strict=True):
        groups[kind].append(name.split())
    cuts = {}
    for kind, words in groups.items():
        if len(words) < 2:
            cuts[kind] = (0, 0)
            continue
        first = _shared(words)
        rest = [name[first:][::-1] for name in words]
        cuts[kind] = (first, _shared(rest))
    bare = []
    for name, kind in zip(names, kinds, strict=True):
        words_of = name.split()
        first, last = cuts[kind]
        bare.append(" ".join(words_of[first : len(words_of) - last]))
    return bare


def initials(name: str, most: int = 3) -> str:
    """The first letters of a name's words: "Văn Miếu - Quốc Tử Giám" is "VMQ"."""
    letters = [word[0] for word in name.split() if word[0].isalnum()]
    return "".join(letters[:most]).upper()
