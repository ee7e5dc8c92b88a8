"""Measures import and export of 100,000 rows against named references, alternating, in one run.

Usage: bench.py COPYDESK_CLI FOLDER. Prints a Markdown row for each, for BENCHMARKS.md.
"""

import csv
import json
import os
import resource
import sqlite3
import subprocess
import sys
import time
import uuid

ROWS = 100_000
ROUNDS = 3
cli, folder = sys.argv[1], sys.argv[2]
os.makedirs(folder, exist_ok=True)
environment = dict(os.environ, COPYDESK_HOME=os.path.join(folder, "home"), COPYDESK_REVIEWER="Bench")


def path(name):
    return os.path.join(folder, name)


def fresh(name):
    for ending in ("", "-wal", "-shm", ".lock"):
        if os.path.exists(path(name) + ending):
            os.remove(path(name) + ending)
    return path(name)


def measure(command):
    """Seconds and peak memory in MB of a whole process."""
    started = time.perf_counter()
    child = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    out, err = child.stdout.read(), child.stderr.read()
    _, status, usage = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - started
    if status != 0:
        sys.exit(f"{command[0]} failed: {err.decode()} {out.decode()}")
    return seconds, usage.ru_maxrss / 1000, out


def compare(title, ours, reference, target):
    mine, theirs = [], []
    for _ in range(ROUNDS):
        mine.append(measure(ours())[:2])
        theirs.append(measure(reference())[:2])
    middle = lambda runs: sorted(runs)[len(runs) // 2]
    seconds, memory = middle(mine)
    other, other_memory = middle(theirs)
    print(
        f"| {title} | {seconds:.2f} s, {memory:.0f} MB | {other:.2f} s, {other_memory:.0f} MB "
        f"| {seconds / other:.2f} × | {target} |",
        flush=True,
    )


catalogue = path("catalogue.csv")
with open(catalogue, "w", newline="", encoding="utf-8") as file:
    writer = csv.writer(file)
    writer.writerow(["SKU", "Name", "Description", "Price", "Currency", "Category", "Brand", "Tags", "Material", "Weight"])
    for row in range(ROWS):
        writer.writerow([
            f"B-{row:06}", f"Bench product {row}", f"Plain text about product {row}, washed, woven, and hemmed by hand. " * 3,
            f"{row % 200}.90", "EUR", f"Category {row % 40}", f"Brand {row % 12}", "one, two", "100 % linen", f"{row % 900} g",
        ])

PANDAS = """
import pandas, sqlite3, sys
frame = pandas.read_csv(sys.argv[1], dtype=str)
with sqlite3.connect(sys.argv[2]) as connection:
    frame.to_sql("product", connection, index=False)
"""
compare(
    "import 100,000 products from CSV",
    lambda: [cli, "--json", "-w", fresh("import.db"), "import", "products", catalogue],
    lambda: [sys.executable, "-c", PANDAS, catalogue, fresh("pandas.db")],
    "pandas `read_csv` + `to_sql`, at most 3 ×",
)

# one real draft, approved, copied with new ids: a hundred thousand from a model would take a night
workspace = fresh("export.db")
subprocess.run([cli, "-w", workspace, "init", "--sample"], env=environment, check=True, stdout=subprocess.DEVNULL)
subprocess.run(
    [cli, "-w", workspace, "generate", "--brief", "Marketing copy", "--sku", "HM-1042", "--seed", "7", "--max-tokens", "90"],
    env=environment, check=True, stdout=subprocess.DEVNULL,
)
listed = subprocess.run([cli, "--json", "-w", workspace, "drafts"], env=environment, check=True, stdout=subprocess.PIPE)
draft = json.loads(listed.stdout)[0]["draft"]
subprocess.run([cli, "-w", workspace, "approve", draft], env=environment, check=True, stdout=subprocess.DEVNULL)
with sqlite3.connect(workspace) as connection:
    names = [row[1] for row in connection.execute("PRAGMA table_info(draft)")]
    record = connection.execute("SELECT * FROM draft").fetchone()
    text = names.index("text")
    rows = ((str(uuid.UUID(int=n + 1)), *record[1:text], f"{record[text]} {n}", *record[text + 1:]) for n in range(ROWS - 1))
    connection.executemany(f"INSERT INTO draft VALUES ({','.join('?' * len(names))})", rows)

COLUMNS = "sku,name,profile,copy,brief,price,currency,ai_note,approved_by,approved_at"
XLSXWRITER = """
import sqlite3, sys, json, xlsxwriter
book = xlsxwriter.Workbook(sys.argv[2], {"constant_memory": True, "strings_to_numbers": False})
sheet = book.add_worksheet("Copy")
wrap = book.add_format({"text_wrap": True, "valign": "top"})
rows = sqlite3.connect(sys.argv[1]).execute("SELECT sku, product_name, profile_name, text, brief_name, approval FROM draft")
for number, (sku, name, profile, text, brief, approval) in enumerate(rows):
    approval = json.loads(approval)
    cells = [sku, name, profile or "Neutral", text, brief, "59.00", "USD", "Drafted by AI; approved by " + approval["by"], approval["by"], approval["at"]]
    for column, cell in enumerate(cells):
        sheet.write_string(number, column, cell, wrap)
book.close()
"""
compare(
    "export 100,000 drafts × 10 columns to XLSX",
    lambda: [cli, "-w", workspace, "export", path("ours.xlsx"), "--columns", COLUMNS, "--overwrite"],
    lambda: [sys.executable, "-c", XLSXWRITER, workspace, path("theirs.xlsx")],
    "XlsxWriter with constant_memory, at most 0.35 ×",
)
