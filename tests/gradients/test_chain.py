"""The chain rule along time on matrices whose products are known."""

import numpy as np

from rnnviz.gradients.chain import backward, input_norms, products_to_the_end, to_last_state
from rnnviz.gradients.step_jacobians import StepJacobians

RNG = np.random.default_rng(1)


def test_products_end_in_the_identity_and_multiply_later_steps_from_the_left():
    state = RNG.standard_normal((4, 3, 3))

    left = products_to_the_end(state)

    np.testing.assert_array_equal(left[3], np.eye(3))
    np.testing.assert_allclose(left[2], state[3])
    np.testing.assert_allclose(left[0], state[3] @ state[2] @ state[1])


def test_backward_adds_what_each_timestep_reaches_and_leaves_it_unchanged():
    state, reached = RNG.standard_normal((3, 2, 2)), RNG.standard_normal((3, 1, 2))
    before = reached.copy()

    owed = backward(state, reached)

    expected = reached[0] + reached[1] @ state[1] + reached[2] @ state[2] @ state[1]
    np.testing.assert_allclose(owed[0], expected)
    np.testing.assert_array_equal(reached, before)


def linear_layers(n=4):
    """Two layers of constant Jacobians A, B and of widths 3 and 2."""
    A = [0.5 * RNG.standard_normal((k, k)) for k in (3, 2)]
    B = [RNG.standard_normal(shape) for shape in ((3, 4), (2, 3))]
    layers = [
        StepJacobians(np.broadcast_to(a, (n, *a.shape)), np.broadcast_to(b, (n, *b.shape)))
        for a, b in zip(A, B, strict=True)
    ]
    return A, B, layers


def through_both(A, B, steps):
    """∂h_t/∂x_k of the upper layer, t - k = steps: the layer is changed at any of them."""
    power = np.linalg.matrix_power
    return sum(power(A[1], steps - m) @ B[1] @ power(A[0], m) @ B[0] for m in range(steps + 1))


def test_a_linear_stack_owes_its_inputs_the_sum_over_all_ways_up():
    A, B, layers = linear_layers()

    owed, to_inputs = to_last_state(layers, (3, 2))
    lower, upper = input_norms(layers, (3, 2))

    for k in range(4):
        np.testing.assert_allclose(to_inputs[k], through_both(A, B, 3 - k), atol=1e-12)
        for t in range(4):
            expected = np.linalg.norm(through_both(A, B, t - k)) if t >= k else 0
            np.testing.assert_allclose(upper[t, k], expected, atol=1e-12)
            power = np.linalg.matrix_power(A[0], max(t - k, 0))
            expected = np.linalg.norm(power @ B[0]) if t >= k else 0
            np.testing.assert_allclose(lower[t, k], expected, atol=1e-12)
    np.testing.assert_allclose(owed[1][0], np.linalg.matrix_power(A[1], 3))
