#!/usr/bin/env python3
"""Shows how the generator's time grows with the document.

    python3 tools/linear.py DOCUMENT… [--runs N] [--instructions]

Generates a crate from each document in turn, `target/release/xtask` as it was built last, and prints
a line for each, the smallest first: its size, and the time of the whole process (or, with
`--instructions`, what valgrind's callgrind counts in all threads, which a busy machine does not
change), plain and for each KB of the document. Linear is what has the same figure for each KB, apart
from what every run costs: the first line, `(nothing)`, is a document with one operation.

YAML takes longer to read than JSON, so compare documents of one format only. Needs Linux or macOS.
"""

import argparse
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = ROOT / "target" / "release" / "xtask"

NOTHING = """openapi: 3.0.1
info: { title: Nothing, version: 1.0.0 }
servers: [{ url: https://nothing.example.com }]
paths:
  /v1/Things:
    get: { operationId: ListThings, responses: { '204': { description: Nothing. } } }
"""


def command(document, out):
    return [str(PROGRAM), "codegen", "--spec", str(document), "--no-overlays", "--no-dispatch",
            "--package", "linear", "--out", str(out)]


def seconds(document, out):
    started = time.perf_counter()
    subprocess.run(command(document, out), check=True, capture_output=True)
    return time.perf_counter() - started


def instructions(document, out):
    done = subprocess.run(["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null",
                           *command(document, out)], check=True, capture_output=True, text=True)
    return int(re.search(r"Collected : (\d+)", done.stderr)[1])


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("documents", type=Path, nargs="+")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--instructions", action="store_true")
    options = parser.parse_args()
    if not PROGRAM.exists():
        sys.exit("build it first: cargo build --release -p xtask")
    measure, runs = (instructions, 1) if options.instructions else (seconds, options.runs)
    unit, scale = ("million", 1e-6) if options.instructions else ("ms", 1e3)
    with tempfile.TemporaryDirectory() as folder:
        nothing = Path(folder) / "(nothing).yaml"
        nothing.write_text(NOTHING)
        documents = [nothing] + sorted(options.documents, key=lambda file: file.stat().st_size)
        taken = {document: [] for document in documents}
        # Rounds go through all documents, so that a change of the machine's speed meets all of them.
        for round_ in range(runs):
            for document in list(taken):
                out = Path(folder) / "out" / document.stem
                try:
                    taken[document].append(measure(document, out))
                except subprocess.CalledProcessError as error:
                    print(f"{document}: not generated\n{error.stderr[:400]}", file=sys.stderr)
                    del taken[document]
        print(f"| document | KB | {unit} | {unit} for each KB |\n|---|---|---|---|")
        for document, values in taken.items():
            size, value = document.stat().st_size / 1000, statistics.median(values) * scale
            print(f"| {document.stem} | {size:.0f} | {value:.1f} | {value / size:.3f} |")


if __name__ == "__main__":
    main()
