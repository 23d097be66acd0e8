"""Tokens are cut and spelt as in GloVe 6B, whatever is typed."""

import time

import pytest

import rnnviz
from rnnviz.errors import TextError
from rnnviz.text.tokens import MAX_CHARACTERS, MAX_TOKENS, tokenize

FAMILY = "👨\u200d👩\u200d👧"
ENGLAND = "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"

KNOWN_TO_GLOVE = {
    "The movie was not good.": "the movie was not good .",
    "I can't, won't and don't": "i ca n't , wo n't and do n't",
    "It’s John's; they'll, we've, you're, I'd, I'm": (
        "it 's john 's ; they 'll , we 've , you 're , i 'd , i 'm"
    ),
    "y'all cannot": "y' all cannot",
    "I don´t, heʼs, we′re, they＇ll, it`s": "i do n't , he 's , we 're , they 'll , it 's",
    "the `movie` is ﬁne, eﬀort, ﬂat, eﬃcient, baﬄed": (
        "the ` movie ` is fine , effort , flat , efficient , baffled"
    ),
    "it wasn't gonna": "it was n't gonna",
    "do n't": "do n't",
    "O’Neill at 5 o'clock": "o'neill at 5 o'clock",
    "'em and 'til in the '90s": "'em and 'til in the '90s",
    "rock'n'roll": "rock 'n' roll",
    "the dogs' home": "the dogs ' home",
    "“Well-known” 'good' (so)": "\" well-known \" ' good ' ( so )",
    "`` ok ''": "`` ok ''",
    "wait… what... no": "wait ... what ... no",
    "one -- two — three – four": "one -- two — three – four",
    "great!!! really?!": "great !!! really ?!",
    "$3.50 and 1,000 or 50%": "$ 3.50 and 1,000 or 50 %",
    "US$5 at 10:30": "us$ 5 at 10:30",
    "the 1990s, the 20th, .5 and -5": "the 1990s , the 20th , .5 and -5",
    "a 3-2 win": "a 3-2 win",
    "1/2 of his/her and/or": "1/2 of his/her and/or",
    "The U.S. vs. Mr. Smith, e.g. at 5 p.m.": "the u.s. vs. mr. smith , e.g. at 5 p.m.",
    "U.S.-led AT&T, r&b, c++": "u.s.-led at&t , r&b , c++",
    "http://www.nasa.gov, or www.boston.com.": "http://www.nasa.gov , or www.boston.com .",
    "letters@nytimes.com or google.com!": "letters@nytimes.com or google.com !",
    "good :) bad :( wink ;)": "good :) bad :( wink ;)",
    "good.but": "good . but",
    "naïve cafe\u0301": "naïve café",
    "行정동 王".replace("行", "행"): "행정동 王",
    "में है": "में है",
}


@pytest.mark.parametrize(("sentence", "expected"), KNOWN_TO_GLOVE.items())
def test_a_sentence_is_cut_into_the_words_that_glove_has(sentence, expected, glove):
    tokens = tokenize(sentence)
    assert tokens == tuple(expected.split())
    assert [token for token in tokens if token not in glove] == []


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (f"{FAMILY}👍🏽", (FAMILY, "👍🏽")),
        ("🇩🇪🇫🇷", ("🇩🇪", "🇫🇷")),
        ("good❤️1️⃣", ("good", "❤️", "1️⃣")),
        (ENGLAND, (ENGLAND,)),
        ("😀😀", ("😀", "😀")),
    ],
)
def test_an_emoji_is_one_token_however_many_characters_it_takes(sentence, expected):
    assert tokenize(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("我爱电影", ("我", "爱", "电", "影")),
        ("映画です。", ("映", "画", "で", "す", "。")),
        ("좋은 영화", ("좋은", "영화")),
        ("夜film", ("夜", "film")),
    ],
)
def test_han_and_kana_are_read_character_by_character_and_hangul_by_word(sentence, expected):
    assert tokenize(sentence) == expected


@pytest.mark.parametrize(
    "word", ["हिन्दी", "עִבְרִית", "العربية", "می\u200cخواهم", "ทดสอบ", "q\u0303uz"]
)
def test_combining_marks_and_joiners_stay_inside_their_word(word):
    assert tokenize(f"{word} {word}.") == (word, word, ".")


def test_right_to_left_words_stay_in_the_order_of_typing():
    assert tokenize("זה סרט טוב!") == ("זה", "סרט", "טוב", "!")


@pytest.mark.parametrize("invisible", ["\x00", "\x07", "\u202e", "\u2066", "\ufeff", "\u00ad"])
def test_control_and_direction_override_characters_are_dropped(invisible):
    assert tokenize(f"a go{invisible}od one{invisible}") == ("a", "good", "one")


@pytest.mark.parametrize("space", [" ", "\t", "\n", "\u00a0", "\u2028", "\u200b", "\u3000"])
def test_every_kind_of_space_parts_words(space):
    assert tokenize(f"not{space}bad") == ("not", "bad")


@pytest.mark.parametrize("sentence", ["", " ", "\n\t \u00a0"])
def test_an_empty_sentence_is_refused_in_clear_words(sentence):
    with pytest.raises(TextError, match="at least one word in it, got an empty one"):
        tokenize(sentence)


@pytest.mark.parametrize("sentence", ["\x00\x01", "\u202e\u202c", "\u200d", "\ufe0f"])
def test_a_sentence_of_invisible_characters_is_refused_as_such(sentence):
    with pytest.raises(TextError, match="got invisible characters only"):
        tokenize(sentence)


def test_a_sentence_longer_than_a_page_takes_says_both_numbers():
    assert len(tokenize("word " * MAX_TOKENS)) == MAX_TOKENS
    with pytest.raises(TextError, match=f"at most {MAX_TOKENS} tokens, got 2,000"):
        tokenize("word " * 2000)


def test_a_text_beyond_the_character_limit_says_the_limit_and_what_came():
    with pytest.raises(TextError, match="at most 10,000 characters, got 10,001"):
        tokenize("a" * (MAX_CHARACTERS + 1))


def test_the_limit_on_tokens_can_be_lifted_by_a_library_user():
    assert len(rnnviz.tokenize("word " * 2000, max_tokens=2000)) == 2000


@pytest.mark.parametrize(
    "piece",
    ["a", "n't", "'", ".", "a-", "1.", "1,", "a.", "a.b", "aa.", "a@", "我", "0:", "e\u0301",
     f"{FAMILY}\u200d", "x.y-", "$", "!", "http://", "\u0301", "-", "ﷺ"],
)  # fmt: skip
def test_no_text_of_ten_thousand_characters_takes_long(piece):
    text = (piece * MAX_CHARACTERS)[:MAX_CHARACTERS]
    start = time.perf_counter()
    tokenize(text, max_tokens=MAX_CHARACTERS)
    assert time.perf_counter() - start < 1.0


@pytest.mark.parametrize(
    "sentence",
    ["“It wasn't (so) good,” Mr. O’Neill said at 5 p.m. … 3.50 $", "Y'all ain`t `` in ''"],
)
def test_tokens_joined_and_read_again_are_the_same_tokens(sentence):
    tokens = tokenize(sentence)
    assert tokenize(" ".join(tokens)) == tokens
