"""Measures the start of the window to its usable first screen against an empty Tauri window, alternating, in one run.

Usage: start.py COPYDESK EMPTY MODEL, on a display. Prints a Markdown row for BENCHMARKS.md.

From the start of the process, as the kernel knows it, to the mark that the interface sets when its first screen has
its data; for the empty window to the end of its load event.
"""

import glob
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request

ROUNDS = 9
copydesk, empty, model = sys.argv[1:4]
TICKS = os.sysconf("SC_CLK_TCK")


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def ask(port, path, body=None, method="POST"):
    data = json.dumps(body if body is not None else {}).encode() if method == "POST" else None
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}{path}", data, {"Content-Type": "application/json", "Connection": "close"}, method=method
    )
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)["value"]


def process_start(executable):
    """When the process of an executable began, in seconds since 1970."""
    for link in glob.glob("/proc/[0-9]*/exe"):
        try:
            if os.readlink(link) == executable:
                with open(os.path.dirname(link) + "/stat") as stat:
                    ticks = int(stat.read().rsplit(")", 1)[1].split()[19])
                with open("/proc/uptime") as uptime:
                    return time.time() - float(uptime.read().split()[0]) + ticks / TICKS
        except OSError:
            continue
    sys.exit(f"{executable} is not running")


def start(application, home, script):
    port, native = free_port(), free_port()
    environment = dict(
        os.environ, COPYDESK_HOME=home, COPYDESK_MODEL=model, XDG_DATA_HOME=home + "/web", XDG_CONFIG_HOME=home + "/web"
    )
    driver = subprocess.Popen(
        ["tauri-driver", "--port", str(port), "--native-port", str(native)],
        env=environment, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(200):
            try:
                body = {"capabilities": {"alwaysMatch": {"tauri:options": {"application": application}}}}
                session = ask(port, "/session", body)["sessionId"]
                break
            except OSError:
                time.sleep(0.05)
        else:
            sys.exit(f"{application} did not open")
        for _ in range(200):
            usable = ask(port, f"/session/{session}/execute/sync", {"script": script, "args": []})
            if usable:
                return usable / 1000 - process_start(application)
            time.sleep(0.05)
        sys.exit(f"{application} never became usable")
    finally:
        os.killpg(driver.pid, signal.SIGKILL)
        driver.wait()


OURS = "const mark = performance.getEntriesByName('usable')[0]; return mark ? performance.timeOrigin + mark.startTime : 0"
THEIRS = "const load = performance.timing.loadEventEnd; return load || 0"
with tempfile.TemporaryDirectory() as home, tempfile.TemporaryDirectory() as other:
    start(copydesk, home, OURS)  # makes the sample workspace
    start(empty, other, THEIRS)
    mine, theirs = [], []
    for _ in range(ROUNDS):
        mine.append(start(copydesk, home, OURS))
        theirs.append(start(empty, other, THEIRS))
middle = lambda runs: sorted(runs)[len(runs) // 2]
seconds, reference = middle(mine), middle(theirs)
print(
    f"| start to a usable first screen | {seconds:.2f} s | {reference:.2f} s | {seconds / reference:.2f} × "
    "| empty Tauri window, at most 1.3 × |"
)
