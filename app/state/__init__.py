"""What a page is looking at, as plain data: field = widget key = name in the URL.

Every view is a link: `to_query` gives the parameters that differ from the defaults, and a
page opened with them shows that view again. Timestep, layer and unit of the stage belong to
the player, which keeps them in the same URL by itself; here they are only carried along.

Streamlit writes into the URL what a widget shows, so values are chosen to be read by people.
"""

from app.state.convolution import ConvolutionView
from app.state.encode import EncodeView
from app.state.layers import LayersView
from app.state.memory import MemoryView
from app.state.step import NetworkChoice, Reading, StepView
from app.state.train import TrainView
from app.state.view import View
from app.state.words import WordsView

__all__ = [
    "ConvolutionView",
    "EncodeView",
    "LayersView",
    "MemoryView",
    "NetworkChoice",
    "Reading",
    "StepView",
    "TrainView",
    "View",
    "WordsView",
]
