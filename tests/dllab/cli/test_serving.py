"""`dllab serve`: who is let in, what a tab shows, what is left when it is closed; with a real browser."""

import asyncio
import contextlib
import os
import re
import signal
import socket
import sys
from contextlib import asynccontextmanager, closing

import aiohttp
import chromium
import pytest
from small_course import alive, family, until

from dllab import drafts
from dllab.web.guard import LOOPBACK, Guard, is_loopback
from dllab.web.server import Server

ADDRESS = re.compile(r"http://([\w.:\[\]-]+)/([\w-]{32})/")


@pytest.fixture
def serving(running):
    """A function that starts `dllab serve` and returns its process, with .host and .token of the address."""

    def start(*options, **settings):
        process = running("serve", *options, text=True, **settings)
        lines = iter(process.stdout.readline, "")
        process.host, process.token = next(
            found for line in lines if (found := ADDRESS.search(line))
        ).groups()
        process.address = f"http://{process.host}/{process.token}/"
        return process

    return start


async def status(address, **headers):
    """What the server says to a request."""
    async with aiohttp.ClientSession() as session, session.get(address, headers=headers) as answer:
        return answer.status, answer.headers, await answer.text()


@asynccontextmanager
async def opened(server, **headers):
    """A tab of the lab, without the browser around it."""
    async with aiohttp.ClientSession() as session:
        address = f"ws://{server.host}/{server.token}/lab?width=80&height=24"
        async with session.ws_connect(address, headers=headers) as tab:
            yield tab


async def shown(tab, text):
    """Read what the tab is sent until a text is among it."""
    got = b""
    async with asyncio.timeout(30):
        while text.encode() not in got:
            message = await tab.receive()
            assert message.type is aiohttp.WSMsgType.BINARY, (message, got)
            got += message.data
    return got.decode("utf-8", "replace")


async def at_rest(tab):
    """Read what the tab is sent until it is sent nothing more."""
    with contextlib.suppress(TimeoutError):
        while True:
            await tab.receive(timeout=0.5)


async def type_into(tab, text):
    await tab.send_json(["stdin", text])


def test_the_page_needs_nothing_from_elsewhere(serving):
    server = serving()
    code, headers, page = asyncio.run(status(server.address))
    assert code == 200
    assert "default-src 'self'" in headers["Content-Security-Policy"]
    assert headers["Referrer-Policy"] == "no-referrer"
    assert re.findall(r"\w+://[^/]+", page) == [f"ws://{server.host}"]
    for name in re.findall(r"files/[\w.]+", page):
        assert asyncio.run(status(server.address + name))[0] == 200
    assert asyncio.run(status(server.address + "files/..%2fpage.html"))[0] == 404


@pytest.mark.parametrize("path", ["", "/", "/lab", "/files/terminal.js", "/favicon.ico"])
@pytest.mark.parametrize("token", ["", "x" * 32, "ü"])
def test_without_the_token(serving, path, token):
    server = serving()
    code, _, text = asyncio.run(status(f"http://{server.host}/{token}{path}"))
    assert (code, "token" in text) == (403, True)


def test_a_tab_without_the_token(serving):
    server = serving()
    server.token = "x" * 32

    async def enter():
        async with opened(server):
            pass

    with pytest.raises(aiohttp.WSServerHandshakeError, match="403"):
        asyncio.run(enter())
    assert family(server.pid) == []


@pytest.mark.parametrize("headers", [{"Host": "evil.example"}, {"Origin": "http://evil.example"}])
def test_a_foreign_page_is_turned_away(serving, headers):
    server = serving()
    assert asyncio.run(status(server.address, **headers))[0] == 403

    async def enter():
        async with opened(server, **headers):
            pass

    with pytest.raises(aiohttp.WSServerHandshakeError, match="403"):
        asyncio.run(enter())
    assert family(server.pid) == []


def test_the_names_of_this_machine():
    guard = Guard(LOOPBACK)
    ours = ("localhost", "LOCALHOST:8000", "127.0.0.1:1", "[::1]:8000")
    foreign = ("", "evil.example", "localhost.evil.example", "192.0.2.1:8000", "[::1", "127.0.0.1.nip.io")
    assert all(map(guard._is_ours, ours))
    assert not any(map(guard._is_ours, foreign))
    assert Guard(LOOPBACK, any_address=True)._is_ours("192.0.2.1:8000")
    assert not Guard(LOOPBACK, any_address=True)._is_ours("evil.example")
    assert is_loopback("localhost")
    assert not is_loopback("0.0.0.0")


def test_tokens_differ():
    assert len({Guard(LOOPBACK).token for _ in range(100)}) == 100


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1"])
def test_other_machines_are_not_let_in_unasked(dllab, host):
    done = dllab("serve", "--host", host)
    assert done.is_refusal()
    assert "--anyone-on-the-network" in done.err


def test_other_machines_are_let_in_when_asked(serving):
    server = serving("--host", "0.0.0.0", "--anyone-on-the-network")
    port = server.host.rpartition(":")[2]
    assert asyncio.run(status(f"http://127.0.0.1:{port}/{server.token}/"))[0] == 200
    assert asyncio.run(status(f"http://127.0.0.1:{port}/{server.token}/", Host="evil.example"))[0] == 403


def test_a_port_that_is_taken(dllab):
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        done = dllab("serve", "--port", taken.getsockname()[1])
    assert done.is_refusal()
    assert "--port" in done.err


def test_no_such_host(dllab):
    assert dllab("serve", "--host", "no.such.host.invalid").is_refusal()


def test_no_course(dllab, tmp_path):
    assert dllab("serve", "--course", tmp_path).is_refusal()


def test_a_closed_tab_keeps_the_draft_and_ends_its_lab(serving, home, mini):
    server = serving()

    async def use():
        async with opened(server) as tab:
            await shown(tab, "Doubling")
            await type_into(tab, "\r")
            await shown(tab, "Lesson")
            await type_into(tab, "\x1bOS")  # F4
            await shown(tab, "raise")
            await type_into(tab, "# mine ")
            await shown(tab, "mine")
            assert family(server.pid)

    asyncio.run(use())
    until(lambda: not family(server.pid))
    assert "# mine" in drafts.read(home, "double").text


def test_each_tab_has_a_lab_of_its_own(serving):
    server = serving()

    async def use():
        async with opened(server) as one, opened(server) as other:
            await shown(one, "Doubling")
            await shown(other, "Doubling")
            labs = family(server.pid)
            await type_into(one, "\x11")  # Ctrl+Q
            while (message := await one.receive()).type is aiohttp.WSMsgType.BINARY:
                pass
            assert message.type is aiohttp.WSMsgType.CLOSE
            await type_into(other, "\r")
            await shown(other, "Lesson")
            return labs, family(server.pid)

    before, after = asyncio.run(use())
    assert (len(before), len(after)) == (2, 1)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_ending_the_server_ends_its_labs(serving, number):
    server = serving()

    async def use():
        async with opened(server) as tab:
            await shown(tab, "Doubling")
            labs = family(server.pid)
            server.send_signal(number)
            while (await tab.receive()).type is aiohttp.WSMsgType.BINARY:
                pass
            return labs

    labs = asyncio.run(use())
    assert labs
    assert server.wait(timeout=20) == 0
    assert not any(map(alive, labs))
    assert "Traceback" not in server.stderr.read()


def test_a_killed_server_leaves_no_lab(serving):
    server = serving()

    async def use():
        async with opened(server) as tab:
            await shown(tab, "Doubling")
            await at_rest(tab)  # a lab that has something to write would stumble over it
            labs = family(server.pid)
            server.kill()
            return labs

    labs = asyncio.run(use())
    server.wait()
    assert labs
    until(lambda: not any(map(alive, labs)))


def test_what_no_page_would_send_is_left_alone(serving):
    server = serving()

    async def use():
        async with opened(server) as tab:
            await shown(tab, "Doubling")
            for text in (
                "",
                "[",
                "7",
                "[]",
                '["stdin", 7]',
                '["stdin", "\\ud83d"]',
                '["resize", {"width": "x"}]',
                '["quit"]',
                "[" * 9999,
            ):
                await tab.send_str(text)
            await tab.send_bytes(b"\xff")
            await tab.send_json(["resize", {"width": 10**9, "height": -1}])
            await tab.send_json(["resize", {"width": 80, "height": 24}])
            await shown(tab, "Doubling")
            await type_into(tab, "\r")
            await shown(tab, "Lesson")

    asyncio.run(use())


@pytest.fixture
def in_process():
    """A function that runs a server for another command while `use(server)` looks at it."""

    def run(command, use):
        async def both():
            guard = Guard(LOOPBACK)
            listening = socket.create_server(("127.0.0.1", 0))
            guard.host = f"127.0.0.1:{listening.getsockname()[1]}"
            server = asyncio.create_task(Server(command, guard).serve(listening))
            try:
                return await use(guard)
            finally:
                os.kill(os.getpid(), signal.SIGTERM)
                await server

        return asyncio.run(both())

    return run


def test_a_lab_that_does_not_start_says_why(in_process):
    async def use(server):
        async with opened(server) as tab:
            return await shown(tab, "broken")

    assert (
        in_process([sys.executable, "-c", "raise SystemExit('it is \x1b[31mbroken')"], use)
        == "it is broken\r\n"
    )


def test_a_lab_that_does_not_end_is_killed(in_process, monkeypatch):
    monkeypatch.setattr("dllab.web.session.PATIENCE", 0.2)
    stubborn = "import signal, time; signal.signal(1, signal.SIG_IGN)\n" + "while True: time.sleep(1)"

    async def use(server):
        async with opened(server):
            (lab,) = await chromium.until(lambda: family(os.getpid()))
        await chromium.until(lambda: not alive(lab))

    in_process([sys.executable, "-c", stubborn], use)


@pytest.fixture
def profile(tmp_path):
    if chromium.program() is None:
        pytest.skip("there is no Chromium (Debian: apt-get install chromium-headless-shell)")
    return tmp_path / "profile"


def test_in_a_browser(serving, profile):
    server = serving()

    async def use():
        async with chromium.browser(profile) as tab:
            blank = await tab.screenshot()
            await tab.open(server.address)
            await chromium.until(lambda: "Doubling" in tab.sent)
            assert await tab.evaluate("document.activeElement.className") == "xterm-helper-textarea"
            course = await tab.screenshot()
            await tab.press("Enter")
            await chromium.until(lambda: "Lesson" in tab.sent)
            exercise = await tab.screenshot()
            return tab, blank, course, exercise

    tab, blank, course, exercise = asyncio.run(use())
    assert tab.errors == []
    assert all(re.match(rf"(http|ws)://{server.host}/{server.token}/|data:", url) for url in tab.requested)
    assert min(len(course), len(exercise)) > 3 * len(blank)
    assert course != exercise


def test_a_browser_without_the_token(serving, profile):
    server = serving()

    async def use():
        async with chromium.browser(profile) as tab:
            await tab.open(f"http://{server.host}/")
            return await tab.evaluate("document.body.innerText")

    assert "token" in asyncio.run(use())


def test_a_browser_that_cannot_draw_is_told(serving, profile):
    server = serving()

    async def use():
        async with chromium.browser(
            profile, "--disable-gpu", "--disable-software-rasterizer", "--disable-3d-apis"
        ) as tab:
            await tab.open(server.address)
            while "WebGL" not in (text := await tab.evaluate("document.body.innerText")):
                await asyncio.sleep(0.05)
            return text

    assert "use another" in asyncio.run(use())
