"""The parameters of one direction of one recurrent layer, in torch's layout."""

from __future__ import annotations

from typing import NamedTuple

from torch import Tensor


class Weights(NamedTuple):
    """What one layer and direction has learned.

    G blocks of H rows are stacked: G = 1 for rnn, 3 for gru (r z n), 4 for lstm (i f g o).
    Keras calls W_ih's transpose "kernel" and W_hh's "recurrent_kernel", and orders LSTM
    blocks i f c o and GRU blocks z r h. A layer without biases holds zeros.
    """

    W_ih: Tensor  # (G·H, I)
    W_hh: Tensor  # (G·H, H)
    b_ih: Tensor  # (G·H,)
    b_hh: Tensor  # (G·H,)
