"""A file comes to its place whole or not at all, and nothing is overwritten that nobody named."""

import gzip
import os
from pathlib import Path

import pytest

from app.cli.files import reading_file, writing_file
from tests.commands import python

ALL, OWN = 0o666, 0o600


def write(path: Path, data: bytes, *, force: bool = False, mode: int = ALL) -> None:
    with writing_file(path, force=force, mode=mode) as stream:
        stream.write(data)


def read(path: Path) -> bytes:
    with reading_file(path) as stream:
        return stream.read()


def refusal(path: Path, data: bytes = b"new", *, force: bool = False) -> str:
    with pytest.raises(SystemExit) as end:
        write(path, data, force=force)
    return str(end.value.code)


@pytest.mark.parametrize("name", ["calendar.jsonl", "calendar.jsonl.gz"])
def test_what_was_written_is_read(tmp_path: Path, name: str) -> None:
    write(tmp_path / name, b"one\ntwo\n")

    assert read(tmp_path / name) == b"one\ntwo\n"
    assert [file.name for file in tmp_path.iterdir()] == [name]


def test_a_file_is_compressed_by_its_name_and_the_same_calendar_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.gz", "b.gz"):
        write(tmp_path / name, b"calendar\n" * 100)

    assert gzip.decompress((tmp_path / "a.gz").read_bytes()) == b"calendar\n" * 100
    assert (tmp_path / "a.gz").read_bytes() == (tmp_path / "b.gz").read_bytes()


@pytest.mark.parametrize(("mode", "then"), [(ALL, 0o644), (OWN, 0o600)])
def test_who_may_read_a_file_is_said_from_its_first_byte(tmp_path: Path, mode: int, then: int) -> None:
    path, before = tmp_path / "calendar.jsonl", os.umask(0o022)
    try:
        with writing_file(path, force=False, mode=mode) as stream:
            stream.write(b"secret")
            (beside,) = tmp_path.iterdir()
            modes = [beside.stat().st_mode & 0o777]
    finally:
        os.umask(before)

    assert [*modes, path.stat().st_mode & 0o777] == [then, then]


def test_a_file_that_is_there_stays_unless_it_is_to_be_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "calendar.jsonl"
    write(path, b"old")

    assert refusal(path) == f"summitry: {path} is there already; --force overwrites it"
    assert path.read_bytes() == b"old"

    path.chmod(0o644)
    write(path, b"new", force=True, mode=OWN)
    assert path.read_bytes() == b"new"
    assert path.stat().st_mode & 0o777 == OWN


@pytest.mark.parametrize("force", [False, True])
def test_what_is_no_file_is_never_overwritten(tmp_path: Path, *, force: bool) -> None:
    assert refusal(tmp_path, force=force) == f"summitry: {tmp_path} is there already"
    assert list(tmp_path.iterdir()) == []


def write_and_fail(path: Path) -> None:
    with writing_file(path, force=True, mode=ALL) as stream:
        stream.write(b"new")
        raise ZeroDivisionError


@pytest.mark.parametrize("name", ["calendar.jsonl", "calendar.jsonl.gz"])
def test_work_that_fails_leaves_the_old_file_and_nothing_beside_it(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    write(path, b"old")

    with pytest.raises(ZeroDivisionError):
        write_and_fail(path)

    assert read(path) == b"old"
    assert [file.name for file in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize("name", ["calendar.jsonl", "calendar.jsonl.gz"])
def test_a_full_disk_is_said_in_a_sentence_and_leaves_nothing(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    script = (
        "import resource, signal, pathlib\n"
        "from app.cli.files import writing_file\n"
        "import os\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))\n"
        f"with writing_file(pathlib.Path({str(path)!r}), force=False, mode=0o666) as stream:\n"
        "    stream.write(os.urandom(1_000_000))\n"
    )

    ended = python("-c", script)

    assert (ended.returncode, ended.stderr) == (1, f"summitry: {path}: File too large\n")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_said_in_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "nowhere" / "calendar.jsonl"

    assert refusal(path) == f"summitry: {path}: No such file or directory"
    with pytest.raises(SystemExit) as end:
        read(path)
    assert end.value.code == f"summitry: {path}: No such file or directory"
