"""What the maps say of themselves, and the queue in which they are made."""

# The queue
QUEUE_FULL = "The server has {n} computations to do already: try again in a few minutes."
TOO_MANY_JOBS = "You already wait for {n} computations: cancel one, or wait until it is done."
JOB_BROKE = "This could not be computed: something went wrong on the server, and its log says what."
PROCESS_ENDED = "The system ended this computation, most likely for want of memory: take less."

# How a map was made
HOW = {
    "PCA": "PCA: the {k} directions of largest variance, which hold {share} of it.",
    "t-SNE": (
        "t-SNE (openTSNE): perplexity {perplexity:g}{lowered}, {n_iter:g} iterations after 250 "
        "exaggerated ones, cosine distance, started from PCA, seed {seed}."
    ),
    "UMAP": (
        "UMAP (umap-learn): {n_neighbors:g} neighbours{lowered}, min_dist {min_dist:g}, "
        "{n_epochs:g} epochs, cosine distance, started from PCA, seed {seed}."
    ),
}
LOWERED = " (not {usual:g}: the words are too few)"
TOO_MANY_WORDS = (
    "{method} in {k} dimensions takes up to {limit:,} words here, about {minutes} minutes of "
    "work; {n:,} were asked for. {advice}"
)
FEWER = "Take fewer words, or PCA, which takes them all at once."
FEWER_OR_UMAP = "Take fewer words, or UMAP or PCA, which take them all."
TOO_FEW_WORDS = "{method} needs at least {least} words with a vector, got {n}."

# While it is made
WAITS = "{method} of {n:,} words · waiting, place {place} in the queue"
STARTS = "{method} of {n:,} words · starting"
RUNS = "{method} of {n:,} words · {share:.0f} % done{left}"
SECONDS_LEFT = ", about {n} s left"
MINUTES_LEFT = ", about {n} min left"
CANCEL = "Cancel"
AGAIN = "Start again"
WAS_CANCELLED = "{method} was cancelled: the map below is the one before it."
HAS_FAILED = "{method} could not be made: the map below is the one before it. {why}"
