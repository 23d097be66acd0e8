"""What the Layers page says, in English; {…} is filled in by the page."""

STUDY = "Part"
KIND = "Cell"
CODE = "Code"
B, S, N = "b · series", "s · timesteps", "n · features"
STACKED = "layers of"
RETURNS = "return_sequences, layer {k}"
SEED = "Seed"
WAITING = "Computing…"

WHAT = {
    "Cell and layer": "A layer is a cell stepped through time: the same numbers, in one call.",
    "Output": "What a cell gives out: its state itself, or a linear layer’s sum of it.",
    "Weights": "How many numbers a cell learns, and with which ones it begins.",
    "Activation": "What squashes W_ih xₜ + W_hh hₜ₋₁ + b, and what that does over time.",
    "Regularise and constrain": "What pulls at the weights or holds them, in a real training.",
    "Dropout": "Numbers set to 0 at random in training, in what is read and in the memory.",
}

# Cell and layer
READ_STACK = (
    "Time runs to the right, layers upward. Each cell hands its state to itself at the next "
    "timestep, and to the cell above; on the right, in violet, the shape of all of it."
)
STACK_SAID = "{n_layers} × {cell} stepped by hand against {call}"
STACKED_CALL = "one call of torch.nn.{layer}"
CALLS = "{n} calls of torch.nn.{layer}"
LAST_STATES = "Last state of each layer"
MORE_SERIES = "The first {shown} of {b} series; as strips of all units, with the first numbers."
STATE = "layer {k} · {name}"
BROKEN = (
    "Layer {below} returns only its last state, {shape}: the axis of time is gone. Layer {k} "
    "needs a sequence [b, s, n]; only the highest layer may return its last state alone."
)
BROKEN_KERAS = "Keras refuses. ValueError: {error}"
KERAS_ERROR = (
    "Input 0 with name 'None' of layer 'layer_{k}' is incompatible with the layer: expected "
    "ndim=3, found ndim=2. Full shape received: ({b}, {units})"
)
BROKEN_TORCH = (
    "PyTorch gives no error, which is worse: it takes {shape} for one series of {b} timesteps and "
    "returns {out}. Only where h_0 is given too it says: RuntimeError: {error}"
)

# Output
OUTPUT_IS = "The cell gives out"
N_OUTPUTS = "Outputs C"
OUTPUT_UNIT = "Output"
SAME_OBJECT = (
    "A cell’s call returns (output, states). In Keras, and here, the output is the state: not a "
    "copy but the same object, at every one of the {n} calls. An LSTM’s states are [h, c]; c is "
    "never given out."
)
LINEAR_SAID = (
    "W_ho is a layer of its own, {c} × {units} numbers and {c} biases, drawn as torch.nn.Linear "
    "starts. Output {j} is the sum of {units} products; the {shown} largest are shown."
)
HEAD_SIZES = "hₜ has {units} numbers, oₜ = W_ho hₜ + b_o has {c}: {listed}"
STATE_OF = "{name} of series 1, top layer"

# Weights
UNITS = "units"
THE_CELL = "The cell"
USE_BIAS = "use_bias"
KERNEL_INIT, RECURRENT_INIT, BIAS_INIT = (
    "kernel_initializer · W_ih",
    "recurrent_initializer · W_hh",
    "bias_initializer · b",
)
COUNT_HEADS = ("cell", "G blocks of W_ih, W_hh, b", "H = {units}, n = {n}", "in {framework}")
COUNT_SAID = {
    "PyTorch": "PyTorch keeps two biases per block, b_ih and b_hh; Keras one, but two in a GRU.",
    "Keras": (
        "Keras keeps one bias per block; its GRU two, since reset_after needs b_hh apart. PyTorch "
        "always keeps two."
    ),
}
READ_WEIGHTS = (
    "Grey: how many numbers of each size were drawn. Violet: the singular values, by how much the "
    "matrix stretches each direction; all at 1 keep every length, as in an orthogonal W_hh."
)
RMS = "root mean square {rms}, by the formula {expected}"
SPECTRUM = "spectral radius {radius}: {meaning}"
NO_SPECTRUM = "its spectral radius is computed for up to 256 units"
FADES, GROWS, KEEPS = "memories fade", "states grow", "memories neither fade nor grow"
BLOCKS = "{g} blocks of {units} rows, drawn as one matrix"
FORGET = "its forget block is 1 (unit_forget_bias)"
ARRAY_NAMES = ("W_ih", "W_hh", "b")

# Activation
ACTIVATION = "activation"
CURVE = "f(a)"
CURVE_LINES = ("value", "slope")
OVER_TIME = "hₜ over {t} timesteps"
SIZE_OVER_TIME = "Root mean square of hₜ"
MORE_UNITS = "first {shown} of {units} units; blue −1, orange +1, or beyond"
TIME_ENDS = ("t = 1", "t = {t}")
READ_ACTIVATION = (
    "Left: the function and its slope. Right: a cell that begins as chosen above reads 30 "
    "timesteps of chance numbers."
)
ACTIVATION_SAID = {
    "tanh": "Bounded by −1 and 1, slope 1 at 0: the default.",
    "relu": "0 below 0, unbounded above: half of all gradients are exactly 0, states can grow.",
    "linear": "Keras’ None: no squashing; W_hh alone decides whether states fade or grow.",
    "sigmoid": "Between 0 and 1, slope at most 0.25: gradients fade four times faster.",
    "softsign": "Bounded like tanh, but it reaches its ends slowly.",
    "hard_tanh": "tanh of straight lines: slope 1 inside ±1, else 0.",
    "elu": "Like relu, but bends to −1 below 0.",
    "selu": "elu with a slope of 1.05: made to keep mean 0 and deviation 1 in deep networks.",
    "softplus": "A smooth relu that is never 0: the states only add up.",
}
SATURATED = "{percent} % of the states are saturated, |h| > 0.9."
LOST = "After timestep {t} the numbers leave every bound: nothing holds this activation."

# Regularise and constrain
KERNEL_REG, RECURRENT_REG, BIAS_REG = (
    "kernel_regularizer",
    "recurrent_regularizer",
    "bias_regularizer",
)
KERNEL_CON, RECURRENT_CON, BIAS_CON = (
    "kernel_constraint",
    "recurrent_constraint",
    "bias_constraint",
)
PULL, NORM_LIMIT, DESCENT = "λ", "longest norm", "Learning rate"
READ_TRAINING = (
    "A real training, twice from the same start: answer with the first of 10 numbers. Violet is "
    "held as chosen, grey is free. The curves are the lengths of the arrays after each of 100 "
    "steps."
)
LENGTH = "Length of {name}"
LOSS = "Loss"
HELD, FREE = "held", "free"
STEPS = ("start", "step 50", "step 100")
TRAINED_SAID = (
    "{name} · {how}: {length} long, {free} if free; its longest row {row}; {n_zeros} of {size} "
    "numbers within 0.001 of 0."
)
TRAINED_BIAS = (
    "{name} · {how}: {length} long, {free} if free; {n_zeros} of {size} numbers within 0.001 of 0."
)
LOSS_SAID = "The loss ends at {held}, {free} if free."
NOTHING_HELD = "Nothing is held: both runs are one. Choose a regulariser or a constraint."
DIVERGED = (
    "{which} diverged after step {step}: the loss passed a million, and nothing is drawn from "
    "there. A smaller learning rate or another start would help."
)
WHICH = {"held": "The held run", "free": "The free run"}
MEANS = {
    "l1": "l1 pulls every number towards 0 by the same amount: many become 0.",
    "l2": "l2 pulls each number in proportion to its size: all shrink, few become 0.",
    "l1_l2": "l1 and l2 together.",
    "orthogonal": "Pulls the kernel’s rows apart until they are at right angles.",
    "max_norm": "After each step, a unit’s weights longer than the limit are cut to it.",
    "unit_norm": "After each step, each unit’s weights are made 1 long.",
    "min_max_norm": "Here with 0 as the least norm: the same as max_norm.",
    "non_neg": "After each step, what is below 0 becomes 0.",
}
NOTHING_CUT = (
    "No row of {name} ever reached the longest norm, {limit}: the constraint had nothing to cut."
)
FEWER_UNITS = "With {units} units; this training has at most {most}."

# Dropout
INPUT_DROP, RECURRENT_DROP, DROP_SEED = "dropout", "recurrent_dropout", "seed"
MASKS_ARE = "A mask is"
INPUT_MASK = "Mask of xₜ, {n} features"
RECURRENT_MASK = "Mask of hₜ₋₁, {n} units"
MASK_SAID = "teal: kept, times 1 / (1 − p) = {scale}; faint: dropped, times 0"
DROPPED_STATES = "hₜ with dropout, as in training"
WHOLE_STATES = "hₜ without, as in use"
NEVER_DROPPED = "Units whose memory was never dropped so far"
LEFT = "left of {units}"
KEPT_SAID = (
    "Keras draws one mask per series and call and keeps it at all timesteps: {dropped} of {units} "
    "units never remember, the other {left} do all the time."
)
ANEW_SAID = (
    "Drawn anew at each timestep, every memory is hit sooner or later: after {t} timesteps {left} "
    "of {units} units were never dropped, about {units} · (1 − p)^{t} = {expected}. Keras never "
    "does this inside a cell."
)
DROP_NOTES = (
    "seed fixes only these masks: each initialiser has a seed of its own. torch.nn.RNN(dropout=…) "
    "is something else: it drops what goes from one layer to the next, anew at each timestep. "
    "Keras’ GRU and LSTM cells take the same two arguments."
)
