"""How the shipped networks were trained."""
