"""Example sentences in the manner of short movie reviews, made by a small grammar of our own.

Nobody wrote or said them, and no text is shipped or fetched for them: a few phrases are put
together by chance, evenly over the choices below and not as often as people choose them. They
are plain English with negation, contrast, degree and questions, in common words that all have
a GloVe vector; some of them make odd sense. They show which states a network visits while it
reads; they say nothing about language or about movies, and no network should learn from them.
"""

from __future__ import annotations

from functools import cache
from random import Random

from rnnviz.errors import TextError

MAX_SENTENCES = 10_000
SHORTEST, LONGEST = 3, 18
"""Tokens in a sentence."""

# Alternatives of equal chance. Words in capitals stand for one of their own alternatives.
_GRAMMAR = """
SENTENCE: CLAUSE . | CLAUSE . | CLAUSE . | CLAUSE ! | PAIR . | PAIR . | PAIR . | QUESTION ?
SENTENCE: VERDICT . | what A_QUALITY KIND ! | QUESTION ?
PAIR: CLAUSE , but CLAUSE | CLAUSE , but CLAUSE | CLAUSE but CLAUSE | CLAUSE and CLAUSE
PAIR: CLAUSE because CLAUSE | although CLAUSE , CLAUSE | at first CLAUSE , then CLAUSE
VERDICT: DEGREE QUALITY | not NOTABLY QUALITY | not QUALITY , just QUALITY
CLAUSE: ONE WAS STATE | ONE WAS STATE | ONE IS NOT DENIED | ONE IS NOT DENIED
CLAUSE: MANY WERE STATE | MANY ARE NOT DENIED | NOUN was neither QUALITY nor QUALITY
CLAUSE: PERSON LIKED THING | PERSON never LIKED THING | PERSON DID_NOT LIKE THING
CLAUSE: ONE made me REACT | ONE DID_NOT make me REACT | there is nothing QUALITY about THING
CLAUSE: it was A_QUALITY KIND | this was NOT A_QUALITY KIND | THING had some QUALITY moments
CLAUSE: THING could have been QUALITY | PERSON would see it again | PERSON fell asleep WHEN
CLAUSE: PERSON would not see it again | PERSON hoped for something QUALITY
QUESTION: was NOUN DEGREE QUALITY | is there anything QUALITY about THING | who would LIKE THING
QUESTION: why did PERSON LIKE THING | how can THING be so QUALITY | would you recommend THING
STATE: QUALITY | QUALITY | DEGREE QUALITY | DEGREE QUALITY | QUALITY and QUALITY | QUALITY WHEN
STATE: better than PERSON expected | worse than THING | as QUALITY as THING | far from QUALITY
DENIED: QUALITY | QUALITY | NOTABLY QUALITY | NOTABLY QUALITY | QUALITY enough | worth the time
DENIED: better than THING | as QUALITY as PERSON hoped
ONE: NOUN | NOUN | NOUN | it | everything
NOUN: ARTICLE KIND | ARTICLE KIND | the PART | the PART | her voice | his performance
THING: NOUN | NOUN | NOUN | MANY | MANY | the book | this QUALITY KIND
MANY: the actors | the jokes | the characters | the songs | most scenes | the effects
MANY: its ideas | the last minutes
PERSON: i | i | we | my friends | people | the children | critics
KIND: movie | film | story | comedy | drama | sequel | thriller | documentary | show
PART: acting | plot | script | ending | music | beginning | dialogue | cast | humor | camera
PART: director | hero | villain | second half | first hour
ARTICLE: the | the | this | that
WAS: was | was | was | is | seemed | felt | became
WERE: were | were | were | are | seemed | felt
IS: was | was | is
ARE: were | were | are
NOT: not | n't | never
DID_NOT: did not | did n't | could not | would n't
WHEN: at times | in the end | after an hour | from start to finish | for once
DEGREE: very | really | so | too | quite | rather | extremely | hardly | barely | surprisingly
NOTABLY: very | really | so | too | exactly
A_QUALITY: a great | a bad | a wonderful | a terrible | a charming | a boring | a brilliant
A_QUALITY: a silly | an awful | an honest | an empty | a very QUALITY | a rather QUALITY
QUALITY: good | bad | great | terrible | wonderful | awful | funny | boring | beautiful | ugly
QUALITY: brilliant | stupid | clever | predictable | moving | dull | exciting | slow | fresh
QUALITY: tired | charming | silly | honest | cheap | perfect | weak | strong | sad | happy
QUALITY: strange | warm | cold | fun | long | short | rich | empty | smart | lazy | gripping
QUALITY: pointless | sweet | annoying | original | forgettable | lovely | dreadful | fine | poor
LIKED: liked | loved | hated | enjoyed | forgot | recommended | remembered | understood
LIKE: like | love | hate | enjoy | forget | recommend | remember | understand
REACT: laugh | cry | smile | think | wonder | sad | angry | happy
"""


def example_sentences(n: int = 200, seed: int = 0) -> tuple[tuple[str, ...], ...]:
    """Sentences that look like short reviews, as tokens; see this module for what they are not.

    Args:
        n: How many, 1 to MAX_SENTENCES; the first of a longer list are the shorter list.
        seed: Other numbers make other sentences, equal numbers equal ones.

    Returns:
        n different sentences of SHORTEST to LONGEST tokens, as `tokenize` gives them.

    Raises:
        TextError: If so many are not made.
    """
    if not 1 <= n <= MAX_SENTENCES:
        raise TextError(f"Expected 1 to {MAX_SENTENCES:,} example sentences, got {n:,}.")
    chance = Random(seed)
    made: dict[tuple[str, ...], None] = {}  # in the order in which they came
    while len(made) < n:
        tokens = _expanded("SENTENCE", chance)
        if SHORTEST <= len(tokens) <= LONGEST:
            made[tokens] = None
    return tuple(made)


@cache
def _rules() -> dict[str, list[list[str]]]:
    """Each word in capitals with its alternatives, word by word."""
    rules = dict[str, list[list[str]]]()
    for line in _GRAMMAR.strip().splitlines():
        name, alternatives = line.split(": ")
        rules.setdefault(name, []).extend(each.split() for each in alternatives.split(" | "))
    return rules


def _expanded(word: str, chance: Random) -> tuple[str, ...]:
    """A word as it stands or, if it is in capitals, as one of its alternatives."""
    rules = _rules()
    if word not in rules:
        return (word,)
    inner = chance.choice(rules[word])
    return tuple(token for each in inner for token in _expanded(each, chance))
