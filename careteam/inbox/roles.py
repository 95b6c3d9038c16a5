"""What a person may do: each role may do all that the one before it may."""

from __future__ import annotations

from typing import Literal, get_args

Role = Literal["sees", "acknowledges", "administers"]
ROLES: tuple[Role, ...] = get_args(Role)
MEANINGS: dict[Role, str] = {
    "sees": "reads alerts",
    "acknowledges": "reads alerts and acts on them",
    "administers": "all of that, and people and the audit trail",
}


def may(role: Role, needed: Role) -> bool:
    """Tell whether somebody with `role` may do what needs `needed`."""
    return ROLES.index(role) >= ROLES.index(needed)
