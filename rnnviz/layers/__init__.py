"""Recurrent cells with every argument Keras gives them, by hand and as layers."""
