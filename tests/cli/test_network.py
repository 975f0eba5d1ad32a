"""No command opens a connection, asks a name server or listens: every command is run with the sockets taken away."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

CLOSED = """
import socket, sys
def refuse(*arguments, **more):
    raise AssertionError(f"the network was used: {arguments}")
for name in ("connect", "connect_ex", "bind", "listen", "sendto"):
    setattr(socket.socket, name, refuse)
socket.getaddrinfo = socket.create_connection = socket.gethostbyname = refuse
from rashomon.cli.main import main
main(sys.argv[1:])
"""


def run(*arguments: str, cwd: Path) -> None:
    done = subprocess.run([sys.executable, "-c", CLOSED, *arguments], capture_output=True, text=True, cwd=cwd, check=False)
    assert done.returncode == 0, f"{arguments}: {done.stderr}"


def test_every_command_without_a_network(tmp_path: Path) -> None:
    run("new", "case", "--sample", cwd=tmp_path)
    case = tmp_path / "case"
    (case / "linked.html").write_text(
        '<html><head><link rel="canonical" href="http://example.org/a"><title>Strike</title></head><body>'
        '<img src="http://example.org/x.png"><script src="http://example.org/x.js"></script>'
        "<p>An air strike killed five people in Kramatorsk on 8 April 2022, the governor said.</p></body></html>"
    )
    for command in (
        ("add", "linked.html", "sample/documents/kramatorsk-2022"),
        ("read", "--workers", "2"),
        ("reconcile",),
        ("incidents",),
        ("show",),
        ("history", "case/linked.html"),
        ("brief", "-o", "brief.html"),
        ("brief", "-o", "brief.md"),
        ("brief", "-o", "brief.docx"),
        ("brief", "-o", "brief.pdf"),
        ("export", "claims", "-o", "claims.jsonl"),
        ("verify",),
        ("methods",),
    ):
        run(*command, cwd=case)


def test_the_brief_names_nothing_to_fetch(tmp_path: Path) -> None:
    run("new", "case", "--sample", cwd=tmp_path)
    for command in (("add", "sample/documents"), ("read",), ("reconcile",), ("brief", "-o", "brief.html")):
        run(*command, cwd=tmp_path / "case")
    page = (tmp_path / "case" / "brief.html").read_text()
    for sign in ('src="http', "url(http", "<script", "@import", "<iframe", "<link "):
        assert sign not in page, sign
