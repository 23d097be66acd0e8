"""See every number inside a recurrent neural network, one timestep at a time.

The public face. Names are loaded when first used (PEP 562), so that asking a word vector
never waits for torch, and drawing never waits for scikit-learn.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from rnnviz.errors import RnnvizError

if TYPE_CHECKING:
    from rnnviz import figures
    from rnnviz.embeddings.files import read_vectors
    from rnnviz.embeddings.glove import load_glove
    from rnnviz.embeddings.vectors import WordVectors
    from rnnviz.embeddings.writing import write_vectors
    from rnnviz.geometry.projection import Projection, project
    from rnnviz.geometry.similarity import cosine_similarity
    from rnnviz.network.network import Network
    from rnnviz.network.spec import NetworkSpec
    from rnnviz.stage.document import export_html
    from rnnviz.stage.labels import Labels
    from rnnviz.stage.scene import build_scene
    from rnnviz.text.tokens import tokenize
    from rnnviz.tracing.export import export_npz, export_parquet
    from rnnviz.tracing.interventions import Intervention
    from rnnviz.tracing.record import Trace
    from rnnviz.tracing.rollout import trace

__all__ = [
    "Intervention",
    "Labels",
    "Network",
    "NetworkSpec",
    "Projection",
    "RnnvizError",
    "Trace",
    "WordVectors",
    "build_scene",
    "cosine_similarity",
    "export_html",
    "export_npz",
    "export_parquet",
    "figures",
    "load_glove",
    "project",
    "read_vectors",
    "tokenize",
    "trace",
    "write_vectors",
]

_HOMES = {
    "Intervention": "rnnviz.tracing.interventions",
    "Labels": "rnnviz.stage.labels",
    "Network": "rnnviz.network.network",
    "NetworkSpec": "rnnviz.network.spec",
    "Projection": "rnnviz.geometry.projection",
    "Trace": "rnnviz.tracing.record",
    "WordVectors": "rnnviz.embeddings.vectors",
    "build_scene": "rnnviz.stage.scene",
    "cosine_similarity": "rnnviz.geometry.similarity",
    "export_html": "rnnviz.stage.document",
    "export_npz": "rnnviz.tracing.export",
    "export_parquet": "rnnviz.tracing.export",
    "load_glove": "rnnviz.embeddings.glove",
    "project": "rnnviz.geometry.projection",
    "read_vectors": "rnnviz.embeddings.files",
    "tokenize": "rnnviz.text.tokens",
    "trace": "rnnviz.tracing.rollout",
    "write_vectors": "rnnviz.embeddings.writing",
}


def __getattr__(name: str) -> Any:
    """Load a public name from its home the first time it is asked for."""
    if name == "figures":
        return import_module("rnnviz.figures")
    if name not in _HOMES:
        raise AttributeError(f"module 'rnnviz' has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """The public names."""
    return sorted(__all__)
