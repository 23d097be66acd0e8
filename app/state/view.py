"""What every page's view can do: be read from the widgets, and be an address."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class View:
    """A page's choices."""

    @classmethod
    def read(cls, values: Any) -> Self:
        """The view that the widgets show, defaults where a widget is not drawn.

        Args:
            values: Widget values by key: st.session_state, or a mapping.
        """
        return cls(**{f.name: values[f.name] for f in fields(cls) if f.name in values})

    def to_query(self) -> dict[str, str]:
        """URL parameters: only what differs from the defaults."""
        default = type(self)()
        return {
            field.name: str(getattr(self, field.name))
            for field in fields(self)
            if getattr(self, field.name) != getattr(default, field.name)
        }
