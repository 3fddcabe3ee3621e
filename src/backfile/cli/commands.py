"""All commands: each module adds its own to `app`, in the order in which help and docs/commands.md show them."""

from __future__ import annotations

from importlib import import_module

from .application import app

__all__ = ["app"]

for _name in (
    "readings",
    "issues",
    "searches",
    "exports",
    "server",
    "assistants",
    "upkeep",
    "corrections",
    "accounts",
    "choices",
):
    import_module(f".{_name}", __package__)
