"""Starts the sandbox and onboards a business through it with the vendor's Python and Node SDKs.

    python contract-tests/sdks/run.py                    # installs both SDKs below target/sdks
    python contract-tests/sdks/run.py --base-url URL     # against a server that runs already

Needs Python 3.9 or newer, Node 18 or newer, and, the first time, PyPI and npm. Nothing is sent
anywhere but to the given server.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
PLACE = ROOT / "target" / "sdks"
PYTHON_SDK = "twilio==9.13.0"
NODE_SDK = "twilio@6.2.0"


def python():
    """The interpreter of a virtual environment that has the SDK."""
    place = PLACE / "python"
    program = place / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not program.exists():
        venv.create(place, with_pip=True)
    subprocess.run([program, "-m", "pip", "install", "--quiet", PYTHON_SDK], check=True)
    return program


def node():
    """The folder of a package that has the SDK and our script beside it."""
    npm = shutil.which("npm") or sys.exit("npm is not installed")
    place = PLACE / "node"
    place.mkdir(parents=True, exist_ok=True)
    (place / "package.json").write_text('{"private": true, "type": "module"}\n')
    subprocess.run([npm, "install", "--silent", "--no-fund", "--no-audit", NODE_SDK], cwd=place, check=True)
    shutil.copy(HERE / "onboard.mjs", place)
    return place


def sandbox():
    """A started sandbox, and its address."""
    command = ["cargo", "run", "--quiet", "--package", "contract-tests", "--", "sandbox", "--port", "0"]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    for line in process.stdout:
        found = re.search(r"http://127\.0\.0\.1:\d+", line)
        if found:
            return process, found.group()
    sys.exit("the sandbox did not say where it listens")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base-url", help="a server that runs already, instead of a sandbox of its own")
    arguments = parser.parse_args()

    interpreter, package = python(), node()
    process, base_url = (None, arguments.base_url) if arguments.base_url else sandbox()
    try:
        print(f"== {PYTHON_SDK} against {base_url}", flush=True)
        subprocess.run([interpreter, HERE / "onboard.py", base_url], check=True)
        print(f"== {NODE_SDK} against {base_url}", flush=True)
        subprocess.run(["node", "onboard.mjs", base_url], cwd=package, check=True)
    finally:
        if process:
            process.terminate()


if __name__ == "__main__":
    main()
