"""An invented plan whose sentences, lists and headings composition is tried on."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from assistant.assembly import Assistant
from assistant.settings import Settings
from corpus.ingest import find_plan_folders
from index.build import ingest
from index.embedders.hashing import HashingEmbedder
from tests.conftest import quiet
from tests.plans import write_plan

TEXT = """# 1 防災の計画

川辺市は、防災の取組として次の3つの備えを進めます。

- 堤防を高くします。
- 避難所に毛布を置きます。
- 防災の訓練を毎年行います。

訓練の参加者が減りました。そのため、訓練を休日に行います。

# 2 見守りの視点

見守りの視点を市の職員が共有します。

## 地域で見守る

地域の団体と連携します。

## 家庭で見守る

家庭に器具を配ります。

# 3 公園の費用

公園の改修の費用は、令和6年度に4億円です。公園の利用者は12万人です。

# 用語集

- コア業務：行政の根幹を成す業務のことです。
- ノンコア業務：コア業務を支える業務全般のことです。
- テレワーク（在宅勤務）：家で働くことです。
"""
OTHER = """# 1 防災の計画

山手市は、防災の訓練を年に2回行います。
"""


@contextmanager
def opened(folder: Path) -> Iterator[Assistant]:
    """Yield an assistant over the invented plan and one of another city, with the toy embedder."""
    write_plan(folder / "plans", "kawabe-sogo", "川辺市", TEXT)
    write_plan(folder / "plans", "yamate-sogo", "山手市", OTHER)
    ingest(find_plan_folders([folder / "plans"]), folder / "index", HashingEmbedder(), quiet)
    assistant = Assistant.open(Settings(index=folder / "index", model="hashing"))
    yield assistant
    assistant.index.close()
