"""What the Words page says, in English; {…} is filled in by the page."""

# Boxes
WORD = "word"
OTHER = "against"
OWN_WORDS = "among"
NO_WORD = "Write a word in the first box to see its neighbours and its place on the map."
NO_DIRECTION = (
    "“{word}” has the zero vector, which has no direction: no word is near it. Take another word."
)
NO_OTHER = "Write a second word, against which it is measured, in the box “against”."
ONE_WORD = "One word at a time: “{word}” is looked at."
TOO_MANY_WORDS = "Only the first {limit} of your {n} words are shown."
WHY = "{why}"

# Examples: what is put into which fields
EXAMPLES = "Examples"
EXAMPLE_VIEWS: dict[str, dict[str, str]] = {
    "france and italy": {
        "word": "france",
        "other": "italy",
        "words": "france italy germany spain ball crocodile lizard",
        "panel": "Similarity",
    },
    "ball and crocodile": {
        "word": "ball",
        "other": "crocodile",
        "words": "ball goal football crocodile lizard snake",
        "panel": "Similarity",
    },
    "king − man + woman": {"expression": "king - man + woman", "panel": "Analogy"},
    "man : doctor :: woman": {"expression": "man : doctor :: woman", "panel": "Analogy"},
    "odd one out: breakfast cereal dinner lunch": {
        "words": "breakfast cereal dinner lunch",
        "panel": "Odd one out",
    },
    "good and bad, before and after training": {
        "word": "good",
        "other": "bad",
        "words": "good great wonderful bad terrible awful movie",
        "panel": "In the network",
        "cell": "LSTM",
        "weights": "trained",
    },
    "professions from he to she": {
        "word": "nurse",
        "other": "engineer",
        "words": "nurse engineer doctor teacher soldier dancer pilot",
        "method": "own axes",
        "scope": "these words",
        "across": "he, him > she, her",
        "up": "bad > good",
    },
}

# Map
PANEL = "Panel"
METHOD = "Method of the map"
MAP_OPTIONS = "Map"
SCOPE = "Words on the map"
DIMENSIONS = "Dimensions of the map"
COLOUR = "Colour of its points"
GROUPS = "Groups for colours, as name: words; name: words"
ACROSS = "across"
UP = "up"
UP_EMPTY = "most of what is left"
AXES_HELP = "Two groups of words with > between them, such as bad, worse > good, better."
NO_WORDS = "There is no word to map: write some in the boxes above, or take more words."
MAP_ALT = "Map of {n:,} words by {method}; {current}."
MAP_ALT_CURRENT = "{word} is lit, with lines to {near}"
MAP_ALT_NONE = "no word is lit"
PRESERVED = "It keeps {share:.2g} % of the words’ nearest neighbours."
NEAR_HERE = "Of the {k} true neighbours of “{word}” on it, {n} are among its {k} nearest points."
NOT_HERE = "“{word}” is not among its {n:,} words."
IN_SPACE = "In 3-D, the {n:,} most frequent words. "
IN_SPACE_CHOSEN = "In 3-D, your words and their neighbours. "
OWN_AXES = (
    "Own axes: place = cosine to the difference of the groups’ mean unit vectors; the axes’ own "
    "cosine is {cosine}."
)
OWN_AXES_ONE = (
    "Own axis: place = cosine to the difference of the groups’ mean unit vectors; upward, the "
    "direction at a right angle in which the words vary most."
)
AXIS_TITLE = "cosine to “{high}” − “{low}”"
LEFT_OVER = "most variance at a right angle"
OWN_NAME = "own axes"

# Similarity
NEAREST = "Nearest to “{word}”"
NEAREST_MEAN = "Nearest to the mean of {words}"
COSINE = "cosine similarity"
COSINE_TO_MEAN = "cosine to the mean of unit vectors"
RANDOM_WORDS = "Line: two random words, {mean} ± {spread}"
RANDOM_FREQUENT = "; of the {n:,} most frequent, {mean} ± {spread}"
EVERY_PAIR = "Every pair"
NO_PAIRS = "Write two or more words in the box “among” to compare every pair."

# Analogy
EXPRESSION = "="
EXPRESSION_HELP = "king - man + woman, or man : king :: woman"
WITHOUT = "Without the words asked"
ANYHOW = "With them"
ANYHOW_NOTE = (
    "“{word}” itself comes first: the sum has hardly left it. Analogies are usually told without "
    "the words asked."
)
ANYHOW_SAME = "Here the first answer is the same with the words asked and without them."
IN_PLANE = "{expression} in one plane"
EXACT = (
    "The plane of {a}, {b} and {c}, at true lengths; the dashed arrow repeats {a} → {b} from {c}. "
    "{kept:.0f} % of the way from {a} to “{answer}” (its square) lies in this plane."
)
BY_PCA = "The plane in which these points vary most; {kept:.0f} % of the answer’s way lies in it."
PLANE_ALT = "{expression} as points in a plane: {names}."
SUM = "sum"

# Odd one out
ODD = "The odd one out: {word}"
ODD_ASIDE = "cosine to the mean of all"
ODD_NOTE = (
    "Every vector is brought to length 1 and averaged; the word with the smallest cosine to this "
    "mean is the odd one (gensim’s doesnt_match)."
)
TOO_FEW_ODD = "The odd one out needs at least three words in the box “among”."

# In the network
CELL = "Cell"
WEIGHTS = "Weights"
BY_VECTORS = "In the vectors"
BY_STATE = "In the state h₁"
STATES_ARE = (
    "The first layer of the {weights} {cell}, after reading this one word and nothing else."
)
CHANGE = (
    "“{first}” and “{second}”: cosine {before} in the vectors, {after} in the state of the "
    "{weights} {cell}. {verdict}"
)
MOST_CHANGED = (
    "Of all pairs, “{first}” and “{second}” changed most: {before} in the vectors, {after} in the "
    "state."
)
VERDICTS = {
    "apart": "Near in meaning in general, apart for this task.",
    "together": "Apart in general, together for this task.",
    "alike": "Hardly a difference.",
}
NEAR_VECTORS = "“{word}” in the vectors"
NEAR_STATE = "“{word}” in h₁"
AMONG_FREQUENT = "Nearest among the {n:,} most frequent words."
OTHER_WIDTH = (
    "The shipped networks read vectors of {needed} numbers, but those of {name} have {width}: they "
    "cannot read these words."
)
NO_NETWORK_WORDS = (
    "Write two or more words in the box “among” to see what the network makes of them."
)
