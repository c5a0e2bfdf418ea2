from pathlib import Path

import pytest

from nutgraf.errors import InputError
from nutgraf.meaning.weights import Weights, shipped

HEAD = shipped().read_bytes()[:4096]

DAMAGED = {
    "empty": b"",
    "cut in its sizes": HEAD[:20],
    "cut in its pieces": HEAD,
    "of another kind": b"GGUF" + HEAD[4:],
    "of blocks of another size": HEAD[:40] + b"\x40" + HEAD[41:],
    "of negative pieces": HEAD[:44] + b"\xff" * 4 + HEAD[48:],
    "of no heads": HEAD[:16] + b"\0" * 4 + HEAD[20:],
    "of more pieces than it holds": HEAD[:24] + b"\xff\xff\xff\x7f" + HEAD[28:44] + b"\xff\xff\xff\x7f" + HEAD[48:],
    "of letters without end": HEAD[:64] + b"\xff" * 8 + HEAD[72:],
}


@pytest.mark.parametrize("data", DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_file_is_an_input_error_that_names_it(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "weights.bin").write_bytes(data)
    with pytest.raises(InputError, match="damaged") as caught:
        Weights(tmp_path / "weights.bin")
    assert caught.value.source == str(tmp_path / "weights.bin")


def test_a_file_cut_in_its_tensors_is_damaged(tmp_path: Path) -> None:
    with shipped().open("rb") as file:
        (tmp_path / "weights.bin").write_bytes(file.read(60_000_000))
    with pytest.raises(InputError, match="damaged"):
        Weights(tmp_path / "weights.bin")


def test_what_cannot_be_read_is_an_input_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="No such file"):
        Weights(tmp_path / "weights.bin")
    with pytest.raises(InputError):
        Weights(tmp_path)


def test_a_tensor_that_is_not_there_is_an_input_error() -> None:
    weights = Weights(shipped())
    with pytest.raises(InputError, match="damaged"):
        weights.floats("l99.q.b")


def test_the_model_is_missed_in_words_where_it_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nutgraf.meaning.weights.find_spec", lambda _name: None)
    with pytest.raises(InputError, match="not installed"):
        shipped()
