"""The pieces of words that the encoder knows: those of multilingual-e5 that English and French are written with."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path

import sentencepiece
from sentencepiece import sentencepiece_model_pb2
from wordfreq import top_n_list

from training.base import SPECIAL, Base

__all__ = ["trimmed"]

COMMON_WORDS = 40_000
"""So many of the most frequent words of either language keep their pieces, whatever the texts hold."""


def trimmed(base: Base, texts: Iterable[str]) -> tuple[bytes, list[int]]:
    """A SentencePiece model of the pieces that ``texts`` and common words use, and their numbers in the base.

    Pieces of one character stay, where they are of Latin script, so that any word can still be written.
    """
    every = sentencepiece.SentencePieceProcessor(model_proto=_model(base, range(len(base.pieces))))
    used = set(range(SPECIAL))
    used |= {
        n
        for n, piece in enumerate(base.pieces)
        if len(piece.lstrip("▁")) <= 1 and piece.isprintable() and max(piece) < "ʰ"
    }
    used |= {base.pieces.index("▁")} | {n for n, piece in enumerate(base.pieces) if piece in "“”‘’–—…€«»"}
    for language in ("en", "fr"):
        for word in top_n_list(language, COMMON_WORDS):
            for form in (word, word.capitalize()):
                used.update(every.encode(form))
    for text in texts:
        used.update(every.encode(text))
    keep = sorted(used)
    return _model(base, keep), keep


def _model(base: Base, keep: Iterable[int]) -> bytes:
    proto = sentencepiece_model_pb2.ModelProto()
    proto.ParseFromString(_normaliser())
    del proto.pieces[:]
    kinds = sentencepiece_model_pb2.ModelProto.SentencePiece
    for number in keep:
        piece = proto.pieces.add()
        piece.piece, piece.score = base.pieces[number], float(base.scores[number])
        if number == base.special["unknown"]:
            piece.type = kinds.UNKNOWN
        elif number < SPECIAL:
            piece.type = kinds.CONTROL
    trainer = proto.trainer_spec
    trainer.vocab_size = len(proto.pieces)
    trainer.bos_id, trainer.pad_id = base.special["begin"], base.special["pad"]
    trainer.eos_id, trainer.unk_id = base.special["end"], base.special["unknown"]
    return bytes(proto.SerializeToString(deterministic=True))


def _normaliser() -> bytes:
    """A SentencePiece model that carries the rules of normalisation (NFKC) that the base was trained with."""
    with tempfile.TemporaryDirectory() as folder:
        text = Path(folder) / "text"
        text.write_text("a b c d e f g\n" * 10, encoding="utf-8")
        sentencepiece.SentencePieceTrainer.train(
            input=str(text), model_prefix=f"{folder}/tiny", vocab_size=12, hard_vocab_limit=False, pad_id=1, bos_id=0,
            eos_id=2, unk_id=3, normalization_rule_name="nmt_nfkc", minloglevel=2,
        )  # fmt: skip
        model = (Path(folder) / "tiny.model").read_bytes()
    proto = sentencepiece_model_pb2.ModelProto()
    proto.ParseFromString(model)
    kept = sentencepiece_model_pb2.ModelProto()
    kept.normalizer_spec.CopyFrom(proto.normalizer_spec)
    kept.trainer_spec.model_type = proto.trainer_spec.UNIGRAM
    return bytes(kept.SerializeToString(deterministic=True))
