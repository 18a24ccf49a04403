"""See that the browser tests have a Chromium: find it, or install it by apt, or say plainly what is left out."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find() -> str | None:
    """Return the path of a Chromium on this machine."""
    return next((found for name in NAMES if (found := shutil.which(name))), None)


def install() -> None:
    """Install Debian's Chromium, where that is allowed."""
    if not shutil.which("apt-get") or not hasattr(os, "geteuid") or os.geteuid() != 0:
        return
    print("Installing Chromium for the browser tests …", file=sys.stderr)
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "check": False}
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], env=environment, **quiet)  # type: ignore[call-overload]
    subprocess.run(
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"],
        env=environment,
        **quiet,  # type: ignore[call-overload]
    )


def main() -> int:
    """Install Chromium if need be; in CI, fail without one."""
    if find() is None:
        install()
    if find() is not None:
        return 0
    if os.environ.get("CI"):
        print("There is no Chromium, and in CI the browser tests may not be left out.", file=sys.stderr)
        return 1
    print("There is no Chromium: the tests marked 'browser' are left out. Install it to run them.", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
