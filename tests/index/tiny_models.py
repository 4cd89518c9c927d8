"""Random models of a few kilobytes, in folders as the real ones come: for tests of what loads and serves them."""

from pathlib import Path

import torch
from sentence_transformers import CrossEncoder, SentenceTransformer
from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
from transformers import BertConfig, BertForSequenceClassification, BertModel, BertTokenizer

_LETTERS = (
    "森川市谷沢窓口押印手続省予約温泉観光客計画令和年度件数財政借入金残高検索クエリ文"
    "書は何をのにでがますくり:0123456789"
)
_MARKS = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")


def write_sentence_model(folder: Path, *, dimension: int = 32, default_prompt: str = "") -> Path:
    """Write a random sentence-transformers BERT and return its folder."""
    _write_bert(folder.with_name(f"{folder.name}-bert"), dimension, labels=None)
    body = Transformer(str(folder.with_name(f"{folder.name}-bert")), max_seq_length=64)
    pooling = Pooling(dimension, pooling_mode="mean")
    prompts = {"query": default_prompt, "document": default_prompt} if default_prompt else None
    model = SentenceTransformer(
        modules=[body, pooling], device="cpu", prompts=prompts, default_prompt_name="query" if default_prompt else None
    )
    model.save(str(folder), create_model_card=False)
    return folder


def write_cross_encoder(folder: Path, *, labels: int = 1) -> Path:
    """Write a random cross-encoder and return its folder."""
    _write_bert(folder.with_name(f"{folder.name}-bert"), 32, labels=labels)
    model = CrossEncoder(str(folder.with_name(f"{folder.name}-bert")), device="cpu", max_length=128)
    model.save_pretrained(str(folder))
    return folder


def _write_bert(folder: Path, hidden: int, *, labels: int | None) -> None:
    folder.mkdir(parents=True)
    vocabulary = [*_MARKS, *dict.fromkeys(_LETTERS), *(f"##{letter}" for letter in dict.fromkeys(_LETTERS))]
    (folder / "vocab.txt").write_text("\n".join(vocabulary), encoding="utf-8")
    tokenizer = BertTokenizer(str(folder / "vocab.txt"), model_max_length=128)
    tokenizer.save_pretrained(str(folder))
    torch.manual_seed(20)
    config = BertConfig(
        vocab_size=len(vocabulary), hidden_size=hidden, num_hidden_layers=2, num_attention_heads=2,
        intermediate_size=64, max_position_embeddings=130, initializer_range=0.5,
    )  # fmt: skip
    if labels is None:
        BertModel(config).save_pretrained(str(folder))
        return
    config.num_labels = labels
    BertForSequenceClassification(config).save_pretrained(str(folder))
