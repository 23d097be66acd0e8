"""What the Encode page says, in English; {…} is filled in by the page."""

PART = "Part"
CODE = "Code"
NEXT = "Next: {part} →"
TO_STEP = "Next: through a network, step by step →"

WHAT = {
    "Sequences": "Numbers in order are a tensor: series b, timesteps s, features n.",
    "One-hot": "Every word is a row of V numbers: a single 1, all else 0.",
    "Embedding layer": "A table with one row of numbers per word; an id picks its row.",
    "Trainable or frozen": "One step of learning moves only the rows that were read.",
}
MEMORY = "{bytes} in float32"

# Sequences
SOURCE = "What becomes a tensor"
AXES = {"b": "b · stocks", "s": "s · weeks", "n": "n · features"}
AXIS_HELP = (
    "As between NumPy’s brackets: an index (2, −1), a range (0:10, ::4), or all. In the box, "
    "click a name to pick it."
)
FEATURES = ("price", "change", "deviation")
PRICE_MEANING = "price: of the week, 1 = first week of 2018. Orange is above 1, blue below."
FEATURE_MEANINGS = (
    "change: against the week before. deviation: against the mean of this and the three weeks "
    "before. Orange is above 0, blue below."
)
STOCKS_SOURCE = (
    "Real weekly prices of six stocks, January 2018 to December 2019, as they come with Plotly."
)
SELECTION = "{expression} has the shape {shape}"
ONE_NUMBER = "{expression} is one number: its shape is []"
MORE_NUMBERS = "The table shows the first {rows} × {columns} numbers{sheets}."
FIRST_SHEET = " of the first feature"
LINES = "One text per line"
PAD_SIDE = "Padding"
PAD_LENGTH = "Timesteps (0: the longest line)"
TOO_MANY_LINES = "Only the first {limit} of your {n} lines are used."
CUT_OFF = "Cut off to fit: {listed}."
CUT_LINE = "{n} of line {line}"
PADDED = (
    "{b} texts become [{b}, {s}]: {n_pad} of {total} places are padding, id 0, and the mask is 0 "
    "there, so that a network skips them. With embeddings of {n}: {shape}."
)

# One-hot
VOCABULARY = "Vocabulary"
OWN_TEXT = "Text that gives the vocabulary"
OUTSIDE = "A word outside becomes"
OUTSIDE_IS = {
    "zeros": "not in the vocabulary: all zeros",
    "<unk>": "not in the vocabulary: <unk>",
}
OUTSIDE_SAID = {
    "zeros": "A word outside is a row of zeros: it is not read at all.",
    "<unk>": "All words outside share one row, <unk>: they cannot be told apart.",
}
VOCABULARY_SOURCES = {
    "the sentence": "V = {v}: the different words of the sentence itself.",
    "10,000 words": "V = {v}: the first words of {vectors}, which lists the frequent ones first.",
    "5,000 characters": (
        "V = {v}: the most frequent Chinese characters, counted from the word frequencies of "
        "wordfreq 3.1 (Speer 2022, CC BY-SA 4.0: Wikipedia, subtitles, news, books, the web)."
    ),
    "own text": "V = {v}: the different words of your text.",
}
CHINESE_EXAMPLE = "我喜欢这部电影"
TRY = "Try {example}"
EMPTY = "{ones} ones among {cells} numbers: {percent} % of the matrix is zeros."
ROW = "Row"
NO_SUCH_ROW = "The sentence has {n} rows; this is the last. "
CLOSE = "Around the 1 of “{word}”"
CLOSE_NONE = "“{word}” has no 1: its whole row is zeros. These are the row’s first cells."
BYTES_HEADS = ("", "shape", "memory")
BYTES_ROWS = ("one-hot, float32", "ids, int64", "embeddings, float32")
COSINES = ("Cosine of one-hot rows", "Cosine of {vectors}")
COSINES_SAID = (
    "One-hot: every pair of different words has dot product 0, so cosine 0. “{a}” and “{b}” are "
    "as far apart as any two words; {vectors} says {cosine}."
)
COSINES_SAME = "Write two different words to compare them."
COSINE_LIMIT = "The tables show the first {limit} different words."

# Embedding layer
ROWS = "Table"
TOKEN_ID = "id"
DEAL = "Seed"
DEAL_AGAIN = "Deal again"
IDS = "ids"
DEALT = (
    "Ten ids shuffled and ten rows of four standard normal numbers, as PyTorch deals them for "
    "seed {seed}. The layer gives each id its row: [10] becomes [10, 4]."
)
FILLED = "Ten rows of {vectors}: the sentence’s words first, then the most frequent ones."
EVERY = "All {v} rows of {vectors} are here: scroll, or write an id."
OUT_OF_RANGE = "This table’s ids run from 0 to {last:,}; {id:,} is outside, so 0 is shown."
EQUATION = "One-hot row of id {id:,} times the table: a sum of {v:,} rows"
JUMP = "Jump to"
NO_ROW = "No vector in {vectors}: {listed}."
SCROLL_LABEL = "Embedding table, {v:,} rows of {n} numbers"
LOST = "The rows did not come: the server may be away. Scroll to ask again."

# Trainable or frozen
TARGET = "Teach"
RATE = "Learning rate"
TABLE = "The table is"
STEP_SAID = (
    "The mean of the sentence’s rows says “{target}” with p = {before} before the step and "
    "{after} after it; the loss falls from {loss_before} to {loss_after}."
)
STEP_ROSE = (
    "The mean of the sentence’s rows says “{target}” with p = {before} before the step and "
    "{after} after it; the loss rises from {loss_before} to {loss_after}: the step was too long."
)
MOVED = "{n} of {v:,} rows moved: exactly the sentence’s words. The {rest} others have gradient 0."
FROZEN = "Frozen: no gradient reaches the table and no row moves. Only the head learns."
TIMES_WORD = "“{word}” {n}×"
TWICE = "{listed}: a word that stands n times gets the sum of n gradients."
HEAD = "head w"
HEAD_NOTE = "always learns"
MORE_ROWS = "Drawn are the first {limit} of the sentence’s {n} different words."
ABSENT = "not in the sentence"
TIMES = "{n}×"
STEP_TABLE = (
    "The table’s start: {n} rows of {vectors}, the sentence’s words and {others} more; the head "
    "starts at random (seed 0)."
)
NOT_KNOWN = "Left out, since {vectors} has no vector for it: {listed}."
NO_KNOWN = "None of the sentence’s words has a vector in {vectors}: write other words."
