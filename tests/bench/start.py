"""Measures the start of the window to its finished first screen against an empty Tauri window, alternating, in one run.

Usage: start.py COPYDESK EMPTY MODEL. Prints a Markdown row for BENCHMARKS.md.

From the start of the process to the last change of a pixel, watched in the memory of a virtual screen: what a person
at the screen would see, with nothing inside the window that helps. Needs Xvfb, dbus-run-session and NumPy.
"""

import os
import signal
import subprocess
import sys
import tempfile
import time

import numpy

ROUNDS = 9
SIZE = "1440x900x24"
QUIET = 1.5  # seconds without a change after which the first screen is finished
copydesk, empty, model = sys.argv[1:4]


def start(application, home, screen):
    """Seconds until the last change of a pixel."""
    environment = dict(
        os.environ, DISPLAY=screen.display, COPYDESK_HOME=home, COPYDESK_MODEL=model, XDG_DATA_HOME=home + "/web",
        XDG_CONFIG_HOME=home + "/web", WEBKIT_DISABLE_COMPOSITING_MODE="1", LIBGL_ALWAYS_SOFTWARE="1", GDK_BACKEND="x11",
        NO_AT_BRIDGE="1", WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS="1",
    )
    before = screen.picture().copy()
    dark = before
    started = time.perf_counter()
    window = subprocess.Popen(
        ["dbus-run-session", "--", application], env=environment, start_new_session=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )
    changed = None
    try:
        while True:
            time.sleep(0.004)
            now = screen.picture()
            at = time.perf_counter()
            if not numpy.array_equal(now, before):
                before, changed = now.copy(), at
            elif changed and at - changed > QUIET:
                break
            elif at - started > 30:
                sys.exit(f"{application} drew nothing for 30 seconds")
        if numpy.array_equal(before, dark):
            sys.exit(f"{application} has gone")
        return changed - started
    finally:
        os.killpg(window.pid, signal.SIGKILL)
        window.wait()
        time.sleep(0.3)


class Screen:
    """A virtual screen whose pixels are a file."""

    def __init__(self, folder):
        read, write = os.pipe()
        self.server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", SIZE, "-fbdir", folder, "-nolisten", "tcp"],
            pass_fds=[write], stderr=subprocess.DEVNULL,
        )
        os.close(write)
        with os.fdopen(read) as ready:
            self.display = ":" + ready.readline().strip()
        memory = numpy.memmap(folder + "/Xvfb_screen0", dtype="uint8", mode="r")
        width, height = (int(side) for side in SIZE.split("x")[:2])
        pixels = memory[memory.size - width * height * 4:].reshape(height, width * 4)
        # every fourth line is enough to see a text, and costs the window under test little
        self.lines = pixels[::4]

    def picture(self):
        return self.lines

    def close(self):
        self.server.kill()
        self.server.wait()


with tempfile.TemporaryDirectory() as home, tempfile.TemporaryDirectory() as other, tempfile.TemporaryDirectory() as pixels:
    screen = Screen(pixels)
    try:
        start(copydesk, home, screen)  # makes the sample workspace
        start(empty, other, screen)
        mine, theirs = [], []
        for _ in range(ROUNDS):
            mine.append(start(copydesk, home, screen))
            theirs.append(start(empty, other, screen))
    finally:
        screen.close()
middle = lambda runs: sorted(runs)[len(runs) // 2]
seconds, reference = middle(mine), middle(theirs)
if "-v" in sys.argv:
    print("copydesk", *(f"{one:.3f}" for one in mine), "\nempty   ", *(f"{one:.3f}" for one in theirs))
print(
    f"| start to a finished first screen | {seconds:.2f} s | {reference:.2f} s | {seconds / reference:.2f} × "
    "| empty Tauri window, at most 1.3 × |"
)
