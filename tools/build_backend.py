"""setuptools' build backend, wrapped so that a wheel always carries the map's bundle (PEP 517, in-tree).

Node is asked for from PyPI only where the system has none that is new enough.
"""

from __future__ import annotations

import shutil
from typing import Any

from setuptools import build_meta as _setuptools  # type: ignore[import-untyped]
from setuptools.build_meta import (  # type: ignore[import-untyped]
    build_sdist,
    get_requires_for_build_sdist,
    prepare_metadata_for_build_editable,
    prepare_metadata_for_build_wheel,
)

import assets  # type: ignore[import-not-found] # beside this file, which `backend-path` puts on the path

__all__ = [
    "build_editable",
    "build_sdist",
    "build_wheel",
    "get_requires_for_build_editable",
    "get_requires_for_build_sdist",
    "get_requires_for_build_wheel",
    "prepare_metadata_for_build_editable",
    "prepare_metadata_for_build_wheel",
]

_Settings = dict[str, Any] | None


def _node() -> list[str]:
    return [assets.NODE_PACKAGE] if assets.outdated() and assets.find_node() is None else []


def get_requires_for_build_wheel(config_settings: _Settings = None) -> list[str]:
    """Name what building a wheel needs besides setuptools."""
    return [*_setuptools.get_requires_for_build_wheel(config_settings), *_node()]


def get_requires_for_build_editable(config_settings: _Settings = None) -> list[str]:
    """Name what an editable install needs besides setuptools."""
    return [*_setuptools.get_requires_for_build_editable(config_settings), *_node()]


def build_wheel(wheel_directory: str, config_settings: _Settings = None, metadata_directory: str | None = None) -> str:
    """Build the bundle, if need be, and then the wheel."""
    assets.build()
    # setuptools never removes what it once copied there: modules that are gone would live on in the wheel.
    shutil.rmtree(assets.ROOT / "build" / "lib", ignore_errors=True)
    return str(_setuptools.build_wheel(wheel_directory, config_settings, metadata_directory))


def build_editable(
    wheel_directory: str, config_settings: _Settings = None, metadata_directory: str | None = None
) -> str:
    """Build the bundle, if need be, and then the editable wheel."""
    assets.build()
    return str(_setuptools.build_editable(wheel_directory, config_settings, metadata_directory))
