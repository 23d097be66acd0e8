"""What the Train page says, in English; {…} is filled in by the page."""

# The service
NO_KEY = "A run’s key is 12 digits from 0 to f, and “{key}” is not: press Train to begin a run."
NO_ROOM = "No run can be kept: the folder {folder} cannot be written. Ask who runs the server."

# Choices
TASK = "Task"
CELL = "Cell"
LAYERS = "layers"
SIZE = "hidden units"
EPOCHS = "epochs"
RATE = "learning rate"
TABLE = "Embeddings"
MORE = "More"
DIRECTIONS = "Each layer reads"
OPTIMISER = "Optimiser"
BATCH = "examples a step"
CLIP = "clip gradients at (0: never)"
DECAY = "weight decay"
DROPOUT = "dropout"
SEED = "seed"
LENGTH = "timesteps"
TRAIN = "Train"
DEFAULTS = "The task’s defaults"
REFUSED = "{why}"

# What each task is
WHAT = {
    "sentiment": "Is a sentence from a movie review positive? Real snippets, real ratings.",
    "first token": "Which symbol came first? It must be kept over everything that follows.",
    "adding": "Add the two numbers marked with a star; all the others are there to distract.",
    "brackets": "Is every bracket closed, and in the right order? Open ones must be counted.",
    "a^n b^n": "Which symbol comes next? After n a’s come exactly n b’s: it has to count.",
    "stock prices": "How does a stock’s price change next week? Real prices; most of it is chance.",
}
OWN_OR = "{own}, such as {example}"
OWN = {
    "first token": "Your own symbols",
    "adding": "Your own numbers, two of them marked *",
    "brackets": "Your own brackets",
    "a^n b^n": "Your own a’s and b’s",
    "stock prices": "Weekly prices, the oldest first",
}

# Before the first run
START = (
    "Press **Train**: {article} **{cell}** of {layers} × {size} hidden units learns this in front "
    "of you, in about **{seconds}**. After every epoch it reads your {text} again, so you see when "
    "it begins to understand."
)
ARTICLE = {"RNN": "an", "GRU": "a", "LSTM": "an"}
TEXT_OF = {"sentiment": "sentence"}
TEXT = "example"
SHARED = (
    "Equal settings are trained once and shared by everybody here. Trainings at a time: "
    "{workers}; the others wait in a fair queue. At most {minutes} minutes each."
)
EXAMPLES = "What it has to tell: some test examples"
SHIPPED_BASELINES = {
    "tf-idf": "baseline_tf_idf",
    "mean vector": "baseline_mean_vector",
}
BASELINES = "What is reached without any recurrence"
MISSING = "This task cannot be trained here: {why}"

# While it runs
WAITS = "Waiting, place {place} in the queue; trainings at a time: {workers}"
BEGINS = "Starting: loading the examples"
RUNS = "Epoch {epoch} of {epochs} · {share:.0f} % done{left}"
PAUSE = "Pause"
STOP = "Stop here"
CONTINUE = "Continue"
AGAIN = "Train again"
OTHERS = "More seeds: {n} still to be trained, {share:.0f} % of the next is done{left}"

# How it stands
DONE = "Trained for {epochs} epochs in {seconds:.0f} s."
PAUSED = "Paused after epoch {epoch} of {epochs}; it goes on from there."
STOPPED = "Stopped after epoch {epoch} of {epochs}; it can go on from there."
GONE = "This run is no longer kept on the server: press Train to train it again."
FAILED = "The training ended early. {why}"
DIVERGED = "The training blew up, which is a lesson too. {why}"

# Curves
LOSS = "Loss"
SCORE = {"accuracy": "Accuracy", "R²": "R² (1 is perfect, 0 is guessing the mean)"}
NORM = "Gradient norm"
TRAINING, HELD_OUT = "training", "held out"
CLIPPED_AT = "clipped at"
EACH_STEP = "each step"
LOSS_NOTE = "Lower is better. If training falls while held out rises, it learns by heart."
LOST_NOTE = "Every step’s loss up to the one where it was lost (✗)."
SCORE_NOTE = "Held out: never trained on. Dashed: without any recurrence."
NORM_NOTE = "How steep the loss is at each step, before clipping."

# The sentence after every epoch
READING = "“{text}” after every epoch"
READING_NOTE = {
    "yes/no": "Each cell: the probability of “{name}” after reading so far. Click an epoch.",
    "one of n": "Each cell: the likeliest answer so far and its probability. Click an epoch.",
    "a number": "Each cell: the prediction after that timestep. Click an epoch.",
}
TRUTH = " The right answer: {truth}."
UNKNOWN = "Not in its vocabulary, so read as zeros: {listed}."
NOT_READ = "Your {text} cannot be read. {why}"
EPOCH = "Epoch"
NO_EPOCH = "There is no whole epoch yet."

# Afterwards
AFTER = "Look at"
POSITIVE = "positive"
RESULT = " On {n:,} test examples the network of epoch {epoch} reaches {name} {score}."
STAGE_HELP = "The network after epoch {epoch} reads it: step through, zoom in, and move the slider."
ONE_WAY = (
    "The stage steps through time in one direction, and this network reads in both: its curves, "
    "numbers and mistakes are here, its steps are not."
)
ONE_WAY_MEMORY = (
    "Gradients through time run from the end back to the beginning, and this network reads both "
    "ways: train one that reads one way to see what it remembers."
)
MEMORY_HOW = (
    "What the answer still owes to each timestep, before any training and now. It asks what a "
    "small change there would do: units that stand firm near ±1 keep their memory and let no "
    "small change through."
)
MEMORY_TITLE = "epoch {epoch}, {cell}, layer {layer}"
MEMORY_NUMBER = "right: {wanted} · loss (o_T − y)² = {loss}"
FORECAST = "Prediction after every timestep, epoch {epoch}"
PREDICTION, RIGHT = "prediction", "right answer"
TO_STEP = "Open in Step"
CONFUSION = "What was taken for what"
CONFUSION_NOTE = "Rows are the truth, columns the answer, on the test examples."
TRUE_FALSE = "Truth against prediction"
TRUE_FALSE_NOTE = "On the dashed line a prediction is right."
WRONG = "Most wrong"
WRONG_NOTE = "Click one to read it on the stage."
NOTHING_WRONG = "It gets every test example right."
WRONG_CLASS = "{said}; truth only {share:.0f} %"
MOVED = "Words that moved most, epoch 0 → {epoch}"
MOVED_MAP = "The same on a map: before (grey) → after"
MOVED_NOTE = (
    "The plane of largest variance of these vectors before and after, which shows {share:.0f} % "
    "of it: what moved at right angles to it looks short. Grey words are near neighbours."
)
MOVED_HEADS = ("word", "moved by")
NOT_MOVED = (
    "Nothing moved: this network’s inputs were fixed. Train with embeddings “GloVe” or “random” "
    "to see words move."
)
NOT_YET = "Epoch 0 is where all words began: take a later epoch to see where they went."
TAKE = "The network with its card (.safetensors)"
TAKE_TABLE = "Its embeddings (word2vec, .txt)"
TAKE_NOTE = "rnnviz.Network.load reads the file; its card says how and on what it was trained."

# The table of runs
RUNS_TITLE = "Runs"
RUN_HEADS = ("run", "held out, by epoch", "test")
MORE_SEEDS = "Two more seeds"
MORE_SEEDS_HELP = "The same settings from other random beginnings: how much is luck?"
SEEDS = "{n} seeds"
SPREAD = "{mean} ± {spread}"
ALIKE = "{cell} {layers}×{size}"
CLEAR = "Clear the table"
STATUS = {"unfinished": "not finished", "diverged": "blew up", "done": ""}
SETTING = {
    "cell": "{}",
    "n_layers": "{} layers",
    "hidden_size": "{} units",
    "bidirectional": "{}",
    "embeddings": "{}",
    "optimiser": "{}",
    "learning_rate": "rate {:g}",
    "epochs": "epochs {}",
    "batch_size": "batch {}",
    "clip": "clip {:g}",
    "weight_decay": "decay {:g}",
    "dropout": "dropout {:g}",
    "length": "length {}",
    "n_examples": "{} examples",
}
