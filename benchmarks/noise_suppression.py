"""Compare the noise suppression of Chromium with that of RNNoise and GTCRN, on speech with noise.

    npm install --no-save --ignore-scripts @sapphi-red/web-noise-suppressor@0.4.1
    apt-get install espeak-ng
    python -m benchmarks.noise_suppression

The speech is synthetic (espeak-ng), and so are the noises: no recording of a person is needed. The
libraries process the sound in an OfflineAudioContext. The browser processes it as it does for a
microphone: the sound is the file of Chromium's fake device. It takes eight minutes.
docs/decisions/0045-noise-suppression.md has the results.

Two numbers tell the quality, both in dB: the log-spectral distance to the clean speech while
somebody speaks, of which less is better, and how far the sound in the pauses between sentences is
below that in the sentences, of which more is better.
"""

import base64
import functools
import http.server
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Playwright, sync_playwright

_CHROMIUM = "/usr/bin/chromium"
_ROOT = Path(__file__).parent.parent
_LIBRARY = _ROOT / "node_modules" / "@sapphi-red" / "web-noise-suppressor" / "dist"
_PAGE = Path(__file__).parent / "apps" / "noise-suppression.js"
_SENTENCES = (
    "Good morning everybody. Can you hear me well?",
    "Let us begin with the plan of the next week, and then look at the open questions.",
    "The second part of the report is almost finished.",
    "Thank you. I will send the minutes in the afternoon.",
)
_VOICES = {"speech": "en-us", "other": "en-gb+f3", "third": "en-us+m7"}
NOISES = ("white", "hum", "keys", "voices")
RATIOS_DB = (5, 15)
_SECONDS = 25


def main() -> None:
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        _record_voices(folder)
        with _served(folder) as url:
            rows = list(_measure_all(playwright, url, folder))
    _print_table(rows)


def _record_voices(folder: Path) -> None:
    for name, voice in _VOICES.items():
        command = ["espeak-ng", "-v", voice, "-s", "150", "-g", "3", "-w", f"{folder}/{name}.wav"]
        text = ' <break time="900ms"/> '.join(_SENTENCES)
        subprocess.run([*command, "-m", f"<speak>{text}</speak>"], check=True)


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    """Serve the voices, the library and the script of the page on a free port."""
    shutil.copytree(_LIBRARY, folder, dirs_exist_ok=True)
    shutil.copy(_PAGE, folder)
    (folder / "index.html").write_text('<script type="module" src="noise-suppression.js"></script>')
    handler = functools.partial(_Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        pass


def _measure_all(playwright: Playwright, url: str, folder: Path) -> Iterator[dict[str, Any]]:
    for noise in NOISES:
        for ratio_db in RATIOS_DB:
            case = {"noise": noise, "ratioDb": ratio_db}
            mixed = folder / f"{noise}-{ratio_db}.wav"
            with _page(playwright, url) as page:
                mixed.write_bytes(base64.b64decode(page.evaluate("mixAsWav", case)))
                libraries = page.evaluate("measureLibraries", case)
            for row in libraries:
                yield {**case, **row}
            for is_on in (False, True):
                with _page(playwright, url, mixed) as page:
                    asked = {**case, "isOn": is_on, "seconds": _SECONDS}
                    yield {**case, **page.evaluate("measureBrowser", asked)}
            print(f"measured {noise} at {ratio_db} dB", file=sys.stderr)


@contextmanager
def _page(playwright: Playwright, url: str, microphone: Path | None = None) -> Iterator[Any]:
    arguments = ["--no-sandbox", "--use-fake-ui-for-media-stream", "--headless=new"]
    if microphone:
        arguments += [
            "--use-fake-device-for-media-stream",
            f"--use-file-for-fake-audio-capture={microphone}",
        ]
    browser = playwright.chromium.launch(executable_path=_CHROMIUM, args=arguments)
    page = browser.new_page()
    page.on("console", lambda message: print(message.text, file=sys.stderr))
    page.goto(url)
    page.wait_for_function("window.isReady")
    yield page
    browser.close()


def _print_table(rows: list[dict[str, Any]]) -> None:
    print("| noise | speech above it | processing | distance | pauses below speech | of a core |")
    print("|---|---|---|---|---|---|")
    for row in rows:
        share = "" if row["share"] is None else f"{100 * row['share']:.1f} %"
        print(
            f"| {row['noise']} | {row['ratioDb']} dB | {row['processing']} "
            f"| {row['distance']:.1f} dB | {row['pauses']:.0f} dB | {share} |"
        )


if __name__ == "__main__":
    main()
