"""Who may do what in a team: accounts, passwords, codes, sessions and the record of what was done with them.

The accounts stand beside the ledger, on a connection of their own: signing in never waits for who holds the ledger's pen.
"""

from rashomon.team.accounts import Accounts
from rashomon.team.errors import RefusedError, TeamError, WaitError
from rashomon.team.opening import open_accounts
from rashomon.team.roles import ROLES, Role, allows
from rashomon.team.users import Act, Made, User

__all__ = [
    "ROLES",
    "Accounts",
    "Act",
    "Made",
    "RefusedError",
    "Role",
    "TeamError",
    "User",
    "WaitError",
    "allows",
    "open_accounts",
]
