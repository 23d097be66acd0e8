"""The Memory page."""

from __future__ import annotations

from dataclasses import dataclass

from app.state.view import View


@dataclass(frozen=True, slots=True)
class MemoryView(View):
    """The page."""
