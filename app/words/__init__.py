"""The Words page's parts: its controls, the map, and a module per panel."""
