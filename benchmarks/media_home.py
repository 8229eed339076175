"""`python -m benchmarks.media_home`: the CPU of the home of a room on a media server, with a page.

Bots and one real page are in a room that always uses a media server. Meet and Janus have one core,
the bots and the page have the other. It needs what `benchmarks.media` needs, and Chromium.
"""

import argparse
import asyncio
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from urllib.parse import quote

import django
import uvloop

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "meet.settings")
django.setup()

from playwright.async_api import Page, async_playwright  # noqa: E402

from benchmarks.bots.bot import Bot  # noqa: E402
from benchmarks.bots.janus_process import janus_on_own_core  # noqa: E402
from benchmarks.bots.over_meet import SeatOverMeet  # noqa: E402
from benchmarks.bots.pictures import SIZES, encoded  # noqa: E402
from benchmarks.people import connect  # noqa: E402
from benchmarks.processes import Measured, ServerProcess  # noqa: E402
from benchmarks.servers import ROOT, SETTINGS, make_rooms, new_secrets  # noqa: E402
from signaling.media.engine import Stream, Subscription  # noqa: E402
from tests.browser.chromium import Devices, arguments, executable  # noqa: E402
from tests.servers.janus import SECRET  # noqa: E402

_SETTLE_SECONDS = 8
_SPEAKERS = 2
_ALWAYS = (
    "from rooms.models import RoomSettings; RoomSettings.objects.update(media_server='always')"
)
_DECODED = """
async () => {
  const { people, streams } = window.meet.state;
  const found = {};
  for (const { isSelf, participantId, socketId } of people) {
    const link = isSelf ? undefined : window.meet.roomMedia.linkOf(socketId);
    for (const one of (await link?.connection.getStats())?.values() ?? [])
      if (one.type === "inbound-rtp" && one.kind === "video" && one.framesDecoded)
        found[participantId] = [one.framesDecoded, one.frameWidth];
  }
  return found;
}
"""


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.media_home", description=__doc__)
    parser.add_argument("--bots", type=int, default=24)
    parser.add_argument("--receivers", type=int, default=8, help="bots that also receive")
    parser.add_argument(
        "--pictures", type=int, default=9, help="pictures that each of them receives"
    )
    parser.add_argument("--seconds", type=float, default=30)
    plan = parser.parse_args()
    with janus_on_own_core("meet-home-") as (server, directory), ExitStack() as ending:
        meet, room = _start_meet(directory, server.port)
        ending.callback(meet.stop)
        uvloop.run(_run(meet, Measured(server.pid), room, plan))


def _start_meet(directory: Path, janus_port: int) -> tuple[ServerProcess, str]:
    database = f"sqlite:///{directory / 'rooms.sqlite3'}"
    address = f"ws://:{quote(SECRET)}@127.0.0.1:{janus_port}"
    # In production, pages are only served over HTTPS.
    settings = {**SETTINGS, **new_secrets(), "ENVIRONMENT": "development", "DEBUG": "false"}
    settings |= {"DATABASE_URL": database, "MEDIA_SERVERS": address}
    *_, room = make_rooms(1, database, settings)
    shell = [sys.executable, "manage.py", "shell", "--command", _ALWAYS]
    subprocess.run(
        shell, cwd=ROOT, env={**os.environ, **settings}, check=True, stdout=subprocess.DEVNULL
    )
    command = [sys.executable, ROOT / "manage.py", "serve", "--port", "0"]
    ready = r"Meet is ready at http://[^:]+:(\d+)/"
    return ServerProcess(command, ready, directory / "meet.log", settings), room


async def _run(meet: ServerProcess, janus_process: Measured, room: str, plan: Any) -> None:
    begin_seconds = meet.cpu_seconds()
    seats = [SeatOverMeet(client) for client in await connect(meet.port, plan.bots)]
    bots = await _publish(seats, room)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=executable(Devices.ALLOWED), args=arguments(Devices.ALLOWED)
        )
        context = await browser.new_context(viewport={"width": 1280, "height": 800})
        page = await context.new_page()
        await _join(page, f"http://127.0.0.1:{meet.port}/{room}")
        for number in range(plan.receivers):
            await bots[number].receive(_wanted(number, bots, plan.pictures))
        await asyncio.sleep(_SETTLE_SECONDS)
        print(f"{plan.bots} bots and a page entered: {meet.cpu_seconds() - begin_seconds:.2f} s")
        await _measure({"home": meet, "janus": janus_process}, page, plan.seconds)
        await browser.close()
    for bot, seat in zip(bots, seats, strict=True):
        await bot.close()
        await seat.close()


async def _publish(seats: Sequence[SeatOverMeet], room: str) -> list[Bot]:
    pictures = [encoded(size) for size in SIZES]
    bots: list[Bot] = []
    for number, seat in enumerate(seats):
        await seat.enter(room)
        bots.append(Bot(seat, seat.seat_id))
        await bots[-1].publish(pictures, is_speaking=number < _SPEAKERS)
    return bots


async def _measure(processes: Mapping[str, Measured], page: Page, seconds: float) -> None:
    """Print the CPU of each process, and what the page decodes."""
    used = {name: process.cpu_seconds() for name, process in processes.items()}
    decoded, begin = await page.evaluate(_DECODED), time.monotonic()
    await asyncio.sleep(seconds)
    elapsed = time.monotonic() - begin
    for name, process in processes.items():
        print(f"{name}: {(process.cpu_seconds() - used[name]) / elapsed:.3f} cores")
    for seat_id, (frames, width) in (await page.evaluate(_DECODED)).items():
        before = decoded.get(seat_id, (0, 0))[0]
        print(f"the page decodes {width} px at {(frames - before) / elapsed:.1f} pictures/s")


async def _join(page: Page, url: str) -> None:
    await page.goto(url)
    await page.get_by_label("Your name").fill("Page")
    await page.get_by_role("button", name="Join").click()
    await page.get_by_role("group", name="Page (you)").wait_for()


def _wanted(number: int, bots: Sequence[Bot], pictures: int) -> list[Subscription]:
    others = [*bots[number + 1 :], *bots[:number]][:pictures]
    return [Subscription(Stream(bot.seat_id, "camera"), 1) for bot in others]


if __name__ == "__main__":
    main()
