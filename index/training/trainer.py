"""Training: word weights, word vectors and a map each for questions and passages, from written examples.

In-batch InfoNCE (van den Oord et al. 2018): questions against passages with written hard negatives, against all
sections of two plans, against indicators' names; everyday against official words beside it, and an L2 pull towards the
starting vectors. A text is the weighted sum of its words' rows, mapped and scaled to length 1.
"""

import random
from collections.abc import Callable, Sequence
from itertools import chain

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import cross_entropy, embedding_bag, normalize

from index.embedding import Vectors
from index.training.batches import Batch, Batches, Pairs, PlanQuestions
from index.training.examples import Bag, Example, Examples
from index.training.settings import StaticModelSettings, TrainingSettings
from index.training.trained import Trained
from index.training.vocabulary import Vocabulary, sif_weights

_MASKED = -1e4
_WEIGHT_RATE = 3  # word weights are few and seen often: they learn faster
_MAP_PULL = 0.05  # of the pull on rows: maps are shared by all words


class _Model:
    """The parameters, with the starting values that they are pulled towards."""

    def __init__(self, examples: Examples, vocabulary: Vocabulary, settings: StaticModelSettings) -> None:
        bags = list(examples.bags())
        self.ranks = sorted({rank for bag in bags for rank, _ in bag})
        self.place = {rank: place for place, rank in enumerate(self.ranks)}
        self.start = torch.from_numpy(vocabulary.rows)
        size = self.start.shape[1]
        self.rows = self.start.clone().requires_grad_()
        self.log_weights = torch.log(torch.from_numpy(sif_weights(self.ranks, settings.smoothing))).requires_grad_()
        self.query = torch.eye(size).requires_grad_()
        self.passage = torch.eye(size).requires_grad_()

    @property
    def parameters(self) -> tuple[Tensor, ...]:
        """Return the logarithms of the word weights, then the rows and both maps."""
        return (self.log_weights, self.rows, self.query, self.passage)

    def bag(self, bags: Sequence[Bag]) -> Tensor:
        """Return the weighted sum of each bag's rows, shape (bags, 300)."""
        places = torch.tensor([self.place[rank] for bag in bags for rank, _ in bag], dtype=torch.long)
        rows = torch.tensor([row for bag in bags for _, row in bag], dtype=torch.long)
        offsets = torch.tensor(np.cumsum([0, *map(len, bags)])[:-1], dtype=torch.long)
        return embedding_bag(rows, self.rows, offsets, mode="sum", per_sample_weights=self.log_weights[places].exp())

    def questions(self, bags: Sequence[Bag]) -> Tensor:
        """Return unit vectors of questions."""
        return normalize(self.bag(bags) @ self.query.T)

    def passages(self, bags: Sequence[Bag]) -> Tensor:
        """Return unit vectors of passages."""
        return normalize(self.bag(bags) @ self.passage.T)

    def pull(self, bags: Sequence[Bag]) -> Tensor:
        """Return how far the rows of these bags and the maps have moved, as the loss counts it."""
        rows = torch.unique(torch.tensor([row for bag in bags for _, row in bag], dtype=torch.long))
        moved = (self.rows[rows] - self.start[rows]).square().sum(dim=1).mean()
        eye = torch.eye(len(self.query))
        turned = ((self.query - eye).square().sum() + (self.passage - eye).square().sum()) / len(eye)
        return moved + _MAP_PULL * turned


def train(
    examples: Examples, vocabulary: Vocabulary, settings: StaticModelSettings, source: str,
    told: Callable[[int, float], None] = lambda _epoch, _loss: None,
) -> Trained:  # fmt: skip
    """Return the mean of ``runs`` models, each with a seed of its own; ``told`` hears of each epoch and its mean loss.

    The runs start from the same vectors, so their parameters may be averaged: what one order of examples happened to
    teach weighs less (Wortsman et al. 2022, "Model soups").
    """
    first = settings.training.seed
    seeds = range(first, first + settings.training.runs)
    models = [_run(examples, vocabulary, settings, seed, told) for seed in seeds]
    with torch.no_grad():
        for parts in zip(*(model.parameters for model in models), strict=True):
            parts[0].copy_(torch.stack(list(parts)).mean(dim=0))
    return _finished(models[0], examples, settings.dimension, source)


def _run(
    examples: Examples, vocabulary: Vocabulary, settings: StaticModelSettings, seed: int,
    told: Callable[[int, float], None],
) -> _Model:  # fmt: skip
    torch.manual_seed(seed)
    batches = Batches(examples, settings.training, random.Random(seed))  # noqa: S311 (order of examples)
    model = _Model(examples, vocabulary, settings)
    rate = settings.training.rate
    words, *others = model.parameters
    optimiser = torch.optim.Adam([{"params": [words], "lr": rate * _WEIGHT_RATE}, {"params": others, "lr": rate}])
    for epoch in range(1, settings.training.epochs + 1):
        losses = []
        for batch, concepts in batches.epoch():
            loss = _loss(model, batch, concepts, settings.training)
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimiser.step()
            losses.append(loss.item())
        told(epoch, sum(losses) / max(1, len(losses)))
    return model


def _loss(model: _Model, batch: Batch, concepts: Pairs, settings: TrainingSettings) -> Tensor:
    if isinstance(batch, PlanQuestions):
        loss = settings.plans * _section_loss(model, batch, settings)
        bags = [*batch.questions, *(bag for section in batch.sections for bag in section.sentences)]
    else:
        loss = (settings.indicators if batch.names else 1.0) * _question_loss(model, batch.examples, settings)
        bags = [bag for example in batch.examples for bag in (example.question, example.passage)]
    loss = loss + settings.pull * model.pull(bags)
    if concepts and settings.lexicon:
        everyday = model.questions([pair[0] for pair in concepts])
        formal = model.passages([pair[1] for pair in concepts])
        loss = loss + settings.lexicon * _contrast(everyday, formal, formal[:0], range(len(concepts)), settings)
    return loss


def _question_loss(model: _Model, examples: Sequence[Example], settings: TrainingSettings) -> Tensor:
    if not examples:
        return torch.zeros(())
    questions = model.questions([example.question for example in examples])
    passages = model.passages([example.passage for example in examples])
    near = [example.near for example in examples if example.near]
    others = model.passages(near) if near else passages[:0]
    return _contrast(questions, passages, others, [example.source for example in examples], settings)


def _section_loss(model: _Model, batch: PlanQuestions, settings: TrainingSettings) -> Tensor:
    """Return the InfoNCE loss of questions against all sections, a section being its best sentence and their mean."""
    owners = torch.tensor([at for at, section in enumerate(batch.sections) for _ in section.sentences])
    sentences = model.passages([bag for section in batch.sections for bag in section.sentences])
    questions = model.questions(batch.questions)
    cosines = questions @ sentences.T
    shape = (len(questions), len(batch.sections))
    best = torch.full(shape, _MASKED).scatter_reduce(1, owners.expand(len(questions), -1), cosines, reduce="amax")
    sums = torch.zeros(shape[1], sentences.shape[1]).index_add(0, owners, sentences)
    scores = (1 - settings.whole) * best + settings.whole * (questions @ normalize(sums).T)
    return cross_entropy(scores / settings.temperature, torch.tensor(batch.targets))


def _contrast(
    questions: Tensor, passages: Tensor, others: Tensor, sources: Sequence[int], settings: TrainingSettings
) -> Tensor:
    """Return the InfoNCE loss of questions against their passages, all other passages of the batch and ``others``."""
    scores = questions @ torch.cat([passages, others]).T / settings.temperature
    numbers = torch.tensor(list(sources))
    same = (numbers[:, None] == numbers[None, :]) & ~torch.eye(len(numbers), dtype=torch.bool)
    masked = torch.cat([same, torch.zeros(len(numbers), len(others), dtype=torch.bool)], dim=1)
    return cross_entropy(scores.masked_fill(masked, _MASKED), torch.arange(len(questions)))


def _finished(model: _Model, examples: Examples, dimension: int, source: str) -> Trained:
    """Return the model with its maps reduced to the leading components of the training texts."""
    with torch.no_grad():
        sections = tuple(chain.from_iterable(examples.plans))
        passages = [one.passage for one in examples.questions] + [bag for one in sections for bag in one.sentences]
        questions = [one.question for one in examples.questions] + [bag for one in sections for bag in one.questions]
        texts = torch.cat([model.passages(passages), model.questions(questions)]).double().numpy()
        leading = torch.from_numpy(_leading(texts, dimension))
        return Trained(
            model.rows.detach().numpy().copy(),
            tuple(model.ranks),
            model.log_weights.exp().numpy().copy(),
            (leading.T @ model.query).numpy(),
            (leading.T @ model.passage).numpy(),
            source,
        )


def _leading(texts: np.ndarray, dimension: int) -> Vectors:
    """Return the leading eigenvectors of the texts' second moments, shape (300, dimension), signs fixed."""
    _, components = np.linalg.eigh(texts.T @ texts)
    leading = components[:, ::-1][:, :dimension]
    signs = np.sign(leading[np.abs(leading).argmax(axis=0), np.arange(leading.shape[1])])
    found: Vectors = (leading * signs).astype(np.float32)
    return found
