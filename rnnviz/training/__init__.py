"""How the shipped networks were trained, and the training room: any network, live."""
