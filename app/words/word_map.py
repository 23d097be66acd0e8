"""The map at the left of the Words page, and what it says of itself."""

from __future__ import annotations

import streamlit as st

from app import atlas, cache, cache_words, feed, maps, stage
from app.looks import theme
from app.prose import english_words as prose
from app.state import WordsView
from app.words.asked import Asked
from app.words.controls import go_to, map_choices, take
from app.words.placing import Places, on_small_map, places
from rnnviz import figures
from rnnviz.text.word_groups import read_groups

_SMALL = 4_000  # points that travel with the run


def show_map(asked: Asked) -> None:
    """The map's choices and the map."""
    map_choices()
    view = WordsView.read(st.session_state)
    n_words = len(cache.vectors(asked.key))
    with stage.saying_beside(prose.WHY, "refused-map"):
        placed = places(asked, view)
        if view.method != "own axes":
            maps.progress(view.map_choice(asked.key, on_small_map(asked, view), n_words))
        if view.is_in_space:
            _show_space(asked, placed)
        else:
            _show_plane(asked, view, placed)


def _show_plane(asked: Asked, view: WordsView, placed: Places) -> None:
    row, near = _lit(asked, placed)
    listed = read_groups(view.groups) if view.colour == "group" else ()
    groups = tuple((name, _rows(asked, placed, words)) for name, words in listed)
    grouped = {at for _, rows in groups for at in rows}  # whose colours would be covered
    chosen = _rows(asked, placed, (asked.other, *asked.current, *asked.words))
    atlas.show(
        atlas.Atlas(
            words=_words(asked, placed),
            points=_points(placed),
            n=len(placed.coordinates),
            current=row,
            neighbours=near,
            chosen=tuple(at for at in chosen if at not in grouped),
            colour="plain" if view.colour == "similarity" and row is None else view.colour,
            ranks=_ranks(asked, placed),
            n_ranked=len(cache.vectors(asked.key)),
            similarities=() if row is None else _similarities(asked, view, placed),
            groups=groups,
            axes=(placed.axes[0], placed.axes[1]),
            ends=placed.ends,
            note=note(asked, placed),
            alt=_alt(asked, placed),
        ),
        "map",
        go_to,
        take,
    )


def _show_space(asked: Asked, placed: Places) -> None:
    """Three dimensions are plotly's."""
    words = placed.words or cache.vectors(asked.key).words[: len(placed.coordinates)]
    row, near = _lit(asked, placed)
    chosen = _rows(asked, placed, asked.words)
    figure = figures.word_space(
        placed.coordinates,
        words,
        placed.axes,
        current=row,
        neighbours=near,
        chosen=chosen,
        theme=theme(),
    )
    stage.clickable_chart(figure, "space", _alt(asked, placed), go_to)
    which = prose.IN_SPACE if placed.words is None else prose.IN_SPACE_CHOSEN
    st.caption(which.format(n=len(words)) + note(asked, placed))


def note(asked: Asked, placed: Places) -> str:
    """How the map was made, what it keeps, and what it keeps of the current word."""
    said = [placed.how, prose.PRESERVED.format(share=100 * placed.preservation)]
    row, near = _lit(asked, placed)
    if row is not None and near:
        shown = cache_words.near_on_map(placed.name, placed.key, row, placed.coordinates)
        n = len(set(shown) & set(near))
        said.append(prose.NEAR_HERE.format(k=len(near), word=asked.word, n=n))
    elif asked.word and row is None:
        said.append(prose.NOT_HERE.format(word=asked.word, n=len(placed.coordinates)))
    return " ".join(said)


def _lit(asked: Asked, placed: Places) -> tuple[int | None, tuple[int, ...]]:
    """The current word's row, and those of its true neighbours on the map."""
    row = placed.row(asked.word, asked.key) if asked.word else None
    if row is None:
        return None, ()
    return row, cache_words.true_neighbours(asked.word, placed.key, asked.key)


def _words(asked: Asked, placed: Places) -> str | tuple[str, ...]:
    return placed.words or feed.words_path(asked.key, len(placed.coordinates))


def _points(placed: Places) -> str | tuple[tuple[float, float], ...]:
    if placed.name and len(placed.coordinates) > _SMALL:
        return feed.array_path(placed.name, placed.coordinates)
    return tuple((x, y) for x, y in placed.coordinates.tolist())


def _similarities(asked: Asked, view: WordsView, placed: Places) -> str | tuple[float, ...]:
    """Of all words they are 1.6 MB for each word looked at: only where they are the colours."""
    n = len(placed.coordinates)
    if placed.words is not None:
        return cache_words.similarities_to(asked.word, placed.words, asked.key)
    if n > cache_words.FREQUENT and view.colour != "similarity":
        return ()
    return feed.similarity_path(asked.key, n, asked.word)


def _ranks(asked: Asked, placed: Places) -> tuple[int, ...]:
    """How frequent the words of a small map are: the number of each among all."""
    vectors = cache.vectors(asked.key)
    return tuple(vectors.index(word) for word in placed.words or ())


def _rows(asked: Asked, placed: Places, words: tuple[str, ...]) -> tuple[int, ...]:
    """Those of some words that are on the map."""
    found = (placed.row(word, asked.key) for word in words)
    return tuple(dict.fromkeys(row for row in found if row is not None))


def _alt(asked: Asked, placed: Places) -> str:
    row, near = _lit(asked, placed)
    current = prose.MAP_ALT_NONE
    if row is not None:
        words = placed.words or cache.vectors(asked.key).words
        listed = ", ".join(words[at] for at in near)
        current = prose.MAP_ALT_CURRENT.format(word=asked.word, near=listed)
    return prose.MAP_ALT.format(n=len(placed.coordinates), method=placed.method, current=current)
