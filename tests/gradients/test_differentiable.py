"""The differentiable score is the trace's own output, for every cell."""

import pytest
import torch

from rnnviz import trace
from rnnviz.gradients.differentiable import score
from tests.gradients.unrolled import KINDS, NAMES, built, words


@pytest.mark.parametrize(("cell", "options"), KINDS, ids=NAMES)
@pytest.mark.parametrize(("n_classes", "target", "sign"), [(1, 1, 1), (1, 0, -1), (3, 2, 1)])
def test_the_score_is_the_last_output_of_the_trace(cell, options, n_classes, target, sign):
    network = built(cell, options, (5, 3), n_classes)
    x = torch.stack((words(), 2 * words()))

    found = score(network, network.head, target)(x)

    row = target if n_classes > 1 else 0
    expected = sign * trace(network, x).output[:, -1, row]
    assert found.tolist() == pytest.approx(expected.tolist(), abs=1e-13)


def test_torch_differentiates_it_as_finite_differences_do():
    network = built("gru", {"reset_after": False})

    torch.autograd.gradcheck(
        score(network, network.head, 1), torch.stack((words(3), -words(3))).requires_grad_()
    )
