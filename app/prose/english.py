"""Every sentence that the pages say, in English; {…} is filled in by the page."""

BRAND = "rnnviz"
ABOUT = (
    "**rnnviz** shows every number inside a recurrent neural network, one timestep at a time. "
    "Word vectors: Stanford GloVe 6B, 50 dimensions, public domain."
)
PAGES = ("Step", "Words", "Encode", "Layers", "Train", "Memory", "RNN vs CNN")

UNKNOWN_WORD = "“{word}” is not in {name}."
DID_YOU_MEAN = "Did you mean"

# Step
SENTENCE = "Sentence"
SENTENCE_HELP = "Write a sentence of at most {limit} words and press Enter."
EXAMPLES = "Examples"
EXAMPLE_SENTENCES = (
    "the movie was not good",
    "not bad at all",
    "i did not like it , but my friends loved it",
    "a film that is neither funny nor sad , only long",
    "the acting is wonderful and the story is a mess",
)
CELL = "Cell"
WEIGHTS = "Weights"
WEIGHTS_HELP = (
    "LSTM, GRU and RNN are two layers of 64 units each, trained on the sentiment of movie "
    "snippets: fully, for one epoch, or not at all. Their GRU resets after its recurrent "
    "product, as PyTorch and Keras do. “own” is a random network of any shape."
)
OWN = "Its shape"
RUN = "Training run and epoch"
NO_RUN = (
    "No training “{run}” is kept here: expected the key of a run on the Train page, a hyphen and "
    "an epoch, as 3f5a0c92b1de-6. Old runs make room for new ones; train it again."
)
RUN_HELP = "run and epoch, as 3f5a0c92b1de-6"
SIZES = "Hidden sizes, lowest layer first"
SIZES_HELP = "One number per layer, such as 64, 64: {layers} layers of {width} units at most."
INIT = "Initialiser"
INIT_HELP = (
    "keras: Glorot uniform, orthogonal, zeros, and ones for the LSTM’s forget bias. "
    "torch: uniform ±1/√H."
)
SEED = "Seed"
NONLINEARITY = "Non-linearity"
RESET = "GRU reset"
RESET_HELP = "after the recurrent product (PyTorch, Keras) or before it (Cho et al. 2014)."
POSITIVE = "positive"
COMPARE = "Compare"
COMPARED = "vs {what}"
NOT_COMPARED = "Not compared. {why}"
QUOTED = "“{}”"
SAME = "itself"
DIFFERS = {
    "cell": "{}",
    "weights": "{}",
    "sizes": "{}",
    "init": "{}",
    "seed": "seed {}",
    "nonlinearity": "{}",
    "reset": "reset {}",
    "run": "run {}",
}
AGAINST = "Compare with"
AGAINST_HELP = "The stage draws both under one cursor, and their difference."
OTHER_SENTENCE = "The other sentence"
OTHER_CELL = "The other cell"
OTHER_WEIGHTS = "The other weights"
LEARNED = "trained against untrained"
CELLS = "LSTM against RNN"
NEGATED = "not good against good"
RESETS = "GRU reset after against before, same weights"
TAKE = "Take it with you"
TAKE_HELP = (
    "The stage is one HTML file that opens without a server and without internet. The numbers "
    "are every quantity of every layer: .npz for NumPy and the stage’s code, .parquet as a table."
)
TAKE_BOTH_HELP = TAKE_HELP + " The stage carries both; the numbers are the first one’s."
TAKE_PAGE = "The stage (.html)"
TAKE_NPZ = "Numbers (.npz)"
TAKE_PARQUET = "Table (.parquet)"
NOTES = "Notes for the file"
NOTES_HELP = "Shown with the stage, as text: what to look for, an exercise, your name."
OTHER_WIDTH = (
    "This network reads vectors of {needed} numbers, but those of {name} have {width}: choose "
    "“own”, a random network made for your vectors."
)
WAITING = "Opening the network: its arithmetic is still being loaded…"
OVER_TIME = "The whole sentence at once"
HEATMAP_ALT = "Heatmap of the hidden state of layer {layer}: one row per unit, one column per word."
PROBABILITY_ALT = "Line: the probability that the sentence is positive after every word."
CARD = "About this network"
CARD_ROWS = {
    "title": "Network",
    "data": "Data",
    "split": "Split",
    "embeddings": "Embeddings",
    "init": "Initialiser",
    "seed": "Seed",
    "epochs": "Epochs",
    "optimiser": "Training",
    "test_accuracy": "Test accuracy",
    "baseline_mean_vector": "Beside it: averaged vectors with logistic regression",
    "baseline_tf_idf": "Beside it: tf-idf with logistic regression",
    "date": "Trained on",
    "command": "Made again by",
}
