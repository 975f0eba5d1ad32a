"""A throwaway PostgreSQL for the tests: a cluster in a temporary folder that listens on a socket there and on nothing else.

The tests that want it skip where no PostgreSQL is installed. The server ends with the process of the tests, however that ends.
"""

from __future__ import annotations

import itertools
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from urllib.parse import quote

OWNER = "rashomon_test"
"""The superuser of the cluster, who is let in without a password; everybody else needs one."""

FOLDERS = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/opt/postgresql@*/bin",
)

# Ends the server when its standard input ends, which is when whoever started it is gone.
KEEPER = """
import signal, subprocess, sys
server = subprocess.Popen(sys.argv[2:], stdin=subprocess.DEVNULL, user=sys.argv[1] or None)
sys.stdin.read()
server.send_signal(signal.SIGINT)
server.wait()
"""


@cache
def programs() -> Path | None:
    """The folder that has the newest `postgres` and its `initdb`, if there is one."""
    on_path = [Path(found).resolve().parent for name in ("postgres",) if (found := shutil.which(name))]
    installed = [folder for pattern in FOLDERS for folder in sorted(Path("/").glob(pattern[1:]), reverse=True)]
    return next((folder for folder in (*on_path, *installed) if (folder / "initdb").is_file()), None)


@cache
def missing() -> str:
    """Why there can be no server here; empty where there can."""
    try:
        import psycopg  # noqa: F401
    except ImportError:
        return "the driver psycopg is not installed (the extra `postgres`)"
    if programs() is None:
        return "no PostgreSQL is installed here (looked for `postgres` and `initdb` on the PATH and in the usual folders)"
    if os.name != "posix" or (os.geteuid() == 0 and _other() is None):
        return "PostgreSQL refuses to run as root, and there is no user `postgres` or `nobody` here"
    return ""


def _other() -> str | None:
    """Whom to run the server as where the tests run as root."""
    known = {user.pw_name for user in pwd.getpwall()}
    return next((name for name in ("postgres", "nobody") if name in known), None)


class Server:
    """A running cluster."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.data = folder / "data"
        self._numbers = itertools.count(1)

    def address(self, user: str = OWNER, database: str = "postgres", schema: str = "", password: str = "") -> str:
        """An address of this server."""
        options = f"&options={quote(f'-csearch_path={schema}', safe='')}" if schema else ""
        secret = f":{quote(password, safe='')}" if password else ""
        return f"postgresql://{user}{secret}@/{database}?host={quote(str(self.folder), safe='')}{options}"

    def run(self, *statements: str, schema: str = "public") -> None:
        """Carry out statements as the superuser, with foreign keys and triggers asleep."""
        import psycopg

        with psycopg.connect(self.address(schema=schema), autocommit=True) as connection:
            connection.execute("SET session_replication_role = replica")
            for statement in statements:
                connection.execute(statement)  # type: ignore[arg-type]

    def schema(self) -> str:
        """A fresh, empty schema; its name."""
        name = f"case_{next(self._numbers)}"
        self.run(f"CREATE SCHEMA {name}")
        return name


@contextmanager
def server() -> Iterator[Server]:
    """A cluster of our own, made for the length of the block."""
    user = _other() if os.geteuid() == 0 else None
    folder = Path(tempfile.mkdtemp(prefix="rashomon-pg-", dir="/tmp"))  # short, for the name of a socket is
    if user:
        shutil.chown(folder, user)
    bin_ = programs()
    assert bin_ is not None
    try:
        made = Server(folder)
        arguments = ["-D", str(made.data), "-U", OWNER, "-E", "UTF8", "--locale=C", "--auth=trust", "--no-sync"]
        subprocess.run([bin_ / "initdb", *arguments], check=True, capture_output=True, user=user, cwd=folder)
        (made.data / "pg_hba.conf").write_text(f"local all {OWNER} trust\nlocal all all scram-sha-256\n")
        settings = {
            "listen_addresses": "", "unix_socket_directories": str(folder), "fsync": "off", "autovacuum": "off",
            "logging_collector": "off", "max_connections": "40", "shared_buffers": "32MB",
        }  # fmt: skip
        command = [str(bin_ / "postgres"), "-D", str(made.data), *(f"--{name}={value}" for name, value in settings.items())]
        with (
            (folder / "log").open("wb") as log,
            subprocess.Popen(
                [sys.executable, "-c", KEEPER, user or "", *command], stdin=subprocess.PIPE, stdout=log, stderr=log, cwd=folder
            ) as keeper,
        ):
            try:
                _wait(made, keeper)
                yield made
            finally:
                assert keeper.stdin is not None
                keeper.stdin.close()
                keeper.wait(30)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _wait(made: Server, keeper: subprocess.Popen[bytes]) -> None:
    import psycopg

    for _ in range(300):
        try:
            return psycopg.connect(made.address()).close()
        except psycopg.OperationalError:
            if keeper.poll() is not None:
                break
            time.sleep(0.1)
    raise RuntimeError((made.folder / "log").read_text())
