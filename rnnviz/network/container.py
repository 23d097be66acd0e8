"""A file of weights: safetensors, with a description and a card as JSON in its metadata.

Nothing in such a file can run code. What kind of network it is, its describer knows: `files`
for recurrent networks, `rnnviz.convolution.files` for convolutions.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from safetensors import SafetensorError, safe_open
from safetensors.torch import save
from torch import Tensor

from rnnviz.errors import NetworkFileError, SpecError, shortened

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

FORMAT = 1
_LONGEST_SHOWN = 60
Spec = TypeVar("Spec")
Shapes = Mapping[str, tuple[int, ...]]


def write(
    path: Path, spec: DataclassInstance, tensors: Mapping[str, Tensor], card: Mapping[str, str]
) -> None:
    """Write a network file; a reader sees the old file or the new one, never half of one.

    Raises:
        NetworkFileError: If no file can be written there, or a weight is not finite.
    """
    _check_finite(tensors, "The network")
    metadata = {
        "rnnviz": str(FORMAT),
        "spec": json.dumps(asdict(spec)),
        "card": json.dumps(dict(card)),
    }
    payload = save({name: tensor.contiguous() for name, tensor in tensors.items()}, metadata)
    unfinished = path.parent / f"{path.name}.{os.getpid()}.unfinished"
    try:
        unfinished.write_bytes(_in_order(payload))
        unfinished.replace(path)
    except (OSError, ValueError) as error:
        raise NetworkFileError(
            f"The network cannot be saved as {_short(path)}: {_reason(error)}; give the name of "
            "a file in a folder that is there."
        ) from None
    finally:
        with suppress(OSError, ValueError):
            unfinished.unlink()


def _in_order(payload: bytes) -> bytes:
    """The same safetensors file with its header in order: equal networks make equal files.

    The file is header length (u64) | header (JSON) | tensors; safetensors writes metadata in
    an order that changes from run to run.
    """
    end = 8 + int.from_bytes(payload[:8], "little")
    header = json.dumps(json.loads(payload[8:end]), sort_keys=True, separators=(",", ":")).encode()
    header += b" " * (-len(header) % 8)
    return len(header).to_bytes(8, "little") + header + payload[end:]


def read(
    path: Path, describe: Callable[[dict[str, Any]], Spec]
) -> tuple[Spec, dict[str, Tensor], dict[str, str]]:
    """Read a network file.

    Args:
        path: Of the file.
        describe: Makes the spec of the fields that describe it.

    Returns:
        Spec, tensors by name, card.

    Raises:
        NetworkFileError: If it is missing, damaged, foreign, or from a newer version, or holds
            a weight that is not finite.
    """
    try:
        path.open("rb").close()
        with safe_open(path, framework="pt") as file:
            metadata = file.metadata() or {}
            spec, card = _read_metadata(metadata, path.name, describe)
            tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
    except SafetensorError as error:
        raise NetworkFileError(
            f"{path.name} is not a whole safetensors file ({error}); copy or save it again."
        ) from None
    except (OSError, ValueError) as error:
        raise NetworkFileError(
            f"There is no network file {_short(path)} to read ({_reason(error)}); check the path."
        ) from None
    _check_finite(tensors, path.name)
    return spec, tensors, card


def _read_metadata(
    metadata: Mapping[str, str], name: str, describe: Callable[[dict[str, Any]], Spec]
) -> tuple[Spec, dict[str, str]]:
    version = metadata.get("rnnviz", "")
    if not re.fullmatch("[1-9][0-9]{0,8}", version):
        raise NetworkFileError(
            f"{name} is a safetensors file but not one of rnnviz: its metadata names no format "
            'of it as "rnnviz". Load it into a torch module and use Network.from_torch.'
        )
    if int(version) > FORMAT:
        raise NetworkFileError(
            f"{name} has format {version}, and this rnnviz reads up to {FORMAT}; update rnnviz."
        )
    try:
        spec = describe(json.loads(metadata["spec"]))
        card = {str(key): str(value) for key, value in json.loads(metadata["card"]).items()}
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError, SpecError) as error:
        raise NetworkFileError(
            f"{name} describes no network that can be built ({error}); save it again."
        ) from None
    return spec, card


def check_shapes(expected: Shapes, dtype: str, tensors: Mapping[str, Tensor], name: str) -> None:
    """Refuse tensors that are not those that were described.

    Args:
        expected: Shapes by name.
        dtype: "float32" or "float64".
        tensors: What the file holds.
        name: Of the file.

    Raises:
        NetworkFileError: If a name, a shape or the precision differs.
    """
    found = {key: tuple(tensor.shape) for key, tensor in tensors.items()}
    for key in sorted(expected.keys() | found.keys()):
        if expected.get(key) != found.get(key):
            raise NetworkFileError(
                f"{name} does not hold what it describes: {key} should have shape "
                f"{expected.get(key, 'none')} but has {found.get(key, 'none')}."
            )
    if foreign := {str(t.dtype) for t in tensors.values()} - {f"torch.{dtype}"}:
        raise NetworkFileError(f"{name} should hold {dtype} but holds {', '.join(foreign)}.")


def _check_finite(tensors: Mapping[str, Tensor], name: str) -> None:
    for key, tensor in tensors.items():
        if not tensor.isfinite().all():
            raise NetworkFileError(
                f"{name} holds weights that are NaN or infinite in {key}: a training that went "
                "astray; take an earlier state of it, or train again with smaller steps."
            )


def _short(path: Path) -> str:
    return shortened(path.name or str(path), _LONGEST_SHOWN)


def _reason(error: OSError | ValueError) -> str:
    """What the system says, without the path that it would repeat."""
    return getattr(error, "strerror", None) or str(error)
