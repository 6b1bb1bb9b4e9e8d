"""The server: a page, its files, and the web socket behind the page."""

from __future__ import annotations

import asyncio
import json
import signal
import socket
from html import escape
from pathlib import Path
from string import Template
from typing import Any

import textual_serve
from aiohttp import WSCloseCode, WSMsgType, web

from dllab.web.guard import Guard, protect
from dllab.web.session import PATIENCE, Session
from grader.neutral import plain

_STATIC = Path(textual_serve.__file__).parent / "static"
_HERE = Path(__file__).parent
FILES = {
    "terminal.js": _STATIC / "js/textual.js",
    "terminal.css": _STATIC / "css/xterm.css",
    "mono.ttf": _STATIC / "fonts/RobotoMono-VariableFont_wght.ttf",
    "page.css": _HERE / "page.css",
    "page.js": _HERE / "page.js",
}
HEARTBEAT = 30.0  # seconds; a browser that is silent for longer is gone
_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Server:
    """Serves labs until it is told to stop.

    Args:
        command: starts a lab.
        guard: says who may see it.
    """

    def __init__(self, command: list[str], guard: Guard) -> None:
        self._command, self._guard = command, guard
        self._open: set[web.WebSocketResponse] = set()

    async def serve(self, listening: socket.socket) -> None:
        """Answer what comes in on a socket until SIGINT, SIGTERM or SIGHUP; then end every lab."""
        stop, loop = asyncio.Event(), asyncio.get_running_loop()
        for number in _SIGNALS:
            loop.add_signal_handler(number, stop.set)
        runner = web.AppRunner(self._application(), access_log=None, shutdown_timeout=2 * PATIENCE)
        await runner.setup()
        await web.SockSite(runner, listening).start()
        await stop.wait()
        await runner.cleanup()

    def _application(self) -> web.Application:
        application = web.Application(middlewares=[self._guard.admit])
        application.add_routes(
            [
                web.get("/{token}/", self._page),
                web.get("/{token}/lab", self._lab),
                web.get("/{token}/files/{name}", self._file),
            ]
        )
        application.on_response_prepare.append(protect)
        application.on_shutdown.append(self._hang_up)
        return application

    async def _page(self, request: web.Request) -> web.Response:
        socket = escape(f"ws://{request.host}/{self._guard.token}/lab")
        page = Template((_HERE / "page.html").read_text(encoding="utf-8")).substitute(socket=socket)
        return web.Response(text=page, content_type="text/html")

    async def _file(self, request: web.Request) -> web.FileResponse:
        path = FILES.get(request.match_info["name"])
        if path is None:
            raise web.HTTPNotFound
        return web.FileResponse(path)

    async def _lab(self, request: web.Request) -> web.WebSocketResponse:
        """A tab: the lab that it shows ends with it."""
        tab = web.WebSocketResponse(heartbeat=HEARTBEAT)
        await tab.prepare(request)
        session = await Session.start(self._command, *_size(request.query))
        self._open.add(tab)
        showing = asyncio.create_task(_show(session, tab))
        try:
            async for message in tab:
                if message.type is WSMsgType.TEXT:
                    await _obey(message.data, session, tab)
        finally:
            self._open.discard(tab)
            await session.end()
            await showing
        return tab

    async def _hang_up(self, _: web.Application) -> None:
        for tab in list(self._open):
            await tab.close(code=WSCloseCode.GOING_AWAY)


async def _show(session: Session, tab: web.WebSocketResponse) -> None:
    """Pass on what the lab draws, until it ends; then the tab's socket ends, too."""
    try:
        async for part in session.screen():
            if isinstance(part, bytes):
                await tab.send_bytes(part)
            elif part.get("type") == "open_url":
                await tab.send_json(["open_url", {"url": part["url"], "new_tab": part["new_tab"]}])
        if why := await session.complaint():
            await tab.send_bytes(plain(why).replace("\n", "\r\n").encode())
    except ConnectionError:
        return  # the tab was closed
    finally:
        await tab.close()


async def _obey(text: str, session: Session, tab: web.WebSocketResponse) -> None:
    """Do what a page asks for; what no page of ours would send is left alone."""
    match _decoded(text):
        case ["stdin", str(typed)]:
            await session.write(typed)
        case ["resize", {"width": int(width), "height": int(height)}]:
            width, height = _within(width), _within(height)
            await session.tell(type="resize", width=width, height=height)
        case ["focus" | "blur" as what]:
            await session.tell(type=what)
        case ["ping", str(when)]:
            await tab.send_json(["pong", when])


def _decoded(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _size(query: Any) -> tuple[int, int]:
    width, height = query.get("width", ""), query.get("height", "")
    return (
        _within(int(width)) if width.isdecimal() else 80,
        _within(int(height)) if height.isdecimal() else 24,
    )


def _within(cells: int) -> int:
    """A number of rows or columns that a screen may have."""
    return min(max(cells, 1), 1000)
