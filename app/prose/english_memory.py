"""What the Memory page says, in English; {…} is filled in by the page."""

PICTURE = "Picture"
WEIGHTS = "Weights"
CELLS = "Networks"
LAYER = "Layer"
LOSS_OF = "Answer"

HOW = {
    "Three memories": (
        "Above, the hidden states as they come. Beneath, on the same time axis, how much the end "
        "still depends on each of them: every line down is a factor of 10, the dashed one is 1."
    ),
    "Word to state": (
        "A row begins where its word is read: follow it to the right to see how much of that "
        "word each later state still holds. Each column is one state, as above."
    ),
    "Step by step": (
        "One step multiplies a change of the state: orange and up, it can grow; blue and down, it "
        "shrinks. All later steps together leave the teal bar, at most the violet line."
    ),
    "Which words count": (
        "Three ways to ask what a word adds to the output: orange speaks for the answer, blue "
        "against it. The last line is the check: what is lost when the word is left out."
    ),
    "Spectral radius": (
        "Untrained cells: W_hh enlarges every change by ρ. Over n steps a linear RNN keeps ρⁿ of "
        "a gradient (violet line), tanh less. A gate held open by its bias keeps it."
    ),
}
WAITING = "Opening the networks: their arithmetic is still being loaded…"
ASIDE = "p({answer}) = {p} · loss {loss}"
PANEL = "{cell}, {weights}, layer {layer}"
STATES = "hidden states h_t"
STATES_ASIDE = "{n} units"
STATES_ALT = "Hidden states of {cell}, layer {layer}: one column per word, one row per unit."

LOSS = "‖∂loss/∂h_t‖"
KEPT = "‖∂h_T/∂h_t‖"
CELL_LOSS = "‖∂loss/∂c_t‖, its cell state"
ONE_WORD = "Nothing came before: there is nothing to forget yet."
FADED = "{n} {unit} back, {percent} of the loss’s gradient is left."
GREW = "{n} {unit} back, the loss’s gradient is {times} times that at the end."
FADED_STATE = "{n} {unit} back, {kept} of a change of the state is left."
FADED_CELL = " In the cell state {percent}."
NOTHING = "No gradient at all: the loss does not depend on the last state."

MEMORIES_LEGEND = (
    "Bars on a log scale from 10⁻⁵ to 10; an empty box is below it. ∂loss goes through the whole "
    "stack, ∂h_T/∂h_t (spectral norm) stays in the layer; a change of h_t leaves c_t as it is. "
    "A cell that can keep a gradient need not: its gates decide it word by word."
)
IN_PYTORCH = "The same in PyTorch, for the {cell}"

MATRIX = "‖∂h_t/∂x_k‖"
MATRIX_ASIDE = "row: word k, column: state t"
MATRIX_ALT = "What each state of {cell} owes to each word: a row per word, a column per state."
OWES = "The last state owes “{first}” {percent} of what it owes “{last}”; most of all “{most}”."
MATRIX_LEGEND = (
    "‖∂h_t/∂x_k‖ (Frobenius norm, through both layers up to the one drawn), on a log scale"
)

STEP = "‖J_t‖, one step"
STEP_LSTM = "‖J_t‖, one step of (h, c)"
PRODUCT = "‖J_T ⋯ J_{t+1}‖ and its bound"
FORGET = "largest forget gate f_t"
CELL = "‖∂c_T/∂c_t‖: cell alone, and every path"
STEPS = "{n} steps could multiply a change by up to {bound}; {product} is left."
STEPS_LSTM = " Forget gates alone leave {direct}, every path into c {full}, h alone {hidden}."
STEPS_LEGEND = (
    "J_t = ∂h_t/∂h_{t-1} within the layer; of an LSTM it is the step of (h, c) together. Spectral "
    "norms: the most that any change is enlarged. Factors end at 2 and 1/2; the bars beneath are "
    "on a log scale from 10⁻⁵ to 10, where a line is a factor of 10."
)

METHODS = ("gradient × input", "integrated gradients", "left out")
AGREEMENT = "r {rank}"
NO_AGREEMENT = "no order"
SCORE = "output o_T = {score} for {answer}"
CREDIT = (
    "Without “{word}” the output {moves} by {left}: the word that counts most. Integrated "
    "gradients sum to {total}, o(x) − o(0) is {wanted}: a gap of {gap}."
)
FALLS, RISES = "falls", "rises"
CREDIT_LEGEND = (
    "In units of the output before its sigmoid; colours end at ±2. r: rank correlation "
    "(Spearman) with leaving the word out. Integrated gradients: captum, {points} points on the "
    "way from zero vectors. A zero vector in the word’s place instead: r {zeroed}."
)

RADIUS = "Spectral radius ρ"
LENGTH = "Timesteps"
CLIP = "Clip at"
INPUTS = "It reads"
SQUASH = "φ"
SEED = "Seed"
GATE_BIAS = "Gate bias b"
ROOM = "{cell}, 32 units, ρ = {radius}"
ROOM_ASIDE = {
    "tanh": "tanh(W_{{ih}} x_t + W_{{hh}} h_{{t-1}})",
    "linear": "W_{{ih}} x_t + W_{{hh}} h_{{t-1}}",
    "GRU": "update gate: b_z = {bias}",
    "LSTM": "forget gate: b_f = {bias}",
}
ROOM_KEPT = "‖∂h_T/∂h_t‖ and the law ρⁿ"
ROOM_CELL = "‖∂c_T/∂c_t‖, its cell state"
ROOM_SHARES = "what each timestep adds to ∂loss/∂W"
LAW = "; the law says ρ{power} = {law}"
IN_CELL = "; in the cell state {kept}"
VANISHES = "{n} steps back {kept} of the gradient is left{beside}: it vanishes."
EXPLODES = "{n} steps back the gradient is {kept} times as large{beside}: it explodes."
STAYS = "{n} steps back {kept} of the gradient is left{beside}: it stays in range."
ROOM_LEGEND = (
    "Bars on a log scale from 10⁻⁶ to 10⁶, a line is a factor of 10, the dashed one is 1; an "
    "empty box is below the scale. Every block of W_{hh} is ρ Q, Q orthogonal; the gate that keeps "
    "has the bias b, the others 0; loss = ‖h_T − y‖² / 64 for a y drawn with the seed."
)
LIMIT = "clipped at"
CLIPPED = "{cell}: {times} times shorter, in the same direction."
UNCLIPPED = "{cell}: shorter than {clip}, and left alone."
CLIPPING = "Clipping the gradient ∂loss/∂(W_{ih}, W_{hh}): its length before → after"
