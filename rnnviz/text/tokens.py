r"""A sentence becomes tokens, cut and spelt as in the text GloVe 6B was trained on.

Each rule follows what stands in the 400,000 words of GloVe 6B (examples with their ids there);
for a word that has a vector, another spelling would lose it.

====================  ==================================================================
case                  lower (no word of GloVe 6B has a capital); Unicode NFC
clitics               cut as in the Penn Treebank: do n't (70), it 's (9), ca n't, wo n't,
                      'll 're 've 'd 'm; y' all; cannot (1119) and gonna (11955) stay whole
apostrophes           curly, prime, acute, modifier and full-width become straight, and a
                      backtick between letters too; o'clock, o'neill and ma'am stay whole, as do
                      'em 'til 'cause 'twas 'n' and '90s; dogs' is cut into dogs '
ligatures             ﬁ ﬂ ﬀ ﬃ ﬄ, as copied from a PDF, are read as their letters
quotation marks       curly becomes " (8), the commonest; `` (28) and '' (27) stay as typed
full stops            a token of their own (2), but kept in u.s. a.m. e.g. (letters with
                      stops) and mr. dr. etc. (a short list); several, and …, become ... (434)
other punctuation     one token each; runs stay together as in -- (65), !! and ?! (up to five)
hyphens, slashes, &   inside a word they belong to it: well-known, 10-year, and/or, 1/2, r&b
numbers               3.50, 1,000, 10:30, 1990s, 20th, .5, -5 are whole; 50 %, $ 5, us$ 5 are not
URLs, e-mail, sites   whole: http://www.nasa.gov, letters@nytimes.com, google.com
emoticons             :) ;) :-( :p and their like are whole
emoji                 one token each, with skin tone, ZWJ sequences, flags and keycaps
Han and kana          one token per character; Hangul, which has spaces, per word (행정동)
other scripts         per word; combining marks stay with their letter; order as typed
invisible characters  control and direction-override characters are dropped, zero-width
                      spaces part words, joiners stay inside words and emoji
====================  ==================================================================
"""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

from rnnviz.errors import TextError

MAX_CHARACTERS = 10_000
"""Longest text that is looked at at all."""

MAX_TOKENS = 60
"""Longest sentence that a page takes: what a class can follow, and a screen can show."""

_ALIKE = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "„": '"', "‐": "-", "‑": "-", "−": "-"}
    | {"\u200b": " ", "…": "..."}
    | dict.fromkeys("´ʼ′＇", "'")
    | {"ﬁ": "fi", "ﬂ": "fl", "ﬀ": "ff", "ﬃ": "ffi", "ﬄ": "ffl"}
)
_BACKTICK_INSIDE = re.compile(r"(?<=[^\W\d_])`(?=[^\W\d_])")
_JOINERS = "\u200c\u200d"
_TAGS = "\U000e0020-\U000e007f"
_VARIANTS = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
_CJK = (
    "\u3005-\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9d\U00020000-\U0003ffff"
)
_SITES = "com|org|net|edu|gov|info|io|js|co[.]uk|ac[.]uk|de|fr|html?"
_ABBREVIATIONS = "mr|mrs|ms|dr|prof|st|jr|sr|vs|etc|inc|ltd|corp|rev|gen|sen|gov|capt|sgt|lt|dept"

# ℓ stands for one letter, digit or combining mark; `_rules` puts the real thing in.
_BEGIN, _END = "(?<!ℓ)", "(?!ℓ)"
_CLITIC = f"(?:n't|'(?:s|re|ve|ll|d|m)){_END}"
_WORD = f"(?!n't{_END})ℓ(?:(?!n't{_END})[{_JOINERS}]?ℓ)*"
_NUMBER = r"\d+(?:,\d\d\d(?!\d)|[.:]\d+)*ℓ*"
_PART = f"(?:{_NUMBER}|{_WORD})"
_SYMBOL = (
    rf"[^\w\s{_JOINERS}{_TAGS}{_VARIANTS}]"  # what is seen
    rf"[{_VARIANTS}\U0001f3fb-\U0001f3ff{_TAGS}]*"  # what changes its look
)
# Earlier rules win. Repetitions that may fail late are bounded: no text takes long.
_RULES = (
    r"(?:https?://|www\.)[^\s<>\"]*[^\s<>\"'.,;:!?)\]}]",
    rf"{_BEGIN}[\w.+-]{{1,64}}@[\w-]+(?:\.[\w-]+)+",
    rf"{_BEGIN}[\w-]{{1,64}}(?:\.[\w-]{{1,64}}){{0,3}}\.(?:{_SITES}){_END}",
    rf"[0-9#*]\ufe0f?\u20e3|[\U0001f1e6-\U0001f1ff]{{2}}|[{_CJK}][{_VARIANTS}]?",
    f"{_CLITIC}|{_BEGIN}y'(?= ?all{_END})",
    rf"'n'|{_BEGIN}'(?:em|til|cause|twas|n|\d0s){_END}",
    rf"{_BEGIN}[:;=]-?[)(\]|@dp3]{_END}",
    rf"{_BEGIN}(?:[a-z]{{1,3}}\$|c\+\+|ph\.d\.|(?:{_ABBREVIATIONS})\.)",
    rf"{_BEGIN}[^\W\d_](?:\.[^\W\d_])+{_END}\.?(?:-{_PART})*",
    rf"{_BEGIN}(?:[-+]\.?|\.)(?=\d){_NUMBER}",
    f"{_PART}(?:(?:[-/&]|(?!{_CLITIC}|'n')'){_PART})*",
    r"``|''|\.\.+|--+|[!?]{1,5}",
    rf"{_SYMBOL}(?:\u200d{_SYMBOL})*",
)


def tokenize(sentence: str, *, max_tokens: int = MAX_TOKENS) -> tuple[str, ...]:
    """Cut a sentence into tokens by the rules of this module.

    Args:
        sentence: What was typed; at most MAX_CHARACTERS characters.
        max_tokens: T may not exceed this.

    Returns:
        T tokens, at least one.

    Raises:
        TextError: If there is nothing to read in the sentence, or it is too long.
    """
    if len(sentence) > MAX_CHARACTERS:
        raise TextError(
            f"Expected at most {MAX_CHARACTERS:,} characters, got {len(sentence):,}: "
            "give one sentence at a time."
        )
    text = _clean(sentence)
    marks = "".join(sorted({c for c in text if _is_mark(c)}))
    tokens = tuple("..." if set(t) == {"."} and len(t) > 1 else t for t in _rules(marks)(text))
    if not tokens:
        what = "invisible characters only" if sentence.strip() else "an empty one"
        raise TextError(f"Expected a sentence with at least one word in it, got {what}.")
    if len(tokens) > max_tokens:
        raise TextError(
            f"Expected a sentence of at most {max_tokens} tokens, got {len(tokens):,}: "
            "words, punctuation marks and parts like n't count as one each. Shorten it."
        )
    return tokens


def _clean(sentence: str) -> str:
    """Lower case, one spelling per sign, nothing invisible that has no meaning."""
    text = unicodedata.normalize("NFC", sentence.translate(_ALIKE).lower())
    text = _BACKTICK_INSIDE.sub("'", text)
    return "".join(" " if c.isspace() else c for c in text if c.isspace() or not _is_dropped(c))


def _is_dropped(c: str) -> bool:
    is_tag = "\U000e0020" <= c <= "\U000e007f"
    return unicodedata.category(c) in ("Cc", "Cf", "Cs") and c not in _JOINERS and not is_tag


def _is_mark(c: str) -> bool:
    is_variant = "\ufe00" <= c <= "\ufe0f" or "\U000e0100" <= c <= "\U000e01ef" or c == "\u20e3"
    return c > "\u02ff" and unicodedata.category(c)[0] == "M" and not is_variant


@lru_cache(maxsize=32)
def _rules(marks: str) -> Callable[[str], list[str]]:
    r"""All rules, for a sentence that has these combining marks.

    Python's \w leaves marks out, and an expression with all 2,400 of Unicode is slow to build.
    """
    letters = rf"\w{re.escape(marks)}"
    ahead = "|".join(_RULES).replace(_BEGIN, f"(?<![{letters}])")
    return re.compile(ahead.replace("ℓ", f"(?:(?![{_CJK}])[{letters}])")).findall
