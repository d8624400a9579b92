"""Serves the echoing server until interrupted."""

import sys
import threading

from tests.llm_server import echo, serving

with serving(echo, int(sys.argv[1])) as running:
    print(running.address, flush=True)
    threading.Event().wait()
