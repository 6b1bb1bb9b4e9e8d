"""Who is let in: those who know the token, under a name of this machine's."""

from __future__ import annotations

import hmac
import ipaddress
import secrets
import socket
from collections.abc import Awaitable, Callable, Iterable
from urllib.parse import urlsplit

from aiohttp import web

LOOPBACK = ("localhost", "127.0.0.1", "::1")
HEADERS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",  # the address holds the token
    "X-Content-Type-Options": "nosniff",
}
_POLICY = (
    "default-src 'self'; img-src data:; style-src 'self' 'unsafe-inline'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Guard:
    """Turns away with 403 whoever may not see the lab.

    The token is the first part of every path. It is no cookie: those are sent to other people's servers on
    other ports of the same machine, too.

    Args:
        hosts: the names and addresses that a request may be for. Another one means that a foreign page has
            made its own name point here (DNS rebinding).
        any_address: a request may also be for any plain address: those cannot be rebound.
    """

    def __init__(self, hosts: Iterable[str], any_address: bool = False) -> None:
        self.token = secrets.token_urlsafe(24)
        self._hosts, self._any_address = {host.lower() for host in hosts}, any_address

    def refusal(self, request: web.Request) -> str:
        """Why a request is turned away; "" if it is welcome."""
        if not self._is_ours(request.host):
            return f"This is no server for {request.host}."
        if not hmac.compare_digest(request.path.split("/")[1].encode(), self.token.encode()):
            return "This address lacks the token: open the one that `dllab serve` has printed."
        if request.headers.get("Origin", f"http://{request.host}") != f"http://{request.host}":
            return "This comes from another site's page."
        return ""

    @web.middleware
    async def admit(self, request: web.Request, handler: _Handler) -> web.StreamResponse:
        """What aiohttp calls for every request, those for nothing included."""
        if why := self.refusal(request):
            return web.Response(status=403, text=why + "\n")
        return await handler(request)

    def _is_ours(self, host: str) -> bool:
        # The port may be another one: that of a tunnel.
        try:
            name = (urlsplit(f"//{host}").hostname or "").lower()
        except ValueError:
            return False
        return name in self._hosts or (self._any_address and _is_address(name))


def is_loopback(host: str) -> bool:
    """Whether nobody outside this machine can reach `host`; a name counts by what it stands for.

    Raises:
        OSError: it stands for nothing.
    """
    found = {info[4][0] for info in socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)}
    return all(ipaddress.ip_address(str(address).partition("%")[0]).is_loopback for address in found)


async def protect(request: web.Request, response: web.StreamResponse) -> None:
    """Headers for every response (aiohttp's `on_response_prepare`): nothing is kept or fetched elsewhere."""
    policy = f"{_POLICY}; connect-src 'self' ws://{request.host}"
    response.headers.update({**HEADERS, "Content-Security-Policy": policy})


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
