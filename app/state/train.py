"""The Train page."""

from __future__ import annotations

from dataclasses import dataclass

from app.state.view import View


@dataclass(frozen=True, slots=True)
class TrainView(View):
    """The page."""
