"""A PostgreSQL server of the tests' own: made in a temporary folder, on loopback, gone when they are done.

    python -m tests.postgresql make test

runs a command beside such a server, which it tells the command of in ``REFTEL_TEST_POSTGRESQL``.
"""

from __future__ import annotations

import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

SERVER_VARIABLE = "REFTEL_TEST_POSTGRESQL"
GUARD_OPTION = "--guard"

# A server refuses to run as root; Debian's package makes this user for it.
SYSTEM_USER = "postgres"
DATABASE_USER = "reftel"

SETTINGS = """
listen_addresses = '127.0.0.1'
port = {port}
unix_socket_directories = '{folder}'
fsync = {fsync}
full_page_writes = {fsync}
shared_buffers = 32MB
max_wal_size = 256MB
max_connections = 60
deadlock_timeout = 50ms
autovacuum = off
wal_recycle = off
min_wal_size = 32MB
logging_collector = off
"""

# Whoever comes over the network needs the password; the socket lies in a folder of the server's own user.
ACCESS = """
local all all trust
host all all 127.0.0.1/32 scram-sha-256
"""


@dataclass(frozen=True, slots=True)
class Server:
    """A running server.

    Args:
        url: Of a database in which its user may do what he likes.
        folder: Where its unix socket is.
        port: On loopback.
        log: What the server says.
    """

    url: str
    folder: Path
    port: int
    log: Path

    @property
    def password(self) -> str:
        """The password that stands in the URL."""
        return self.url.split(":")[2].split("@")[0]


def find_programs() -> Path | None:
    """The folder with the server's programs, of the newest version that there is; None without any."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    folders = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    return max((path.parent for path in folders), key=lambda path: float(path.parent.name), default=None)


@contextmanager
def run_server(*, is_safe: bool = False) -> Iterator[Server]:
    """Make a server, run it, and remove it.

    Args:
        is_safe: Whether what is committed outlives a crash; the tests are twice as quick without.
    """
    programs = find_programs()
    if programs is None:
        raise FileNotFoundError("PostgreSQL is not installed (Debian's package `postgresql`)")
    folder = Path(tempfile.mkdtemp(prefix="reftel-postgresql-"))
    if os.geteuid() == 0:
        shutil.chown(folder, SYSTEM_USER, SYSTEM_USER)
    # It clears up when this process ends, however it ends.
    guard = [sys.executable, str(Path(__file__).resolve()), GUARD_OPTION, str(folder)]
    with subprocess.Popen(guard, stdin=subprocess.PIPE, start_new_session=True) as process:
        server = _make_cluster(programs, folder, is_safe=is_safe)
        start_server(server)
        try:
            yield server
        finally:
            assert process.stdin is not None
            process.stdin.close()
            process.wait()


def guard_server(folder: Path) -> None:
    """Wait for the process that runs a server to end or to have done with it, then take the server away."""
    sys.stdin.read()
    if (folder / "data" / "postmaster.pid").exists():
        with suppress(subprocess.CalledProcessError):
            _control(folder, "stop", "--mode", "immediate")
    shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def make_database(url: str) -> Iterator[str]:
    """Make a database beside the one that the URL names, and remove it; gives its URL."""
    import psycopg

    name = f"reftel_tests_{secrets.token_hex(4)}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE template0".encode())
        try:
            yield url.rpartition("/")[0] + f"/{name}"
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


def read_schema(url: str, schema: str) -> str:
    """The statements that make a schema again with all that is in it."""
    programs = find_programs()
    assert programs is not None
    command = [str(programs / "pg_dump"), "--schema", schema, "--inserts", "--no-owner", "--dbname", url]
    dumped = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    # Lines for the server's own shell are no SQL; and the session is to be as it was.
    lines = [line for line in dumped.splitlines() if not line.startswith("\\")]
    return "\n".join([*lines, "RESET ALL;"])


def start_server(server: Server) -> None:
    """Start a server that is stopped; returns when it answers."""
    _control(server.folder, "start", "--log", str(server.log), "--timeout", "60")


def stop_server(server: Server, *, mode: str = "fast") -> None:
    """Stop a server; ``immediate`` is as good as a crash."""
    _control(server.folder, "stop", "--mode", mode)


def _control(folder: Path, *arguments: str) -> None:
    programs = find_programs()
    assert programs is not None
    data = str(folder / "data")
    _run([str(programs / "pg_ctl"), "--pgdata", data, "--wait", "--silent", *arguments], folder)


def _make_cluster(programs: Path, folder: Path, *, is_safe: bool) -> Server:
    password, port = secrets.token_hex(8), _free_port()
    secret = folder / "password"
    secret.write_text(password)
    if os.geteuid() == 0:
        shutil.chown(secret, SYSTEM_USER, SYSTEM_USER)
    command = [
        *(str(programs / "initdb"), "--pgdata", str(folder / "data"), "--no-sync"),
        *("--username", DATABASE_USER, "--pwfile", str(secret), "--auth", "trust"),
        *("--encoding", "UTF8", "--locale", "C.UTF-8"),
    ]
    _run(command, folder)
    secret.unlink()
    fsync = "on" if is_safe else "off"
    with (folder / "data" / "postgresql.conf").open("a") as settings:
        settings.write(SETTINGS.format(port=port, folder=folder, fsync=fsync))
    (folder / "data" / "pg_hba.conf").write_text(ACCESS)
    url = f"postgresql://{DATABASE_USER}:{password}@127.0.0.1:{port}/postgres"
    return Server(url, folder, port, folder / "log")


def _run(command: list[str], folder: Path) -> None:
    if os.geteuid() == 0:
        command = ["runuser", "-u", SYSTEM_USER, "--", *command]
    # Its own session: an interruption at the keyboard is for the tests, which then stop it in order.
    subprocess.run(
        command,
        check=True,
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
    )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def main(command: list[str]) -> int:
    """Run a command beside a server."""
    with run_server() as server:
        environment = {**os.environ, SERVER_VARIABLE: server.url}
        return subprocess.run(command, check=False, env=environment).returncode


if __name__ == "__main__":
    if sys.argv[1] == GUARD_OPTION:
        guard_server(Path(sys.argv[2]))
    else:
        raise SystemExit(main(sys.argv[1:]))
