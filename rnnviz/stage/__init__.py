"""The stage: a Trace becomes a Scene, and the player that steps through it."""
