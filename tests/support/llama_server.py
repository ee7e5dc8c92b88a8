"""llama.cpp's own HTTP server with one model on a free port of 127.0.0.1.

Prints `ready PORT` when it answers, and ends when standard input is closed.
"""

import socket
import sys
import time
import urllib.request

import xllamacpp

with socket.socket() as free:
    free.bind(("127.0.0.1", 0))
    port = free.getsockname()[1]

params = xllamacpp.CommonParams()
params.model.path = sys.argv[1]
# the name and the type differ between versions
if hasattr(params, "hostname"):
    params.hostname = "127.0.0.1"
else:
    params.hostnames = ["127.0.0.1"]
params.port = port
params.n_parallel = 2
params.n_ctx = 4096
server = xllamacpp.Server(params)

for _ in range(600):
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=1) as answer:
            if answer.status == 200:
                break
    except OSError:
        time.sleep(0.1)
else:
    sys.exit("the server did not answer within a minute")
print("ready", port, flush=True)
sys.stdin.read()
