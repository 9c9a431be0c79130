"""Who asks: a person with an account, nobody in particular, or whoever is at the
machine itself."""

from __future__ import annotations

from dataclasses import dataclass

from core.language import translate

# Role -> its name, a catalogue key. What each may do: accounts/rights.py.
ROLES = {
    "administrator": "Administrator",
    "leader": "Leader",
    "chair": "Chair",
    "delegate": "Delegate of a Chair",
    "analyst": "Analyst",
    "viewer": "Viewer",
}


@dataclass(frozen=True)
class Account:
    """`id`: None for who has none. `person`: as terms of office name them; of a
    delegate, the Chair. `units`: those of the person's terms of office of today.
    `lacks_step`: its role must have a second step of signing in, and it has none."""

    id: int | None
    name: str
    role: str
    language: str = ""
    person: str = ""
    units: frozenset[str] = frozenset()
    lacks_step: bool = False

    @property
    def signed_in(self) -> bool:
        return self.id is not None


# Who has not signed in; and who runs commands at the machine, or uses the browser on
# it before the first account is made.
NOBODY = Account(None, "", "nobody")
# Who has not signed in, where pages tell them less than those who have.
PUBLIC = Account(None, "", "public")
OPERATOR = Account(None, "operator", "operator")

# What stands where the name of an erased account stood begins so; no account's name
# does.
ERASED = "erased-"


def role_name(role: str) -> str:
    """The name of a role in the reader's language."""
    return translate(ROLES[role]) if role in ROLES else role
