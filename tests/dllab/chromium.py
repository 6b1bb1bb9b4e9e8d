"""A headless Chromium, told what to do over its DevTools protocol."""

import asyncio
import base64
import contextlib
import itertools
import os
import re
import shutil
import signal
import subprocess

import aiohttp

PROGRAMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
KEYS = {"ArrowDown": 40, "Enter": 13, "F4": 115}


def program():
    """Its path; None where there is none (Debian: apt-get install chromium-headless-shell)."""
    return next(filter(None, map(shutil.which, PROGRAMS)), None)


@contextlib.asynccontextmanager
async def browser(profile, *options, size="1000,620"):
    """A running browser's only tab, with the folder `profile` for what it keeps."""
    command = [program(), "--headless", "--no-sandbox", "--remote-debugging-port=0", f"--window-size={size}"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen(
        [*command, f"--user-data-dir={profile}", *options, "about:blank"], start_new_session=True, **quiet
    )
    try:
        async with aiohttp.ClientSession() as session:
            address = f"http://127.0.0.1:{await _port(profile)}/json"
            (target,) = await (await session.get(address)).json()
            async with session.ws_connect(target["webSocketDebuggerUrl"], max_msg_size=0) as socket:
                tab = Tab(socket)
                reading = asyncio.create_task(tab.read())
                for domain in ("Network", "Runtime", "Log", "Page"):
                    await tab.call(f"{domain}.enable")
                yield tab
                reading.cancel()
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait()


class Tab:
    """A tab: what it asked for, what it was sent, what went wrong in it."""

    def __init__(self, socket):
        self._socket, self._number, self._answers = socket, itertools.count(1), {}
        self.requested, self.errors, self._frames = [], [], b""
        self._loaded = asyncio.Event()

    async def read(self):
        """Take in what the browser tells, for ever."""
        async for message in self._socket:
            told = message.json()
            if "id" in told:
                self._answers.pop(told["id"]).set_result(told)
            elif hear := getattr(self, "_" + told["method"].replace(".", "_"), None):
                hear(told["params"])

    async def call(self, method, **parameters):
        """A command's result."""
        number = next(self._number)
        self._answers[number] = asyncio.get_running_loop().create_future()
        await self._socket.send_json({"id": number, "method": method, "params": parameters})
        answer = await self._answers[number]
        assert "error" not in answer, answer
        return answer["result"]

    async def open(self, url):
        """Go to a page, and wait until it is there."""
        self._loaded.clear()
        await self.call("Page.navigate", url=url)
        async with asyncio.timeout(30):
            await self._loaded.wait()

    async def press(self, key):
        """A key, down and up."""
        code = {"key": key, "code": key, "windowsVirtualKeyCode": KEYS[key]}
        await self.call("Input.dispatchKeyEvent", type="rawKeyDown", **code)
        await self.call("Input.dispatchKeyEvent", type="keyUp", **code)

    async def evaluate(self, expression):
        """What a JavaScript expression gives in the page."""
        return (await self.call("Runtime.evaluate", expression=expression))["result"].get("value")

    async def screenshot(self):
        """A PNG of the page."""
        return base64.b64decode((await self.call("Page.captureScreenshot"))["data"])

    @property
    def sent(self):
        """The text that the page's terminal was sent so far, without colours and moves."""
        return re.sub(r"\x1b\[[0-9;?$]*[a-zA-Z]", "", self._frames.decode("utf-8", "replace"))

    def _Network_webSocketFrameReceived(self, told):
        if told["response"]["opcode"] == 2:
            self._frames += base64.b64decode(told["response"]["payloadData"])

    def _Network_requestWillBeSent(self, told):
        self.requested.append(told["request"]["url"])

    def _Network_webSocketCreated(self, told):
        self.requested.append(told["url"])

    def _Page_loadEventFired(self, told):
        self._loaded.set()

    def _Runtime_exceptionThrown(self, told):
        self.errors.append(told["exceptionDetails"].get("exception", {}).get("description", told))

    def _Log_entryAdded(self, told):
        if told["entry"]["level"] == "error":
            self.errors.append(told["entry"]["text"])


async def _port(profile):
    """The port that it answers at, once it does."""
    found = profile / "DevToolsActivePort"
    async with asyncio.timeout(30):
        while not (found.exists() and (text := found.read_text()).count("\n")):
            await asyncio.sleep(0.05)
    return text.splitlines()[0]


async def until(found, seconds=30):
    """Ask again and again until there is an answer, and return it."""
    async with asyncio.timeout(seconds):
        while not (answer := found()):
            await asyncio.sleep(0.02)
    return answer
