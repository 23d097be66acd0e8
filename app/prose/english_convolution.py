"""What the RNN vs CNN page says, in English; {…} is filled in by the page."""

QUESTION = "Question"
READER = "Cell"
LEARNT = "Weights"
BORDERS = "Padding"
SHAPE = "Their shape"
KERNEL = "Kernel k"
STACKED = "Layers L"
SEED = "Seed"
LEVEL = "Layer"
FILTER = "Filter"
UNIT = "Hidden unit"
CURSOR = "Position t"
CODE = "Code"
OWN_HELP = (
    "Random weights, as Keras starts: Glorot uniform, and orthogonal for W_hh. Every layer has 64 "
    "filters or hidden units. The trained convolutions have 2 layers of kernels 3 words wide."
)
EXAMPLES = "Examples"
EXAMPLE_SENTENCES = (
    "the movie was not good",
    "not bad at all",
    "i expected a bad film but it was surprisingly good and never boring",
    "we heard it was good , but we heard it was bad , but we heard it",
)
WAITING = "Opening the networks: their arithmetic is still being loaded…"

# Slide and step
SLIDE = (
    "Above the words one kernel slides: all outputs are there at once. Below them one cell steps: "
    "h_t waits for h_(t−1). Click a word to move both."
)
KERNEL_ROW = "CNN, layer {layer}"
CELL_ROW = "{cell}, layer {layer}"
FILTER_NOTE = "filter {j}"
UNIT_NOTE = "hidden unit {j}"
ANSWER = {"kernels": "CNN’s answer", "cells": "{cell}’s answer"}
ANSWER_NOTE = "p(positive) so far"
KERNEL_TITLE = "Filter {j} at “{word}” (t = {t})"
CELL_TITLE = "Hidden unit {j} at “{word}” (t = {t})"
KERNEL_EQUATION = "a_t = b + Σ_j W_j · x_(t+j−{m}), j = 1…{k}  y_t = relu(a_t)"
CELL_EQUATIONS = {
    "RNN": "a_t = W_ih x_t + b_ih + W_hh h_(t−1) + b_hh  h_t = tanh(a_t)",
    "GRU": "u = W_ih x_t + b_ih v = W_hh h_(t−1) + b_hh h_t = (1 − z) n + z h_(t−1)",
    "LSTM": "u = W_ih x_t + b_ih v = W_hh h_(t−1) + b_hh c_t = f c_(t−1) + i g",
}
READS = "  x: what layer {layer} gives"
ADDS_UP = "adds up to the recorded number (largest difference {error})"
ADDS_NOT = "differs from the recorded number by {error}"
PARITY = "; torch.nn.Conv1d gives the same ({parity})"
NO_OUTPUT = (
    "No output stands at “{word}”: with padding “valid” the first whole window ends at word "
    "{first}."
)
WINDOW = "W{j} · x{t}"
ZEROS = "W{j} · 0"
BEYOND = "beyond the sentence"
NAMES = {
    "bias": ("+", "b", ""),
    "pre_activation": ("=", "a_t", ""),
    "relu": ("→", "relu(a_t)", ""),
    "tanh": ("→", "h_t = tanh(a_t)", ""),
    "input_gate": ("", "input gate i", "σ({0} {1})"),
    "forget_gate": ("", "forget gate f", "σ({0} {1})"),
    "output_gate": ("", "output gate o", "σ({0} {1})"),
    "reset_gate": ("", "reset gate r", "σ({0} {1})"),
    "update_gate": ("", "update gate z", "σ({0} {1})"),
    "candidate": ("", "candidate g", "tanh({0} {1})"),
    "reset_candidate": ("", "candidate n", "tanh({0} + {1} × {2})"),
    "cell": ("=", "c_t", "{0} × {1} + {2} × {3}"),
    "lstm_hidden": ("→", "h_t", "{0} × tanh({1})"),
    "gru_hidden": ("→", "h_t", "(1 − {0}) × {1} + {2} × {3}"),
}
"""Margin, name and numbers of a line, by its kind."""
HALVES = {
    "input": (("W_ih · x_t", "“{word}”"), "b_ih"),
    "recurrent": (("W_hh · h_(t−1)", "what was read before"), "b_hh"),
}
SHARED = (
    "{cell} and CNN use the same numbers at every position: {kernel_size} weights in a filter and "
    "its bias, {cell_size} weights and biases in a hidden unit."
)

# What depends on what
DEPENDS = (
    "A row is an output, a column a word: how far the output moves when the word’s embedding "
    "does. Blank is exactly 0. Click a row’s name."
)
DEPENDS_KERNELS = "CNN, layer {layer}"
DEPENDS_CELLS = "{cell}, layer {layer}"
DEPENDS_BOTH = "Bidirectional {cell}"
DEPENDS_ASIDE = "{n} of {total} are not 0"
DEPENDS_BOTH_ASIDE = "random weights · {n} of {total}"
DEPENDS_SAID = (
    "At “{word}” the CNN’s output depends on {n_kernel} of {total} words, the {cell}’s state on "
    "{n_cell}, with both directions on {n_both}."
)
DEPENDS_NONE = (
    "At “{word}” the CNN has no output yet; the {cell}’s state depends on {n_cell} of {total} "
    "words, with both directions on {n_both}."
)
DEPENDS_FIELD = (
    "A window sees 1 + L (k − 1) = 1 + {n_layers} × ({k} − 1) = {field} words however long the "
    "sentence is, and each further layer {more} more. A state has a path to every word before it, "
    "however far: {faint}."
)
DEPENDS_FAINT = "the slope to “{first}” is {share} of the slope to “{last}”"
DEPENDS_ALONE = "here it is one word long"
DEPENDS_SHORTENED = "Drawn are the first {limit} of {n} words."
DEPENDS_LOW, DEPENDS_HIGH = "0.001", "10 (logarithmic)"
DEPENDS_ZERO = "exactly 0"

# Cost
COST = (
    "Parameters do not grow with the sentence; the work does, for both alike. But a convolution’s "
    "positions need not wait for each other."
)
COST_HEADS = ("parameters", "multiply-adds for {t} words", "steps one after another")
COST_KERNEL, COST_CELL = "convolution", "cell"
COST_KERNELS = ("F (k I + 1) per layer", "S F k I per layer", "L")
COST_CELLS = ("G H (I + H + 2) per layer", "T G H (I + H) per layer", "T + L − 1")
COST_NOTE = (
    "L = {n_layers} layers, I = {i} numbers per word and 64 in layers above, F = H = 64, k = {k}, "
    "S = {s} positions; G = 1, 3, 4 blocks of an RNN, a GRU, an LSTM. Heads, gates’ products and "
    "biases’ additions are left out."
)
COST_FIELD = (
    "For one output to read all {t} words, kernels of {k} need {needed} layers: "
    "1 + L (k − 1) ≥ {t}. A cell needs {t} steps."
)
COST_FIELD_ONE = "Kernels of one word never read a second one, however many layers there are."
OPERATIONS = "Multiply-adds"
STEPS = "Steps one after another"
CELLS_NAME = "cells"
UP_TO = "0 to {n}"
AXIS = "1 to {n} words; the line stands at your {t}"

# Swap two words
SWAP = "Two words change places. “=” is an output that does not notice. Click a word to take it."
SWAP_A, SWAP_B = "Word", "and word"
SWAP_BEFORE, SWAP_AFTER = "before", "after"
SWAP_WINNERS = "CNN’s maxima"
SWAP_WINNERS_NOTE = "{when}: of {n}, from here"
SWAP_MOVED = "moved by ‖Δ‖"
SWAP_FINALS = ("CNN: m_T", "{cell}: h_T")
SWAP_TRIES = {
    "Same windows": (EXAMPLE_SENTENCES[3], (5, 12)),
    "not good … bad": ("the plot is not good and the acting is bad", (5, 10)),
}
"""Sentences worth trying, with the two words to swap."""
SWAP_SAID = (
    "The CNN notices at {kernels} of {outputs} outputs, within the windows over both words; of "
    "its {f} maxima over time {pooled} change. The {cell} notices at {cells} of {t} states: "
    "{from_word}."
)
SWAP_FROM = "from “{word}” (t = {t}) on"
SWAP_NOWHERE = "nowhere"
SWAP_EQUAL = "The two words are the same, so nothing changes."
SWAP_POOLED_SAME = (
    "Every window that was there is still there, only elsewhere: the maximum over time does not "
    "know where, and the CNN’s answer stays."
)
SWAP_ANSWERS = "p(positive): CNN {kernels}, {cell} {cells}."
SWAP_CHANGE = "{before} → {after}"
SWAP_STAYS = "stays {before}"

# Trained on a task
TRAINED = (
    "Same sentences, same split, same loop, 20 epochs: is a movie snippet positive? Judged on {n} "
    "test sentences that none has seen."
)
TRAINED_AXIS = (
    "Bars begin at 50 %, which tossing a coin gives, and end at 85 %. Ticks: the CNN’s three seeds."
)
TRAINED_READING = "your sentence: p"
TRAINED_PARAMETERS = "{n} parameters"
TRAINED_CNN = "CNN"
TRAINED_LAYERS = "2 layers of 64"
MEAN_VECTOR, MEAN_NOTE = "mean vector", "logistic regression, no order at all"
TF_IDF, TF_IDF_NOTE = "tf-idf", "words and word pairs, logistic regression"
TRAINED_SAID = (
    "The CNN reaches {cnn} % ({seeds} with seeds 0, 1, 2). On {n} sentences a difference of two "
    "models below {limit} points may be chance: {near}. {behind}"
)
TRAINED_NEAR = "it cannot be told from {names}"
TRAINED_APART = "it stands apart from every cell"
TRAINED_BEHIND = "tf-idf, which counts word pairs, beats them all with {tf_idf} %."
TRAINED_HOW = (
    "Kim (2014) with an answer after every word: causal kernels of 3, relu, the maximum so far, "
    "and one output. Trained by {command}."
)
