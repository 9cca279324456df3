"""Files of the command: written whole or not at all, read as a stream; `-` is standard output or input, `.gz` gzip."""

import gzip
import os
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, cast

STANDARD = Path("-")


@contextmanager
def writing_file(path: Path, *, force: bool, mode: int) -> Iterator[BinaryIO]:
    """Open a file that comes to its place, whole, when the block ends without an error.

    It is written beside that place, and `mode` says who may read it. What is there already stays unless `force`.
    """
    if path == STANDARD:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    if path.exists() and not (force and path.is_file()):
        sys.exit(f"summitry: {path} is there already" + ("; --force overwrites it" if path.is_file() else ""))
    with _saying(path), _beside(path, mode) as (file, beside):
        with _packing(path, file) as stream:
            yield stream
        file.flush()
        os.fsync(file.fileno())
        beside.replace(path)
        _keep_name(path)


@contextmanager
def reading_file(path: Path) -> Iterator[BinaryIO]:
    """Open a file for reading."""
    if path == STANDARD:
        yield sys.stdin.buffer
        return
    with _saying(path), path.open("rb") as file:
        if path.suffix != ".gz":
            yield file
            return
        with gzip.GzipFile(fileobj=file, mode="rb") as unpacked:
            yield cast("BinaryIO", unpacked)


@contextmanager
def _beside(path: Path, mode: int) -> Iterator[tuple[BinaryIO, Path]]:
    """Open a new file in the folder of another one; what is left of it in the end is removed."""
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file, beside
    finally:
        beside.unlink(missing_ok=True)


@contextmanager
def _packing(path: Path, file: BinaryIO) -> Iterator[BinaryIO]:
    """Compress what is written if the file's name says so: the same bytes whenever and under whatever name."""
    if path.suffix != ".gz":
        yield file
        return
    with gzip.GzipFile(filename="", fileobj=file, mode="wb", compresslevel=6, mtime=0) as packed:
        yield cast("BinaryIO", packed)


@contextmanager
def _saying(path: Path) -> Iterator[None]:
    """End with a sentence where the file cannot be read or written."""
    try:
        yield
    except OSError as error:
        sys.exit(f"summitry: {path}: {error.strerror or error}")


def _keep_name(path: Path) -> None:
    """Let the file's new name outlive a power cut, where a folder can be told so."""
    with suppress(OSError):
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
