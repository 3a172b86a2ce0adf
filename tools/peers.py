#!/usr/bin/env python3
"""Compares this project's generator with others on one document, in one run.

    python3 tools/peers.py DOCUMENT [--runs N] [--only NAME,NAME] [--no-build] [--work DIR]

DOCUMENT is an OpenAPI file, such as the vendor's TrustHub document. Installs the peers with
`cargo install` (and openapi-generator with pip, which needs Java) into the working folder,
`target/peers` by default, generates with each in turn, compiles what they make and prints a table:

- generate: seconds of the whole process, median; peak: its largest resident memory (what this
  script holds, some 12 MiB, is the least that can be told)
- lines: of all Rust files of the crate
- recheck: seconds of `cargo check` after touching the crate, its dependencies warm, median
- release: the same for `cargo build --release`
- crates: other packages in its tree, build dependencies and procedural macros included

Rounds go through all tools, so that a change of the machine's speed meets all of them. A peer that
cannot be installed, or whose output does not compile, keeps a dash and its reason. Nothing of the
peers is kept in the repository. Needs Linux or macOS, Python 3.9 and cargo; nothing else.
"""

import argparse
import os
import re
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

# oas3-gen writes modules and names no dependencies: these are what its output uses.
OAS3_MANIFEST = """
[dependencies]
anyhow = "1"
chrono = { version = "0.4", features = ["serde"] }
http = "1"
oas3-gen-support = "*"
regex = "1"
reqwest = { version = "0.13", features = ["form", "json", "query"] }
serde = { version = "1", features = ["derive"] }
serde_html_form = "*"
serde_json = "1"
serde_with = "3"
validator = { version = "0.20", features = ["derive"] }
"""


def package(name, rest):
    return f'[package]\nname = "{name}"\nversion = "0.1.0"\nedition = "2024"\n{rest}\n[workspace]\n'


class Tool:
    """One generator: how it is had, run, and made into a crate."""

    def __init__(self, name, install, command, finish=None, patched=False):
        self.name, self.install, self.command = name, install, command
        self.finish, self.patched = finish, patched
        self.seconds, self.peak, self.rechecks, self.releases = [], 0, [], []
        self.lines = self.crates = None
        self.note = ""


def modules_to_crate(name, manifest):
    """Makes a crate of a folder that holds `mod.rs` and the modules beside it."""

    def finish(out):
        source = out / "src"
        source.mkdir()
        for file in list(out.glob("*.rs")):
            file.rename(source / ("lib.rs" if file.name == "mod.rs" else file.name))
        (out / "Cargo.toml").write_text(package(name, manifest(out)))

    return finish


def own_workspace(out):
    """Keeps cargo from looking for a workspace above."""
    manifest = out / "Cargo.toml"
    text = manifest.read_text()
    if "[workspace]" not in text:
        manifest.write_text(text + "\n[workspace]\n")


def tools(work):
    cargo = lambda name: work / "tools" / "bin" / name
    return [
        Tool("ours", build_ours, lambda d, o: [
            ROOT / "target/release/xtask", "codegen", "--spec", d, "--no-overlays", "--out", o,
            "--package", "peer-ours", "--no-dispatch"], own_workspace),
        Tool("openapi-nexus", "openapi-nexus", lambda d, o: [
            cargo("openapi-nexus"), "generate", "-i", d, "-o", o, "-g", "rust-reqwest"], own_workspace),
        Tool("ploidy", "ploidy", lambda d, o: [
            cargo("ploidy"), "generate", "rust", "-o", o, "--name", "peer_ploidy", d], own_workspace),
        Tool("openapi-to-rust", "openapi-to-rust", lambda d, o: [
            cargo("openapi-to-rust"), "generate", d, "--output-dir", o],
            modules_to_crate("peer-to-rust", lambda out: (out / "REQUIRED_DEPS.toml").read_text())),
        Tool("oas3-gen", "oas3-gen", lambda d, o: [
            cargo("oas3-gen"), "generate", "-i", d, "-o", o, "client-mod"],
            modules_to_crate("peer-oas3", lambda out: OAS3_MANIFEST)),
        Tool("progenitor", "cargo-progenitor", lambda d, o: [
            cargo("cargo-progenitor"), "progenitor", "-i", d, "-o", o, "-n", "peer-progenitor",
            "-v", "0.1.0"], own_workspace, patched=True),
        Tool("openapi-generator", "pip", lambda d, o: [
            work / "tools/python/bin/openapi-generator-cli", "generate", "-g", "rust",
            "--library", "reqwest", "-i", d, "-o", o, "--package-name", "peer_openapi_generator"],
            own_workspace),
    ]


def quiet(command, **options):
    """Runs a command; gives its output if it failed, else nothing."""
    done = subprocess.run([str(part) for part in command], text=True, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, check=False, **options)
    return done.stdout if done.returncode else None


def build_ours(_):
    return quiet(["cargo", "build", "--release", "-p", "xtask"], cwd=ROOT)


def install(tool, work):
    if callable(tool.install):
        return tool.install(work)
    if tool.install == "pip":
        environment = work / "tools" / "python"
        if (environment / "bin" / "openapi-generator-cli").exists():
            return None
        if not shutil.which("java"):
            return "Java is not installed"
        return (quiet([sys.executable, "-m", "venv", environment])
                or quiet([environment / "bin" / "pip", "install", "openapi-generator-cli"]))
    if (work / "tools" / "bin" / tool.install).exists():
        return None
    return quiet(["cargo", "install", "--root", work / "tools",
                  "--target-dir", work / "tools" / "target", tool.install])


PATCH = """
import json, sys, yaml

def walk(node):
    if isinstance(node, dict):
        if node.get("type") == "object" and isinstance(node.get("format"), str):
            del node["format"]
        node = list(node.values())
    for child in node if isinstance(node, list) else []:
        walk(child)

value = yaml.safe_load(open(sys.argv[1]))
walk(value)
json.dump(value, open(sys.argv[2], "w"), default=str)
"""


def patch(document, work):
    """The document as JSON without formats of objects, at which progenitor panics.

    In a process of its own: what this one holds counts as memory of all that it starts.
    """
    path = work / "patched.json"
    return None if quiet([sys.executable, "-c", PATCH, document, path]) else path


def generate(tool, document, out):
    """Generates into an empty folder: seconds and peak MiB, or a reason."""
    shutil.rmtree(out, ignore_errors=True)
    command = [str(part) for part in tool.command(document, out)]
    started = time.perf_counter()
    with open(out.with_suffix(".log"), "wb") as log:
        child = subprocess.Popen(command, stdout=log, stderr=log)
        _, status, usage = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - started
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        return None, f"exit {child.returncode}"
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return (seconds, usage.ru_maxrss / unit), None


def lines(out):
    files = [file for file in out.rglob("*.rs") if "target" not in file.relative_to(out).parts]
    return sum(len(file.read_text().splitlines()) for file in files)


def compile_once(out, target, arguments):
    (out / "src" / "lib.rs").touch()
    started = time.perf_counter()
    failed = quiet(["cargo", *arguments], cwd=out, env={**os.environ, "CARGO_TARGET_DIR": str(target)})
    return time.perf_counter() - started, failed


def crates(out):
    done = subprocess.run(["cargo", "tree", "--prefix", "none", "-e", "normal,build"], cwd=out,
                          text=True, capture_output=True, check=False)
    return len({line.split(" (")[0] for line in done.stdout.splitlines() if line}) - 1


def first_error(text):
    errors = re.findall(r"^error.*$", text, re.MULTILINE)
    return f"{len(errors)} errors, such as: {errors[0]}" if errors else text.strip()[-200:]


def median(values, digits=3):
    return f"{statistics.median(values):.{digits}f}" if values else "–"


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("document", type=Path)
    parser.add_argument("--runs", type=int, default=11)
    parser.add_argument("--only", help="names of tools, with commas between them")
    parser.add_argument("--no-build", action="store_true", help="generate only")
    parser.add_argument("--work", type=Path, default=ROOT / "target" / "peers")
    options = parser.parse_args()
    work, document = options.work.resolve(), options.document.resolve()
    work.mkdir(parents=True, exist_ok=True)
    chosen = [tool for tool in tools(work)
              if not options.only or tool.name in options.only.split(",")]

    for tool in chosen:
        print(f"installing {tool.name}", file=sys.stderr)
        reason = install(tool, work)
        if reason:
            tool.note = "not installed: " + first_error(reason)
    patched = patch(document, work)
    ready = [tool for tool in chosen if not tool.note]

    for round_ in range(options.runs + 1):
        print(f"generating, round {round_} of {options.runs}", file=sys.stderr)
        for tool in list(ready):
            source = patched if tool.patched else document
            if source is None:
                tool.note = "needs Python's yaml to patch the document"
                ready.remove(tool)
                continue
            measured, reason = generate(tool, source, work / tool.name)
            if reason:
                tool.note = f"does not generate: {reason}, see {tool.name}.log"
                ready.remove(tool)
            elif round_:
                tool.seconds.append(measured[0])
                tool.peak = max(tool.peak, measured[1])
    for tool in list(ready):
        out = work / tool.name
        tool.finish(out)
        tool.lines = lines(out)
        tool.crates = crates(out)

    target = work / "target"
    if not options.no_build:
        for tool in list(ready):
            print(f"compiling {tool.name} with its dependencies", file=sys.stderr)
            for arguments in (["check"], ["build", "--release"]):
                failed = compile_once(work / tool.name, target, arguments)[1]
                if failed:
                    tool.note = "does not compile: " + first_error(failed)
                    ready.remove(tool)
                    break
        for round_ in range(options.runs):
            print(f"compiling, round {round_ + 1} of {options.runs}", file=sys.stderr)
            for tool in ready:
                out = work / tool.name
                tool.rechecks.append(compile_once(out, target, ["check"])[0])
                tool.releases.append(compile_once(out, target, ["build", "--release"])[0])

    print("| generator | generate s | peak MiB | lines | recheck s | release s | crates | |")
    print("|---|---|---|---|---|---|---|---|")
    for tool in chosen:
        name = tool.name + (" (document patched)" if tool.patched else "")
        print(f"| {name} | {median(tool.seconds)} | {tool.peak:.0f} | {tool.lines or '–'} "
              f"| {median(tool.rechecks, 2)} | {median(tool.releases, 2)} | {tool.crates or '–'} "
              f"| {tool.note} |")


if __name__ == "__main__":
    main()
