"""The one exception tree. A message says what was expected, what came, and what to do.

* RnnvizError             anything rnnviz refuses; its text may be shown to a user as it is
  + TextError             a sentence that cannot be read: empty, too long, only control characters
  + WordError             a word that has no vector
  + VectorsError          a word-vector file or table that cannot be read
  + ShapeError            arrays whose axes do not fit together
  + SpecError             a network described impossibly: no layers, an unknown cell
  + NetworkFileError      a network file that is damaged, foreign, or too new
  + InterventionError     a change to a network's inside that it has no place for
  + DataError             training data that is missing or not what its digest says
  + SettingsError         a training that cannot be begun: no examples, a rate below 0
  + JobError              long work that a server does not take on, or that ended early
"""


class RnnvizError(Exception):
    """Anything rnnviz refuses; the text is meant for the user."""


class TextError(RnnvizError):
    """A sentence that cannot be read."""


class WordError(RnnvizError):
    """A word that has no vector."""


class VectorsError(RnnvizError):
    """A word-vector file or table that cannot be read."""


class ShapeError(RnnvizError):
    """Arrays whose axes do not fit together."""


class SpecError(RnnvizError):
    """A network described impossibly."""


class NetworkFileError(RnnvizError):
    """A network file that is damaged, foreign, or written by a newer version."""


class InterventionError(RnnvizError):
    """A change to a network's inside that it has no place for."""


class DataError(RnnvizError):
    """Training data that is missing, or not what its digest says."""


class SettingsError(RnnvizError):
    """A training that cannot be begun as it is described."""


class JobError(RnnvizError):
    """Long work that a server does not take on, or that ended before it was done."""


def shortened(text: str, longest: int) -> str:
    """What a message quotes of a user's text: all of it, or its first letters and "…"."""
    return text if len(text) <= longest else f"{text[:longest]}…"
