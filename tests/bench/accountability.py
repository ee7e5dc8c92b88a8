"""Measures a catalogue that is judged and approvals that fall against named references, alternating, in one run.

Usage: accountability.py COPYDESK_CLI FOLDER PACKS. The folder is that of bench.py, whose 100,000 approved drafts it copies; PACKS is
the folder of the rule packs, whose words the naive list has. Prints a Markdown row for each, for BENCHMARKS.md.
"""

import glob
import os
import random
import re
import shutil
import subprocess
import sys
import time
import tomllib

LINES = 40_000
ROUNDS = 3
cli, folder, packs = sys.argv[1:4]
environment = dict(os.environ, COPYDESK_HOME=os.path.join(folder, "home"), COPYDESK_REVIEWER="Bench")


def path(name):
    return os.path.join(folder, name)


def measure(command):
    """Seconds and peak memory in MB of a whole process."""
    started = time.perf_counter()
    with open(os.devnull, "w") as nothing:
        child = subprocess.Popen(command, env=environment, stdout=nothing, stderr=subprocess.PIPE)
        err = child.stderr.read()
        _, status, usage = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - started
    if status != 0:
        sys.exit(f"{command[0]} failed: {err.decode()}")
    return seconds, usage.ru_maxrss / 1000


def compare(title, ours, reference, target, note=lambda seconds: ""):
    mine, theirs = [], []
    for _ in range(ROUNDS):
        mine.append(measure(ours()))
        theirs.append(measure(reference()))
    middle = lambda runs: sorted(runs)[len(runs) // 2]
    (seconds, memory), (other, other_memory) = middle(mine), middle(theirs)
    print(
        f"| {title} | {seconds:.2f} s{note(seconds)}, {memory:.0f} MB | {other:.2f} s{note(other)}, {other_memory:.0f} MB "
        f"| {seconds / other:.2f} × | {target} |",
        flush=True,
    )


# a catalogue: every line of another length and order, one in ten with something to find
random.seed(7)
PLAIN = [
    "The cover zips off and washes at 40 °C.", "Woven from 100 % cotton, 180 g per square metre.", "Holds 350 ml and stacks.",
    "Ships on Tuesday.", "Two inside pockets and a magnetic snap.", "Hand-finished edges, a soft drape, a calm colour.",
    "The lid fits every bottle of the series.", "Fits most tables up to 90 cm.", "For rain, wind, and long days.",
]
CLAIMS = ["It cures insomnia.", "The best lamp in the world.", "Clinically proven.", "100% risk-free.", "Eco-friendly and carbon neutral."]
catalogue = path("lines.txt")
with open(catalogue, "w", encoding="utf-8") as file:
    for _ in range(LINES):
        sentences = random.choices(PLAIN, k=random.randint(3, 9))
        if random.random() < 0.1:
            sentences.insert(random.randrange(len(sentences)), random.choice(CLAIMS))
        file.write(" ".join(sentences) + "\n")
megabytes = os.path.getsize(catalogue) / 1e6

words = set()
for file in glob.glob(os.path.join(packs, "*.toml")):
    with open(file, "rb") as pack:
        for rule in tomllib.load(pack).get("rule", []):
            for phrase in rule.get("phrases", []):
                words.update(part.strip().lower() for part in re.split(r"[()\[\]{}|*.\\]", phrase) if part.strip())
with open(path("words.txt"), "w", encoding="utf-8") as file:
    file.write("\n".join(sorted(words)))
NAIVE = """
import sys
words = open(sys.argv[1], encoding="utf-8").read().split("\\n")
for line in open(sys.argv[2], encoding="utf-8"):
    small = line.lower()
    print([word for word in words if word in small])
"""
compare(
    f"judge a catalogue of {LINES:,} texts, {megabytes:.0f} MB",
    lambda: [cli, "check", "--market", "us", "--channel", "product-page", "--lines", catalogue, "--json"],
    lambda: [sys.executable, "-c", NAIVE, path("words.txt"), catalogue],
    f"a list of {len(words):,} words and Python's `in`",
    lambda seconds: f" ({megabytes / seconds:.1f} MB/s)",
)

# another price for the product that all of the approved drafts are about
with open(path("price.csv"), "w", encoding="utf-8") as file:
    file.write("SKU,Name,Price\nHM-1042,Memory Foam Pillow,49.00\n")


def copied(name):
    for ending in ("", "-wal", "-shm", ".lock"):
        if os.path.exists(path(name) + ending):
            os.remove(path(name) + ending)
    shutil.copy(path("export.db"), path(name))
    return path(name)


SQLITE = """
import hashlib, json, sqlite3, sys
connection = sqlite3.connect(sys.argv[1])
for id, approval, provenance in connection.execute("SELECT id, approval, provenance FROM draft").fetchall():
    facts = json.loads(provenance)["product"]
    facts["price"] = "49.00"
    if hashlib.sha256(json.dumps(facts).encode()).hexdigest() != json.loads(approval)["fingerprint"]["facts"]:
        connection.execute("UPDATE draft SET state = 'in_review', stale = '{}' WHERE id = ?", (id,))
connection.commit()
"""
compare(
    "100,000 approvals fall by a new price",
    lambda: [cli, "-w", copied("fall.db"), "import", "products", path("price.csv")],
    lambda: [sys.executable, "-c", SQLITE, copied("naive.db")],
    "Python's sqlite3, an UPDATE a draft without a ledger; in seconds",
)
