"""Measures campaigns against a provider on loopback that answers in 50 ms with 20 streamed chunks.

Usage: campaign.py COPYDESK_CLI COPYDESK_BENCH_PROVIDER FOLDER. Prints Markdown rows for BENCHMARKS.md: 5,000 drafts with 64
in flight against the ideal time and against the official `openai` package with asyncio; the plan of a million cells; and
whether a draft costs more when a hundred thousand are there.
"""

import csv
import json
import os
import resource
import subprocess
import sys
import time

DRAFTS, IN_FLIGHT, ANSWER = 5_000, 64, 0.050
ROUNDS = 3
cli, provider_file, folder = sys.argv[1:4]
only = sys.argv[4:] or ["drafts", "plan", "growth"]
os.makedirs(folder, exist_ok=True)
environment = dict(os.environ, COPYDESK_HOME=os.path.join(folder, "home"), COPYDESK_REVIEWER="Bench")
provider = subprocess.Popen([provider_file], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
base = provider.stdout.readline().strip()
middle = lambda runs: sorted(runs)[len(runs) // 2]


def catalogue(rows):
    path = os.path.join(folder, f"catalogue-{rows}.csv")
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["SKU", "Name", "Description", "Price", "Category"])
        for row in range(rows):
            text = f"Plain text about product {row}, washed, woven, and hemmed by hand. " * 3
            writer.writerow([f"B-{row:07}", f"Bench product {row}", text, f"{row % 200}.90", f"Category {row % 40}"])
    return path


def workspace(name, rows):
    path = os.path.join(folder, name)
    for ending in ("", "-wal", "-shm", ".lock"):
        if os.path.exists(path + ending):
            os.remove(path + ending)
    run(path, "import", "products", catalogue(rows))
    run(path, "providers", "add", "Loopback", "--protocol", "openai-chat", "--base-url", base, "--model", "bench")
    return path


def run(path, *command):
    """Seconds, peak memory in MB, and the answer of a whole process."""
    started = time.perf_counter()
    child = subprocess.Popen([cli, "--json", "-w", path, *command], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    out, err = child.stdout.read(), child.stderr.read()
    _, status, usage = os.wait4(child.pid, 0)
    if status != 0:
        sys.exit(f"{command} failed: {err.decode()} {out.decode()}")
    return time.perf_counter() - started, usage.ru_maxrss / 1000, out


SELECTION = ["--brief", "Marketing copy", "--provider", "Loopback", "--in-flight", str(IN_FLIGHT)]

# the same job as people write it: the catalogue, a semaphore, a stream a draft, every draft durable before the next
OPENAI = """
import asyncio, csv, sqlite3, sys
from openai import AsyncOpenAI
base, catalogue, database, in_flight = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])
store = sqlite3.connect(database, isolation_level=None)
store.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE draft (sku, prompt, text, finish, tokens)")
async def main():
    gate = asyncio.Semaphore(in_flight)
    async with AsyncOpenAI(base_url=base, api_key="none") as client:
        async def write(row):
            prompt = f"Product Name: {row['Name']}\\nProduct Description: {row['Description']}\\nCreate a compelling marketing copy for this product."
            async with gate:
                parts, finish, tokens = [], None, 0
                stream = await client.chat.completions.create(
                    model="bench", messages=[{"role": "user", "content": prompt}], max_tokens=100, temperature=0.7,
                    stream=True, stream_options={"include_usage": True})
                async for chunk in stream:
                    if chunk.choices:
                        parts.append(chunk.choices[0].delta.content or "")
                        finish = chunk.choices[0].finish_reason or finish
                    if chunk.usage:
                        tokens = chunk.usage.total_tokens
                store.execute("INSERT INTO draft VALUES (?, ?, ?, ?, ?)", (row["SKU"], prompt, "".join(parts), finish, tokens))
        with open(catalogue, newline="", encoding="utf-8") as file:
            await asyncio.gather(*(write(row) for row in csv.DictReader(file)))
asyncio.run(main())
assert store.execute("SELECT count(*) FROM draft").fetchone()[0] == sum(1 for _ in open(catalogue)) - 1
"""


def openai():
    database = os.path.join(folder, "openai.db")
    for ending in ("", "-wal", "-shm"):
        if os.path.exists(database + ending):
            os.remove(database + ending)
    command = [sys.executable, "-c", OPENAI, base, catalogue(DRAFTS), database, str(IN_FLIGHT)]
    started = time.perf_counter()
    child = subprocess.Popen(command)
    _, status, usage = os.wait4(child.pid, 0)
    if status != 0:
        sys.exit("the reference failed")
    return time.perf_counter() - started, usage.ru_maxrss / 1000


def drafts():
    ideal = DRAFTS / IN_FLIGHT * ANSWER
    mine, theirs = [], []
    for _ in range(ROUNDS):
        path = workspace("drafts.db", DRAFTS)
        seconds, memory, out = run(path, "campaign", "start", *SELECTION)
        assert json.loads(out)["done"] == DRAFTS
        mine.append((seconds, memory))
        theirs.append(openai())
    (seconds, memory), (other, other_memory) = middle(mine), middle(theirs)
    job = f"{DRAFTS:,} drafts, {IN_FLIGHT} in flight"
    print(f"| {job} | {seconds:.2f} s, {memory:.0f} MB | {ideal:.2f} s | {seconds / ideal:.2f} × | the ideal time, at most 1.10 × |")
    print(f"| {job} | {seconds:.2f} s, {memory:.0f} MB | {other:.2f} s, {other_memory:.0f} MB | {seconds / other:.2f} × | `openai` with asyncio, below 1 × |", flush=True)


def plan():
    path = workspace("plan.db", 200_000)
    small = workspace("small.db", 20)
    many = ["--variants", "5"]
    of = lambda where: middle([run(where, "campaign", "plan", *SELECTION, *many) for _ in range(ROUNDS)])
    seconds, memory, out = of(path)
    assert json.loads(out)["cells"] == 1_000_000
    other, other_memory, _ = of(small)
    print(f"| plan of 1,000,000 cells | {seconds:.2f} s, {memory:.0f} MB | {other:.2f} s, {other_memory:.0f} MB | {seconds / other:.1f} × | plan of 100 cells; under 2 s |")
    begun, began = [], []
    for where, into in ((path, begun), (small, began)):
        for _ in range(ROUNDS):
            into.append(run(where, "campaign", "start", *SELECTION, *many, "--try", "64")[:2])
    (seconds, memory), (other, other_memory) = middle(begun), middle(began)
    print(f"| its first 64 drafts | {seconds:.2f} s, {memory:.0f} MB | {other:.2f} s, {other_memory:.0f} MB | {memory / other_memory:.2f} × memory | the first 64 of 100 |")
    seconds, memory, _ = middle([run(path, "campaign", "list") for _ in range(ROUNDS)])
    print(f"| list of its runs | {seconds:.2f} s, {memory:.0f} MB | | | |", flush=True)


def growth():
    """Time of a thousand drafts in an empty workspace and after a hundred thousand."""
    path = workspace("growth.db", 101_000)
    part = lambda first: ["--search", f"b-{first:04}"]  # a thousand SKUs share these digits
    first, last = [], []
    for thousand in (0, 1, 2):
        first.append(run(path, "campaign", "start", *SELECTION, *part(thousand))[0])
    run(path, "campaign", "start", *SELECTION[:-1], "256")
    for thousand in (97, 98, 99):
        last.append(run(path, "campaign", "start", *SELECTION, *part(thousand))[0])
    print(f"| a thousand drafts after 100,000 | {middle(last):.2f} s | {middle(first):.2f} s | {middle(last) / middle(first):.2f} × | the first thousand, at most 1.2 × |", flush=True)


for name in only:
    {"drafts": drafts, "plan": plan, "growth": growth}[name]()
provider.stdin.close()
provider.wait()
