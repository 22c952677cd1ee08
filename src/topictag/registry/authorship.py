"""When a registry was changed and, if asked for, by whom."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True)
class Author:
    """Who changes a registry; empty unless it is to be written down."""

    user: str = ""
    host: str = ""


def find_author() -> Author:
    """Return the user and the computer of this process; a name that the system does not know stays empty."""
    from getpass import getuser
    from socket import gethostname

    user = ""
    with suppress(ImportError, KeyError, OSError):  # a user without a name, as in some containers
        user = getuser()
    return Author(user, gethostname())


def now() -> str:
    """Return the time in UTC, as ISO 8601. Its microseconds make each change differ from the others."""
    return datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
