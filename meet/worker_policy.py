"""The Content Security Policy of the workers that replace the background of a camera.

A worker has the policy of its own file, not that of the page. Only these workers may compile
WebAssembly. Pages and all other files may not.
"""

from collections.abc import MutableMapping

from csp.constants import WASM_UNSAFE_EVAL
from csp.utils import build_policy

_WORKERS = (
    "vendor/video-processors/twilio-gaussian-blur-background-processor-pipeline-worker.js",
    "vendor/video-processors/twilio-virtual-background-processor-pipeline-worker.js",
)


def add_worker_policy(headers: MutableMapping[str, str], _path: str, url: str) -> None:
    """Add the header if `url` is that of such a worker. ServeStatic calls this for each file."""
    if url.endswith(_WORKERS):
        headers["Content-Security-Policy"] = build_policy(update={"script-src": [WASM_UNSAFE_EVAL]})
