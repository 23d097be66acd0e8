"""What the pill in the top bar, and what opens from it, say about word vectors."""

PILL = "{name} · {n:,} words × {width}"
GONE = (
    "The vectors with the key “{key}” are not on this server, or not any more: the page shows "
    "{name}."
)
SERVER_REFUSED = "The server’s own vectors cannot be read, so {name} stands in for them. {why}"
UNDERSTOOD = "OK"

FACTS = "{n:,} words, {width} numbers each: {size} as float32, on disk and mapped into memory."
FROM_SERVER = "They are the server’s, the same for everybody."
FROM_VISITOR = (
    "You brought them. The address of this page opens them again on this server, as long as it "
    "keeps them."
)
STEP_USES = "The Step page goes on with {name}: its networks read vectors of {width} numbers."
BACK = "Back to {name}"

OWN = "Your own vectors"
UPLOAD = "One file, or a matrix and the list of its words"
UPLOAD_HELP = (
    "One file: GloVe, word2vec or fastText text (also .gz or .zip), word2vec binary, safetensors. "
    "Or two: .npy and a list of words, or the Embedding Projector’s vectors.tsv and metadata.tsv. "
    "Larger ones: start the app with make app VECTORS=path."
)
OPEN = "Open"
CANCEL = "Cancel"
WAITS = "Waiting, place {place}"
READS = "Reading, {share:.0f} %"
REFUSED = "{why} The vectors above stay."
FORGOTTEN = "The server has forgotten this upload: choose the file again."
TOO_MANY_FILES = "Expected one file, or a matrix and the list of its words; got {n} files."
TOO_LARGE = "{name} is larger than {limit} MB: start the app with it, make app VECTORS=path."
NOT_KEPT = "The server cannot keep these vectors: its cache cannot be written."

TAKE = "Take vectors with you"
ONLY = "Only these words"
ONLY_HELP = "Empty: the {n:,} first ones, in GloVe’s files the most frequent."
TAKE_PROJECTOR = "Projector (.zip)"
TAKE_WORD2VEC = "word2vec (.txt)"
TAKE_NPY = "NumPy (.zip)"
NONE_KNOWN = "None of these words has a vector."
