"""A trained network as files, and its card."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import streamlit as st

from app import bringing, cache_train, stage
from app.prose import english_train as prose
from rnnviz.training.runs import Run


def panel(run: Run, epoch: int, text: str) -> None:
    """The network of an epoch as a file, its embeddings if they were trained, and its card.

    Raises:
        RnnvizError: If the epoch is not kept.
    """
    here = cache_train.snapshot(run.key, epoch)
    name = f"rnnviz-{run.key}-{epoch}"
    with st.container(horizontal=True, key="train-take"):
        st.download_button(
            prose.TAKE,
            partial(network_file, run.key, epoch),
            f"{name}.safetensors",
            key="take-network",
            on_click="ignore",
        )
        if here.table is not None:
            made = partial(bringing.written, here.table, here.table.words, "vectors.txt")
            file = f"{name}-vectors.txt"
            st.download_button(prose.TAKE_TABLE, made, file, key="take-table", on_click="ignore")
    st.caption(prose.TAKE_NOTE)
    stage.card(here.network.card)


def network_file(key: str, epoch: int) -> bytes:
    """The network of an epoch as the bytes of a safetensors file.

    Raises:
        RnnvizError: If the epoch is not kept.
    """
    with TemporaryDirectory(prefix="rnnviz-take-") as folder:
        path = Path(folder) / "network.safetensors"
        cache_train.snapshot(key, epoch).network.save(path)
        return path.read_bytes()
