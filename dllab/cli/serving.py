"""serve: the lab in a browser."""

from __future__ import annotations

import socket
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from dllab.cli import terminal
from dllab.cli.options import CoursePath, open_course
from grader.errors import UsageError, in_words

if TYPE_CHECKING:
    from dllab.web.guard import Guard

Port = Annotated[int, typer.Option("--port", metavar="N", min=0, max=65535, help="0: any that is free.")]
Host = Annotated[str, typer.Option("--host", metavar="H", help="The address to listen at.")]
Anyone = Annotated[
    bool, typer.Option("--anyone-on-the-network", help="Let other machines in, unencrypted: see --host.")
]


def serve(
    port: Port = 0, host: Host = "127.0.0.1", anyone_on_the_network: Anyone = False, course: CoursePath = None
) -> int:
    """Open the lab in a browser: a page on this machine, whose address holds a secret. Ctrl-C ends it."""
    import asyncio

    from dllab.web.server import Server

    root = open_course(course).root
    listening, guard = _listen(host, port, anyone_on_the_network), _guard(host, anyone_on_the_network)
    _announce(listening, guard, anyone_on_the_network)
    command = [sys.executable, "-m", "dllab", "--course", str(root)]
    asyncio.run(Server(command, guard).serve(listening))
    terminal.end_line()
    terminal.note("the lab is closed")
    return 0


def _listen(host: str, port: int, anyone: bool) -> socket.socket:
    """A socket to serve on.

    Raises:
        UsageError: others could reach it and nobody said that they may, or it cannot be had.
    """
    from dllab.web.guard import is_loopback

    try:
        if not (anyone or is_loopback(host)):
            raise UsageError(
                f"{host} can be reached from other machines: whoever learns the address could work with your "
                "files; tunnel through SSH instead, or add --anyone-on-the-network"
            )
        family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        return socket.create_server(address[:2], family=family)
    except OSError as error:
        why = f"cannot listen at {host}, port {port} ({in_words(error)})"
        raise UsageError(f"{why}: try another --port") from None


def _guard(host: str, anyone: bool) -> Guard:
    from dllab.web.guard import LOOPBACK, Guard

    names = {socket.gethostname(), socket.getfqdn()} if anyone else set()
    return Guard({*LOOPBACK, host, *names}, any_address=anyone)


def _announce(listening: socket.socket, guard: Guard, anyone: bool) -> None:
    """Say where it is, once."""
    address, port = listening.getsockname()[:2]
    name = socket.gethostname() if anyone and address in ("0.0.0.0", "::") else address
    shown = f"[{name}]" if ":" in name else name
    terminal.write(f"The lab is at\n\n  http://{shown}:{port}/{guard.token}/\n\n")
    if not anyone:
        tunnel = f"ssh -L {port}:127.0.0.1:{port} {socket.gethostname()}"
        terminal.say(f"From another machine, first: {tunnel}\n")
    terminal.say("Who has this address can work as you: keep it to yourself. Ctrl-C ends it.\n")
