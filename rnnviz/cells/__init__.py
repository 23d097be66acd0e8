"""One timestep of each recurrent cell, with every internal value kept."""
