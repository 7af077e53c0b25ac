"""Writes torch_values.json among the tests' resources: what PyTorch computes in double precision for the ops,
layers, losses, optimizers and schedules of Trine, and its gradients.

    pip install torch==2.13.0  # with which the committed file was made, on a CPU
    python3 torch_values.py

A case is an entry of CASES or OPTIMIZERS: its name, by which dev.trine.outside.Subjects has what
Trine makes of the same inputs, the function, and its inputs. Numbers are drawn by a generator that
is seeded with the name of the case, so that a new case changes no other.

The file has, of each case: inputs; outputs; weights, one for each element of each output; and, for
each input, the gradient of the sum of all outputs times their weights, null for whole numbers.
What optimizers do is not differentiated.
"""

import json
import math
import pathlib
import random
import unittest.mock

import torch
import torch.nn.functional as F
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

# Rounded as Trine's activations round what they are made of.
LEAKY_SLOPE = torch.tensor(0.01, dtype=torch.float32).item()


# ---- Inputs: an element type and what draws a tensor


def numbers(*shape, low=-2.0, high=2.0):
    def draw(generator):
        count = torch.Size(shape).numel()
        drawn = [round(generator.uniform(low, high), 4) for _ in range(count)]
        return torch.tensor(drawn, dtype=torch.float64).reshape(shape)

    return "F32", draw


def positive(*shape):
    return numbers(*shape, low=0.5, high=2.0)


def weights(*shape):
    """Small enough for a network to be in doubt."""
    return numbers(*shape, low=-0.7, high=0.7)


def distributions(*shape):
    """Positive numbers of which each row adds up to 1."""
    draw = positive(*shape)[1]
    return "F32", lambda generator: F.softmax(draw(generator), -1)


def given(values, dtype=torch.float64):
    return "F32", lambda _: torch.tensor(values, dtype=dtype)


def integers(values):
    return "I32", lambda _: torch.tensor(values, dtype=torch.int64)


def halves(*shape):
    """Numbers that BF16 has; torch keeps them in double precision."""
    draw = numbers(*shape)[1]
    return "BF16", lambda generator: draw(generator).bfloat16().double()


# ---- Functions for which PyTorch has no single name


def per_example(loss, right=None, **settings):
    """Of each example the mean of a loss over its outputs; training takes the mean of these. And the
    fraction of outputs that are right, if they can be."""

    def run(output, target):
        losses = loss(output, target, reduction="none", **settings).flatten(1).mean(1)
        measures = [losses, torch.ones_like(losses)]
        if right is not None:
            measures.append(right(output, target).double().flatten(1).mean(1))
        return torch.stack(measures)

    return run


mean_over_rows = per_example(F.mse_loss)


def same_side(scores, targets):
    return (scores > 0) == (targets > 0.5)


def log_cosh(output, target, reduction):
    return torch.log(torch.cosh(output - target))


def hinge(scores, signs, reduction):
    return torch.relu(1 - signs * scores)


def cross_entropy(scores, labels, class_weights=None, **settings):
    """Of each example, or step, the loss, its weight, and whether its largest score is its label's.
    A label of -1 does not count."""
    scores, labels = scores.flatten(0, -2), labels.flatten()
    weights = torch.ones(scores.shape[1]) if class_weights is None else torch.tensor(class_weights)
    weight = torch.where(labels < 0, 0.0, weights.double()[labels])
    correct = (scores.argmax(1) == labels).double()
    losses = F.cross_entropy(scores, labels, reduction="none", ignore_index=-1, **settings)
    return torch.stack([losses * weight, weight, correct * weight])


def weighted_mean(scores, labels, class_weights):
    """PyTorch's own division by the weights, which Trine does behind the sums."""
    return F.cross_entropy(scores, labels, weight=torch.tensor(class_weights).double()).reshape(1)


def distribution_cross_entropy(scores, distributions):
    losses = F.cross_entropy(scores, distributions, reduction="none")
    correct = (scores.argmax(1) == distributions.argmax(1)).double()
    return torch.stack([losses, torch.ones_like(losses), correct])


def divergence(scores, distributions):
    losses = F.kl_div(F.log_softmax(scores, 1), distributions, reduction="none").sum(1)
    return torch.stack([losses, torch.ones_like(losses)])


def categorical_hinge(scores, labels):
    """Keras's; PyTorch's multi_margin_loss takes the mean over all other classes."""
    is_label = F.one_hot(labels, scores.shape[1]).bool()
    best = scores.masked_fill(is_label, -torch.inf).amax(1)
    losses = torch.relu(1 + best - scores[is_label])
    return torch.stack([losses, torch.ones_like(losses), (scores.argmax(1) == labels).double()])


def triplet(margin):
    """Anchor, positive and negative lie beside each other."""

    def run(triplets):
        anchor, positive, negative = triplets.flatten(1).chunk(3, 1)
        losses = F.triplet_margin_loss(anchor, positive, negative, margin, reduction="none")
        near = F.pairwise_distance(anchor, positive) < F.pairwise_distance(anchor, negative)
        return torch.stack([losses, torch.ones_like(losses), near.double()])

    return run


def dense(activation):
    """Weights are [in, units], which torch's linear has the other way round."""
    return lambda x, weight, bias: activation(F.linear(x, weight.T, bias))


def channels_first(x):
    return x.permute(0, 3, 1, 2)


def channels_last(x):
    return x.permute(0, 2, 3, 1)


def convolved(edges=(0, 0, 0, 0), **settings):
    """Images are [batch, height, width, channels], filters [height, width, channels, filters].

    edges: columns before and behind, rows above and below
    """

    def run(x, filters):
        padded = F.pad(channels_first(x), edges)
        return channels_last(F.conv2d(padded, filters.permute(3, 2, 0, 1), **settings))

    return run


def transposed(**settings):
    """Filters are [height, width, results' channels, images' channels]."""
    return lambda x, filters: channels_last(
        F.conv_transpose2d(channels_first(x), filters.permute(3, 2, 0, 1), **settings)
    )


def pooled(pool):
    return lambda x: channels_last(pool(channels_first(x)))


def averaged(x):
    """What is beyond the edges does not count; torch has no edges that differ."""
    return F.avg_pool2d(x, 3, stride=2, padding=1, count_include_pad=False)


def convolutional_classifier(x, weight0, bias0, weight1, bias1, labels):
    seen = convolved((1, 1, 1, 1))(x.reshape(-1, 6, 6, 1), weight0)
    small = pooled(lambda y: F.max_pool2d(y, 2))(torch.tanh(seen + bias0))
    return cross_entropy(F.linear(small.flatten(1), weight1.T, bias1), labels)


def orthogonalise(x):
    """As torch.optim.Muon does, which works in place and in bfloat16."""
    a, b, c = 3.4445, -4.7750, 2.0315
    x = x / x.norm()
    for _ in range(5):
        gram = x @ x.mT
        x = a * x + (b * gram + c * gram @ gram) @ x
    return x


def two_layers(x, weight0, bias0, weight1, bias1):
    return F.linear(torch.tanh(F.linear(x, weight0.T, bias0)), weight1.T, bias1)


def classifier(x, weight0, bias0, weight1, bias1, labels):
    hidden = F.gelu(F.linear(x.flatten(1), weight0.T, bias0), approximate="tanh")
    return cross_entropy(F.linear(hidden, weight1.T, bias1), labels)


def regressor(x, weight0, bias0, weight1, bias1, target):
    hidden = torch.tanh(F.linear(x, weight0.T, bias0))
    return mean_over_rows(F.linear(hidden, weight1.T, bias1), target)


# Both sides of 0, 0 itself, and where exponentials are tiny or large.
ARGUMENTS = [-30.0, -12.5, -7.25, -3.0, -1.7, -0.6, -0.01, 0.0, 0.01, 0.4, 1.3, 2.9, 8.5, 30.0]

# Scores of which exponentials overflow.
LARGE = [[800.0, 799.0, -800.0], [-900.0, -900.5, -903.0], [1e30, -1e30, 0.0]]

ACTIVATIONS = {
    "identity": lambda x: x,
    "relu": F.relu,
    "leaky_relu": lambda x: F.leaky_relu(x, LEAKY_SLOPE),
    "elu": F.elu,
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
    # By default torch takes x for the softplus of what is above 20.
    "softplus": lambda x: F.softplus(x, threshold=500),
    "gelu": lambda x: F.gelu(x, approximate="tanh"),
    "silu": F.silu,
    "selu": F.selu,
    "mish": F.mish,
    # The gradient of torch's own has 1/6 in single precision.
    "hard_sigmoid": lambda x: F.relu6(x + 3) / 6,
}

# ---- The cases: a function, its inputs, and, if all weights are to be the same, that number

CASES = {
    "matmul": (lambda a, b: a @ b, [numbers(3, 4), numbers(4, 2)]),
    "matmul aT": (lambda a, b: a.T @ b, [numbers(4, 3), numbers(4, 2)]),
    "matmul bT": (lambda a, b: a @ b.T, [numbers(3, 4), numbers(2, 4)]),
    "matmul aT bT": (lambda a, b: a.T @ b.T, [numbers(4, 3), numbers(2, 4)]),
    "matmul stacked": (lambda a, b: a @ b, [numbers(2, 3, 4), numbers(2, 4, 2)]),
    "matmul stacked aT": (lambda a, b: a.mT @ b, [numbers(2, 4, 3), numbers(2, 4, 2)]),
    "matmul stacked bT": (lambda a, b: a @ b.mT, [numbers(2, 3, 4), numbers(2, 2, 4)]),
    "matmul stacked aT bT": (lambda a, b: a.mT @ b.mT, [numbers(2, 4, 3), numbers(2, 2, 4)]),
    "matmul by its own transpose": (lambda a: a @ a.T, [numbers(3, 4)]),
    "add": (torch.add, [numbers(3, 4), numbers(3, 4)]),
    "add row": (torch.add, [numbers(3, 4), numbers(4)]),
    "add both ways": (torch.add, [numbers(2, 1, 4), numbers(3, 1)]),
    "subtract row": (torch.sub, [numbers(3, 4), numbers(4)]),
    "multiply": (torch.mul, [numbers(3, 4), numbers(3, 4)]),
    "multiply row": (torch.mul, [numbers(4), numbers(3, 4)]),
    "multiply both ways": (torch.mul, [numbers(2, 1, 4), numbers(3, 1)]),
    "multiply by a number": (lambda a: a * -1.75, [numbers(3, 4)]),
    "multiply rows": (lambda a, b: a * b[:, None], [numbers(3, 4), numbers(3)]),
    "divide": (torch.div, [numbers(3, 4), positive(3, 4)]),
    "divide by row": (torch.div, [numbers(3, 4), positive(4)]),
    "divide row": (torch.div, [numbers(4), positive(3, 4)]),
    "power": (torch.pow, [positive(3, 4), numbers(3, 4)]),
    "power of row": (torch.pow, [positive(3, 4), numbers(4)]),
    "power of 3": (lambda a: a**3, [given([-2.5, -1.0, -0.3, 0.0, 0.7, 1.0, 4.0])]),
    "negate": (torch.neg, [numbers(3, 4)]),
    "abs": (torch.abs, [given([-2.5, -0.1, 0.0, 0.1, 3.0])]),
    "times floor": (lambda a: a * torch.floor(a), [numbers(3, 4)]),
    "times round": (lambda a: a * torch.round(a), [given([-2.5, -1.5, -0.2, 0.5, 0.7, 1.5, 2.5])]),
    # Of equal numbers the first has the whole gradient in Trine, each half of it in torch.
    "min": (torch.minimum, [numbers(3, 4), numbers(4)]),
    "max": (torch.maximum, [numbers(3, 4), numbers(4)]),
    "select": (lambda a, b: torch.where(a < b, a, a * b), [numbers(3, 4), numbers(4)]),
    "fma": (lambda a, b, c: torch.addcmul(c, a, b), [numbers(3, 4), numbers(4), numbers(3, 1)]),
    "square": (torch.square, [numbers(3, 4)]),
    "sqrt": (torch.sqrt, [positive(3, 4)]),
    "exp": (torch.exp, [given(ARGUMENTS)]),
    "exp minus one": (torch.expm1, [given(ARGUMENTS)]),
    "log": (torch.log, [given([1e-30, 0.02, 0.5, 0.99, 1.0, 1.01, 3.0, 1e20])]),
    "log one plus": (torch.log1p, [given([-0.9, -1e-9, 0.0, 1e-9, 0.5, 20.0])]),
    "erf": (torch.erf, [given(ARGUMENTS)]),
    "sin": (torch.sin, [given(ARGUMENTS)]),
    "cos": (torch.cos, [given(ARGUMENTS)]),
    "softmax": (lambda x: F.softmax(x, 1), [numbers(3, 5)]),
    "softmax of large scores": (lambda x: F.softmax(x, 1), [given(LARGE)]),
    "sum": (lambda x: x.sum().reshape(1), [numbers(2, 3, 4)]),
    "sum scaled": (lambda x: (x.sum() * 0.3).reshape(1), [numbers(2, 3, 4)]),
    "sum of squares": (lambda x: (x.square().sum() * 0.3).reshape(1), [numbers(2, 3, 4)]),
    "sum over axis 0": (lambda x: x.sum(0), [numbers(2, 3, 4)]),
    "sum over axis 1": (lambda x: x.sum(1), [numbers(2, 3, 4)]),
    "sum over axis 2": (lambda x: x.sum(2), [numbers(2, 3, 4)]),
    # Of equal numbers each has its share of the gradient.
    "largest of rows": (
        lambda x: x.amax(-1, keepdim=True),
        [given([[1.0, 3.0, 3.0, -2.0], [-1.0, -4.0, -2.0, -1.5]])],
    ),
    "smallest of rows": (
        lambda x: x.amin(-1, keepdim=True),
        [given([[1.0, -3.0, -3.0, -3.0], [-1.0, -4.0, -2.0, -1.5]])],
    ),
    "softmax by other ops": (lambda x: F.softmax(x, 1), [given(LARGE)]),
    "gather": (
        lambda table, indices: F.embedding(indices, table),
        [numbers(5, 3), integers([[0, 4, 2, 4], [1, 4, 0, 1]])],
    ),
    "scatter add": (
        lambda indices, updates: torch.zeros(6, 3).double().index_add(0, indices, updates),
        [integers([5, 1, 1, 0, 3, 1]), numbers(6, 3)],
    ),
    "reshape": (lambda x: x.reshape(3, 4), [numbers(2, 6)]),
    "split": (lambda x: torch.split(x, [1, 3, 2]), [numbers(6, 3)]),
    "split, one part unused": (lambda x: torch.split(x, [1, 3, 2])[::2], [numbers(6, 3)]),
    "unstack": (lambda x: torch.unbind(x), [numbers(3, 2, 2)]),
    "stack": (lambda a, b: torch.stack([a, b, a]), [numbers(2, 3), numbers(2, 3)]),
    "concatenate": (lambda a, b: torch.cat([a, b]), [numbers(2, 3), numbers(4, 3)]),
    "permute": (lambda x: x.permute(2, 0, 1), [numbers(2, 3, 4)]),
    "concatenate along the last axis": (
        lambda a, b: torch.cat([a, b, a], -1),
        [numbers(2, 2, 3), numbers(2, 2, 4)],
    ),
    "split along the last axis": (
        lambda x: torch.split(x, [1, 3, 2], -1),
        [numbers(2, 2, 6)],
    ),
    "cast to bf16": (
        lambda x: x.bfloat16(),
        # Among them ties, to even both ways, and a subnormal number.
        [given([1 / 3, 1.00390625, 1.01171875, -3.14159, 1e-39, 3.3e38, 65537.0], torch.float32)],
    ),
    "cast from bf16": (lambda x: x.bfloat16().double(), [halves(3, 4)]),
    "layer dense": (dense(torch.relu), [numbers(3, 4), numbers(4, 5), numbers(5)]),
    "layer dense without activation": (
        dense(lambda x: x),
        [numbers(3, 4), numbers(4, 5), numbers(5)],
    ),
    "layer activation": (F.silu, [numbers(3, 4)]),
    "layer flatten": (lambda x: x.flatten(1), [numbers(3, 2, 2)]),
    "convolve": (convolved(), [numbers(2, 4, 5, 3), numbers(3, 2, 3, 4)]),
    "convolve by strides over edges": (
        convolved((1, 2, 2, 0), stride=(2, 3)),
        [numbers(2, 6, 7, 2), numbers(3, 3, 2, 3)],
    ),
    "convolve dilated": (
        convolved((2, 2, 1, 1), dilation=(1, 2)),
        [numbers(1, 4, 6, 2), numbers(3, 3, 2, 3)],
    ),
    "convolve by groups": (convolved(groups=2), [numbers(2, 4, 4, 4), numbers(2, 3, 2, 6)]),
    "convolve depthwise": (
        convolved((1, 1, 1, 1), groups=3),
        [numbers(2, 3, 4, 3), numbers(3, 3, 1, 6)],
    ),
    "convolve images": (
        transposed(stride=2, padding=1),
        [numbers(2, 3, 4, 3), numbers(3, 3, 2, 3)],
    ),
    "largest in windows": (
        pooled(lambda x: F.max_pool2d(x, 3, stride=2, padding=1)),
        [numbers(2, 5, 6, 3)],
    ),
    "mean in windows": (pooled(averaged), [numbers(2, 5, 6, 3)]),
    "layer image": (lambda x: x.reshape(3, 2, 2, 3), [numbers(3, 12)]),
    "layer conv2d": (
        lambda x, filters, bias: torch.relu(
            convolved((0, 1, 0, 1), stride=2)(x, filters) + bias
        ),
        [numbers(2, 4, 4, 2), numbers(3, 3, 2, 3), numbers(3)],
    ),
    "layer transposedConv2d": (
        lambda x, filters, bias: torch.tanh(transposed(stride=2)(x, filters) + bias),
        [numbers(2, 3, 2, 3), numbers(2, 2, 4, 3), numbers(4)],
    ),
    "layer maxPool2d": (pooled(lambda x: F.max_pool2d(x, 2)), [numbers(2, 5, 4, 3)]),
    "layer averagePool2d": (pooled(lambda x: F.avg_pool2d(x, 2)), [numbers(2, 5, 4, 3)]),
    "layer globalAveragePool2d": (lambda x: x.mean((1, 2)), [numbers(2, 3, 4, 5)]),
    "layer batchNorm": (
        lambda x, scale, shift: channels_last(
            F.batch_norm(
                channels_first(x),
                torch.zeros(3).double(),
                torch.ones(3).double(),
                scale,
                shift,
                training=True,
            )
        ),
        [numbers(2, 3, 2, 3), numbers(3), numbers(3)],
    ),
    "layer layerNorm": (
        lambda x, scale, shift: F.layer_norm(x, [4], scale, shift),
        [numbers(2, 3, 4), numbers(4), numbers(4)],
    ),
    "layer groupNorm": (
        lambda x, scale, shift: channels_last(F.group_norm(channels_first(x), 2, scale, shift)),
        [numbers(2, 3, 2, 4), numbers(4), numbers(4)],
    ),
    "convolutional classifier": (
        convolutional_classifier,
        [
            *[numbers(4, 36), weights(3, 3, 1, 4), weights(4), weights(36, 3), weights(3)],
            integers([2, 0, 1, 2]),
        ],
        1 / 4,
    ),
    "orthogonalise": (orthogonalise, [numbers(3, 5)]),
    "orthogonalise, tall": (orthogonalise, [numbers(5, 3)]),
    "layer scale": (lambda x: 0.25 * x - 1.5, [numbers(3, 4)]),
    "layer concatenate": (lambda a, b: torch.cat([a, b], -1), [numbers(3, 4), numbers(3, 2)]),
    "layer add": (lambda a, b, c: a + b + c, [numbers(3, 4), numbers(3, 4), numbers(3, 4)]),
    "layer sequence": (
        two_layers,
        [numbers(3, 4), numbers(4, 5), numbers(5), numbers(5, 2), numbers(2)],
    ),
    "layer residual": (
        lambda x, *parameters: x + two_layers(x, *parameters),
        [numbers(3, 4), numbers(4, 5), numbers(5), numbers(5, 4), numbers(4)],
    ),
    "classifier": (
        classifier,
        [
            *[numbers(4, 2, 3), weights(6, 5), weights(5), weights(5, 3), weights(3)],
            integers([2, 0, 1, 2]),
        ],
        1 / 4,
    ),
    "regressor": (
        regressor,
        [
            *[numbers(4, 3), weights(3, 5), weights(5), weights(5, 2), weights(2)],
            numbers(4, 2),
        ],
        1 / 4,
    ),
    "loss softmaxCrossEntropy": (cross_entropy, [numbers(4, 5), integers([3, 0, 4, 3])]),
    "loss softmaxCrossEntropy, mean": (
        cross_entropy,
        [numbers(4, 5), integers([3, 0, 4, 3])],
        1 / 4,
    ),
    "loss softmaxCrossEntropy of large scores": (
        cross_entropy,
        [given(LARGE), integers([1, 2, 0])],
    ),
    "loss softmaxCrossEntropy, smoothed": (
        lambda x, y: cross_entropy(x, y, label_smoothing=0.1),
        [numbers(4, 5), integers([3, 0, 4, -1])],
    ),
    "loss softmaxCrossEntropy, class weights": (
        lambda x, y: cross_entropy(x, y, [0.5, 1.0, 2.0, 4.0, 0.25]),
        [numbers(4, 5), integers([3, 0, 4, -1])],
    ),
    "loss softmaxCrossEntropy, weights of many classes": (
        lambda x, y: cross_entropy(x, y, [1.0 + c // 2 for c in range(21)]),
        [numbers(5, 21), integers([3, 0, 20, -1, 11])],
    ),
    "loss softmaxCrossEntropy, class weights, mean": (
        lambda x, y: weighted_mean(x, y, [0.5, 1.0, 2.0, 4.0, 0.25]),
        [numbers(4, 5), integers([3, 0, 4, 3])],
    ),
    "loss softmaxCrossEntropy of steps": (
        cross_entropy,
        [numbers(2, 3, 4), integers([[3, 0, -1], [2, -1, -1]])],
    ),
    "loss softmaxCrossEntropyOfDistributions": (
        distribution_cross_entropy,
        [numbers(3, 4), distributions(3, 4)],
    ),
    "loss softmaxCrossEntropyOfDistributions of large scores": (
        distribution_cross_entropy,
        [given(LARGE), given([[0.5, 0.5, 0.0], [0.25, 0.5, 0.25], [1.0, 0.0, 0.0]])],
    ),
    "loss kullbackLeibler": (divergence, [numbers(3, 4), distributions(3, 4)]),
    "loss binaryCrossEntropyWithLogits": (
        per_example(F.binary_cross_entropy_with_logits, same_side),
        [numbers(4, 3), numbers(4, 3, low=0.0, high=1.0)],
    ),
    "loss binaryCrossEntropyWithLogits of large scores": (
        per_example(F.binary_cross_entropy_with_logits, same_side),
        [
            given([[800.0, -800.0, 1e16, -1e16], [-30.0, 25.0, 1e-6, -1e16]]),
            given([[1.0, 0.0, 1.0, 0.0], [0.0, 1.0, 0.5, 1.0]]),
        ],
    ),
    "loss binaryCrossEntropyWithLogits, positive weight": (
        per_example(
            F.binary_cross_entropy_with_logits,
            same_side,
            pos_weight=torch.tensor(3.5, dtype=torch.float64),
        ),
        [numbers(4, 3), given([[0.0, 1.0, 1.0], [1.0, 0.0, 0.25], [0.0, 0.0, 1.0], [1.0, 1.0, 0.0]])],
    ),
    "loss hinge": (
        per_example(hinge, lambda x, y: x * y > 0),
        [numbers(3, 2), given([[1.0, -1.0], [1.0, 1.0], [-1.0, -1.0]])],
    ),
    "loss categoricalHinge": (categorical_hinge, [numbers(4, 5), integers([3, 0, 4, 3])]),
    "loss meanAbsoluteError": (per_example(F.l1_loss), [numbers(4, 2, 3), numbers(4, 2, 3)]),
    "loss huber": (per_example(F.huber_loss, delta=0.75), [numbers(4, 2, 3), numbers(4, 2, 3)]),
    "loss logCosh": (per_example(log_cosh), [numbers(4, 2, 3), numbers(4, 2, 3)]),
    "loss triplet": (triplet(1.5), [numbers(6, 3, 4)]),
    "loss triplet of one vector": (triplet(0.3), [numbers(6, 6)]),
    "loss meanSquaredError": (mean_over_rows, [numbers(4, 2, 3), numbers(4, 2, 3)]),
    "loss meanSquaredError, mean": (mean_over_rows, [numbers(4, 3), numbers(4, 3)], 1 / 4),
}
for name, function in ACTIVATIONS.items():
    CASES["activation " + name] = (function, [given(ARGUMENTS)])

# ---- Optimizers: five steps of seven parameters, of which the first four decay
#
# In PyTorch the decay of all but AdamW is the gradient of a penalty, Trine's L2; AdamW's is decoupled.
# What it has no optimizer for is made here, by its formula, of what it does have.

DECAYED = 4


def before_steps(optimizer, change):
    """Changes what decays, or its gradient, before each step."""

    def hook(self, *_):
        with torch.no_grad():
            for p in self.param_groups[0]["params"]:
                change(p)

    optimizer.register_step_pre_hook(hook)
    return optimizer


def clipped(optimizer, most):
    """torch's own clip_grad_norm_ divides by a norm that is 1e-6 larger."""

    def hook(self, *_):
        gradients = [p.grad for group in self.param_groups for p in group["params"]]
        norm = torch.nn.utils.get_total_norm(gradients)
        for gradient in gradients:
            gradient.mul_(most / max(most, norm))

    optimizer.register_step_pre_hook(hook)
    return optimizer


def clipped_values(optimizer, most):
    def hook(self, *_):
        for group in self.param_groups:
            torch.nn.utils.clip_grad_value_(group["params"], most)

    optimizer.register_step_pre_hook(hook)
    return optimizer


class Lion(torch.optim.Optimizer):
    """Chen et al. 2023, algorithm 2."""

    def __init__(self, groups, lr, betas=(0.9, 0.99), weight_decay=0):
        super().__init__(groups, {"lr": lr, "betas": betas, "weight_decay": weight_decay})

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            beta1, beta2 = group["betas"]
            for p in group["params"]:
                m = self.state[p].setdefault("m", torch.zeros_like(p))
                update = (beta1 * m + (1 - beta1) * p.grad).sign()
                p -= group["lr"] * (update + group["weight_decay"] * p)
                m.mul_(beta2).add_((1 - beta2) * p.grad)


OPTIMIZERS = {
    "sgd": lambda groups: torch.optim.SGD(groups, lr=0.1),
    "sgd, decay": lambda groups: torch.optim.SGD(groups, lr=0.1, weight_decay=0.05),
    "momentum": lambda groups: torch.optim.SGD(groups, lr=0.1, momentum=0.9),
    "momentum, decay": lambda groups: torch.optim.SGD(
        groups, lr=0.1, momentum=0.9, weight_decay=0.05
    ),
    "momentum, L1": lambda groups: before_steps(
        torch.optim.SGD(groups, lr=0.1, momentum=0.9), lambda p: p.grad.add_(0.05 * p.sign())
    ),
    "momentum, decoupled decay": lambda groups: before_steps(
        torch.optim.SGD(groups, lr=0.1, momentum=0.9), lambda p: p.mul_(1 - 0.1 * 0.05)
    ),
    "nesterov": lambda groups: torch.optim.SGD(groups, lr=0.1, momentum=0.9, nesterov=True),
    "nesterov, decay": lambda groups: torch.optim.SGD(
        groups, lr=0.1, momentum=0.9, nesterov=True, weight_decay=0.05
    ),
    "adam": lambda groups: torch.optim.Adam(groups, lr=0.01),
    "adam, L2": lambda groups: torch.optim.Adam(groups, lr=0.01, weight_decay=0.05),
    "adam, decay": lambda groups: torch.optim.AdamW(groups, lr=0.01, weight_decay=0.05),
    "adam, other settings, decay": lambda groups: torch.optim.AdamW(
        groups, lr=0.02, betas=(0.6, 0.95), eps=0.1, weight_decay=0.05
    ),
    "adagrad": lambda groups: torch.optim.Adagrad(groups, lr=0.1),
    "adagrad, decay": lambda groups: torch.optim.Adagrad(groups, lr=0.1, weight_decay=0.05),
    "rmsprop": lambda groups: torch.optim.RMSprop(groups, lr=0.01),
    "rmsprop, momentum": lambda groups: torch.optim.RMSprop(groups, lr=0.01, momentum=0.9),
    "rmsprop, centred": lambda groups: torch.optim.RMSprop(groups, lr=0.01, centered=True),
    "rmsprop, centred, momentum, decay": lambda groups: torch.optim.RMSprop(
        groups, lr=0.01, centered=True, momentum=0.9, weight_decay=0.05
    ),
    "sgd, clipped norm, decay": lambda groups: clipped(
        torch.optim.SGD(groups, lr=0.1, weight_decay=0.05), 2.5
    ),
    "sgd, clipped values": lambda groups: clipped_values(torch.optim.SGD(groups, lr=0.1), 0.7),
    "lion": lambda groups: Lion(groups, lr=0.01),
    "lion, decay": lambda groups: Lion(groups, lr=0.01, weight_decay=0.05),
}


def steps(make):
    """The parameters after each step."""

    def run(parameters, gradients):
        decayed = parameters[:DECAYED].detach().clone()
        other = parameters[DECAYED:].detach().clone()
        optimizer = make([{"params": [decayed]}, {"params": [other], "weight_decay": 0}])
        after = []
        for gradient in gradients.detach():
            decayed.grad = gradient[:DECAYED].clone()
            other.grad = gradient[DECAYED:].clone()
            optimizer.step()
            after.append(torch.cat([decayed, other]))
        return torch.stack(after)

    return run


for name, make in OPTIMIZERS.items():
    CASES["optimizer " + name] = (steps(make), [numbers(7), numbers(5, 7)])

# ---- Schedules: the rate in each of three steps of twelve epochs, whose losses are given

STEPS = 3


def rates(make, by_epoch=False, by_loss=False):
    def run(losses):
        parameter = torch.nn.Parameter(torch.zeros(1).double())
        optimizer = torch.optim.SGD([parameter], lr=1.0)
        scheduler = make(optimizer)
        found = []
        for loss in losses.tolist():
            for _ in range(STEPS):
                found.append(optimizer.param_groups[0]["lr"])
                optimizer.step()
                if not (by_epoch or by_loss):
                    scheduler.step()
            if by_epoch:
                scheduler.step()
            if by_loss:
                scheduler.step(loss)
        return torch.tensor(found, dtype=torch.float64)

    return run


def warmed_up(optimizer):
    return torch.optim.lr_scheduler.LinearLR(optimizer, start_factor=1 / 5, total_iters=4)


def decaying_after_warm_up(optimizer):
    decay = torch.optim.lr_scheduler.StepLR(optimizer, 2 * STEPS, 0.3)
    return torch.optim.lr_scheduler.ChainedScheduler([warmed_up(optimizer), decay])


LOSSES = [2.0, 1.0, 1.1, 1.0, 0.9, 0.9, 0.89999, 0.95, 0.7, 0.8, 0.8, 0.8]
SCHEDULES = {
    "constant": rates(lambda o: torch.optim.lr_scheduler.ConstantLR(o, 1.0)),
    "constant, warm-up": rates(warmed_up),
    "stepDecay": rates(lambda o: torch.optim.lr_scheduler.StepLR(o, 3, 0.3), by_epoch=True),
    "stepDecay, warm-up": rates(decaying_after_warm_up),
    "exponential": rates(lambda o: torch.optim.lr_scheduler.ExponentialLR(o, 0.8), by_epoch=True),
    "cosine": rates(lambda o: torch.optim.lr_scheduler.CosineAnnealingLR(o, 12 * STEPS, 0.1)),
    "cosine, by epoch": rates(
        lambda o: torch.optim.lr_scheduler.CosineAnnealingLR(o, 12), by_epoch=True
    ),
    "oneCycle": rates(lambda o: torch.optim.lr_scheduler.OneCycleLR(o, 1.0, 12 * STEPS)),
    "onPlateau": rates(
        lambda o: torch.optim.lr_scheduler.ReduceLROnPlateau(o, factor=0.5, patience=1),
        by_loss=True,
    ),
}
for name, schedule in SCHEDULES.items():
    CASES["schedule " + name] = (schedule, [given(LOSSES)])

# ---- Three steps of training, in which weights decay and biases do not


def training(make):
    """The parameters afterwards, and the sums of loss and right answers over all examples."""

    def run(features, weight0, weight1, bias0, bias1, labels):
        weights = [weight0.detach().clone(), weight1.detach().clone()]
        biases = [bias0.detach().clone(), bias1.detach().clone()]
        for parameter in weights + biases:
            parameter.requires_grad_()
        optimizer = make([{"params": weights}, {"params": biases, "weight_decay": 0}])
        layers = [weights[0], biases[0], weights[1], biases[1]]
        totals = torch.zeros(2).double()
        for _ in range(3):
            measures = classifier(features.detach(), *layers, labels)
            optimizer.zero_grad()
            measures[0].mean().backward()
            optimizer.step()
            totals += measures.detach().sum(1)[[0, 2]]
        return [x.detach() for x in (*weights, *biases, totals)]

    return run


def clipped_momentum(most):
    return lambda groups: clipped(OPTIMIZERS["momentum, decay"](groups), most)


for name, make in {
    "momentum, decay": OPTIMIZERS["momentum, decay"],
    "adam, decay": OPTIMIZERS["adam, decay"],
    "momentum, clipped norm": clipped_momentum(0.2),
    "momentum, norm below the clip": clipped_momentum(20),
}.items():
    CASES["training " + name] = (
        training(make),
        [
            *[numbers(4, 2, 3), weights(6, 5), weights(5, 3), weights(5), weights(3)],
            integers([2, 0, 1, 2]),
        ],
    )


def training_of_muon(steps, momentum, nesterov, adjust, most=None):
    """A convolution and two hidden layers, wide and tall, orthogonalised as matrices [out, in]; all
    else by AdamW. torch rounds these matrices to bfloat16, which is left out here."""

    def run(features, *given):
        parameters, labels = given[:8], given[8]
        trained = [x.detach().clone() for x in parameters]
        hidden = [torch.nn.Parameter(x.flatten(0, -2).T.contiguous()) for x in trained[:3]]
        others = [torch.nn.Parameter(x) for x in trained[3:]]
        muon = torch.optim.Muon(
            hidden, lr=0.02, weight_decay=0.1, momentum=momentum, nesterov=nesterov,
            adjust_lr_fn=adjust,
        )
        adam = torch.optim.AdamW(
            [{"params": others[:1]}, {"params": others[1:], "weight_decay": 0}],
            lr=0.01, weight_decay=0.05,
        )
        totals = torch.zeros(2).double()
        for _ in range(steps):
            filters = hidden[0].T.reshape(parameters[0].shape)
            x = torch.tanh(convolved()(features.detach(), filters) + others[1]).flatten(1)
            for weight, bias in zip(hidden[1:], others[2:]):
                x = torch.tanh(F.linear(x, weight, bias))
            measures = cross_entropy(F.linear(x, others[0].T, others[4]), labels)
            muon.zero_grad()
            adam.zero_grad()
            measures[0].mean().backward()
            if most is not None:
                gradients = [p.grad for p in hidden + others]
                norm = torch.nn.utils.get_total_norm(gradients)
                for gradient in gradients:
                    gradient.mul_(most / max(most, norm))
            with unittest.mock.patch("torch.Tensor.bfloat16", torch.Tensor.clone):
                muon.step()
            adam.step()
            totals += measures.detach().sum(1)[[0, 2]]
        weights = [x.T.reshape(y.shape) for x, y in zip(hidden, parameters)]
        return [x.detach() for x in (*weights, *others, totals)]

    return run


for name, make in {
    "muon, decay": training_of_muon(3, 0.9, True, "original"),
    "muon as adam, no nesterov, clipped": training_of_muon(3, 0.8, False, "match_rms_adamw", 0.1),
}.items():
    CASES["training " + name] = (
        make,
        [
            *[numbers(4, 3, 3, 2), weights(2, 2, 2, 3), weights(12, 4), weights(4, 7)],
            *[weights(7, 3), weights(3), weights(4), weights(7), weights(3)],
            integers([2, 0, 1, 2]),
        ],
    )


def training_of_twins(left, right, *given):
    """Two inputs through one tower, one of them through a frozen layer too; two outputs, of which
    one counts half; examples that have weights."""
    parameters, (values, labels, weight) = list(given[:8]), given[8:]
    trained = [x.detach().clone().requires_grad_() for x in parameters[:6]]
    tower, head, side, tower_bias, head_bias, side_bias = trained
    fixed, fixed_bias = (x.detach() for x in parameters[6:])
    groups = [{"params": trained[:3]}, {"params": trained[3:], "weight_decay": 0}]
    optimizer = OPTIMIZERS["momentum, decay"](groups)
    totals = torch.zeros(5).double()
    for _ in range(3):
        towers = [torch.tanh(F.linear(x.detach(), tower.T, tower_bias)) for x in (left, right)]
        beside = torch.tanh(F.linear(left.detach(), fixed.T, fixed_bias))
        joined = torch.cat([*towers, beside], 1)
        of_head = mean_over_rows(F.linear(joined, head.T, head_bias), values.detach())
        of_side = cross_entropy(F.linear(joined, side.T, side_bias), labels)
        loss = of_head[0] + 0.5 * of_side[0]
        weighted = torch.stack(
            [loss, torch.ones_like(loss), of_head[0], of_side[0], of_side[2]]
        ) * weight.detach()
        optimizer.zero_grad()
        (weighted[0].sum() / weight.sum()).backward()
        optimizer.step()
        totals += weighted.detach().sum(1)
    return [x.detach() for x in (*trained, fixed, fixed_bias, totals)]


CASES["training of twins"] = (
    training_of_twins,
    [
        *[numbers(6, 3), numbers(6, 3)],
        *[weights(3, 4), weights(10, 2), weights(10, 3), weights(4), weights(2), weights(3)],
        *[weights(3, 2), weights(2)],
        *[numbers(6, 2), integers([0, 2, 1, 1, 0, 2]), positive(6)],
    ],
)

def recurrent(
    kind,
    gates,
    both=False,
    backwards=False,
    all_steps=False,
    begin=0,
    given_states=0,
    lengths=None,
    mask=None,
    and_states=False,
    **settings,
):
    """A layer of torch's over [batch, time, features], with weights [in, gates * units], which torch
    has the other way round; its gates lie in the order in which Trine has them.

    begin: how many states it begins with, [batch, units], before its parameters
    given_states: how many it is given behind the sequence, [batch, ways * units]
    lengths: how many steps each sequence has, which Trine is given as such or as a mask
    and_states: whether it gives all that the last step hands on, [batch, ways * units]"""

    def run(x, *given):
        given = given if lengths is None else given[1:]
        handed, given = given[:given_states], given[given_states:]
        first, given = given[:begin], given[begin:]
        units = given[1].shape[0]
        module = kind(
            x.shape[2], units, batch_first=True, bidirectional=both, dtype=torch.float64, **settings
        )
        parameters = {}
        for i, suffix in enumerate(["", "_reverse"] if both else [""]):
            weight, recurrent_weight, bias, recurrent_bias = given[4 * i : 4 * i + 4]
            parameters["weight_ih_l0" + suffix] = weight.T
            parameters["weight_hh_l0" + suffix] = recurrent_weight.T
            parameters["bias_ih_l0" + suffix] = bias
            parameters["bias_hh_l0" + suffix] = recurrent_bias
        first = [state[None].contiguous() for state in first]
        first += [
            torch.stack(state.split(units, 1)) for state in handed
        ]  # torch has the ways one behind the other
        first = () if not first else (first[0] if len(first) == 1 else tuple(first),)
        x = x.flip(1) if backwards else x
        time = x.shape[1]
        if lengths is not None:
            x = pack_padded_sequence(x, lengths, batch_first=True, enforce_sorted=False)
        states, last = torch.func.functional_call(module, parameters, (x, *first))
        if lengths is not None:
            states, _ = pad_packed_sequence(states, batch_first=True, total_length=time)
            # Torch fills up with 0; Trine stays with the last state, which of the other way is 0.
            kept = torch.minimum(torch.arange(time), torch.tensor(lengths)[:, None] - 1)
            held = states[..., :units].gather(1, kept[..., None].expand(-1, -1, units))
            states = torch.cat([held, states[..., units:]], -1)
        states = states.flip(1) if backwards else states
        last = last if isinstance(last, tuple) else (last,)
        last = [state.transpose(0, 1).flatten(1) for state in last]
        if and_states:
            return (states, *last) if all_steps else tuple(last)
        return states if all_steps else last[0]

    x = numbers(2, 4, 3)
    there = [] if lengths is None else [integers(lengths if mask is None else mask)]
    parameters = [weights(3, gates * 5), weights(5, gates * 5), *2 * [weights(gates * 5)]]
    handed = [numbers(2, 10 if both else 5)] * given_states
    first = [numbers(2, 5)] * begin
    return run, [x, *there, *handed, *first, *(2 if both else 1) * parameters]


CASES["layer recurrent"] = recurrent(torch.nn.RNN, 1)
CASES["layer recurrent of relu, all, backwards"] = recurrent(
    torch.nn.RNN, 1, nonlinearity="relu", all_steps=True, backwards=True
)
for name, kind, gates in [("lstm", torch.nn.LSTM, 4), ("gru", torch.nn.GRU, 3)]:
    CASES["layer " + name] = recurrent(kind, gates)
    CASES["layer " + name + ", all"] = recurrent(kind, gates, all_steps=True)
    CASES["layer " + name + ", backwards"] = recurrent(kind, gates, backwards=True)
    CASES["layer " + name + ", all, backwards"] = recurrent(
        kind, gates, all_steps=True, backwards=True
    )
CASES["layer bidirectional"] = recurrent(torch.nn.LSTM, 4, both=True)
CASES["layer bidirectional, all"] = recurrent(torch.nn.GRU, 3, both=True, all_steps=True)
CASES["layer recurrent, carried"] = recurrent(torch.nn.RNN, 1, begin=1)
CASES["layer lstm, carried"] = recurrent(torch.nn.LSTM, 4, begin=2, all_steps=True)
CASES["layer gru, carried"] = recurrent(torch.nn.GRU, 3, begin=1, all_steps=True)
CASES["layer recurrent of lengths"] = recurrent(torch.nn.RNN, 1, lengths=[2, 4])
CASES["layer lstm of lengths"] = recurrent(torch.nn.LSTM, 4, lengths=[3, 1])
CASES["layer lstm of lengths, all"] = recurrent(
    torch.nn.LSTM, 4, lengths=[3, 1], mask=[[1, 7, 2, 0], [3, 0, 0, 0]], all_steps=True
)
CASES["layer gru of lengths, all, carried"] = recurrent(
    torch.nn.GRU, 3, lengths=[4, 2], all_steps=True, begin=1
)
CASES["layer bidirectional of lengths"] = recurrent(torch.nn.LSTM, 4, lengths=[2, 3], both=True)
CASES["layer bidirectional of lengths, all"] = recurrent(
    torch.nn.GRU, 3, lengths=[3, 2], both=True, all_steps=True
)
CASES["layer recurrent of states, backwards"] = recurrent(
    torch.nn.RNN, 1, given_states=1, backwards=True
)
CASES["layer lstm of lengths, states"] = recurrent(
    torch.nn.LSTM, 4, lengths=[3, 2], and_states=True
)
CASES["layer lstm of lengths and states, all and states"] = recurrent(
    torch.nn.LSTM, 4, lengths=[2, 4], given_states=2, all_steps=True, and_states=True
)
CASES["layer gru of states, all and states"] = recurrent(
    torch.nn.GRU, 3, given_states=1, all_steps=True, and_states=True
)
CASES["layer bidirectional of lengths and states, states"] = recurrent(
    torch.nn.LSTM, 4, lengths=[3, 2], both=True, given_states=2, and_states=True
)



def lateral(activation):
    return lambda z, x, weight, input_weight, bias: activation(z @ weight + x @ input_weight + bias)


def settled(units, turn):
    """What a map comes to in so many turns that no further one changes a bit; its gradient goes back
    through all of them."""

    def run(x, *parameters):
        z = torch.zeros(x.shape[0], units, dtype=torch.float64)
        for _ in range(200):
            z = turn(z, x, *parameters)
        return z

    return run


def contracting(*shape):
    return numbers(*shape, low=-0.3, high=0.3)


CASES["layer fixedPoint"] = (
    settled(5, lateral(torch.tanh)),
    [numbers(3, 4), contracting(5, 5), numbers(4, 5), numbers(5)],
)
CASES["layer fixedPoint of sigmoid, damped"] = (
    settled(5, lambda z, x, *own: dense(torch.sigmoid)(torch.cat([z, x], -1), *own)),
    [numbers(3, 4), numbers(9, 5), numbers(5)],
)
CASES["layer lateral"] = (
    lateral(F.silu),
    [numbers(3, 5), numbers(3, 4), numbers(5, 5), numbers(4, 5), numbers(5)],
)


def training_of_normalised(features, *given):
    """The parameters afterwards, the running means, and the sums of loss and right answers."""
    parameters, (mean, variance, labels) = given[:6], given[6:]
    trained = [x.detach().clone().requires_grad_() for x in parameters]
    weight0, weight1, bias0, scale, shift, bias1 = trained
    norm = torch.nn.BatchNorm1d(5).double()
    norm.running_mean, norm.running_var = mean.detach().clone(), variance.detach().clone()
    norm.weight, norm.bias = torch.nn.Parameter(scale), torch.nn.Parameter(shift)
    decaying, others = [weight0, weight1], [bias0, norm.weight, norm.bias, bias1]
    optimizer = OPTIMIZERS["momentum, decay"](
        [{"params": decaying}, {"params": others, "weight_decay": 0}]
    )
    totals = torch.zeros(2).double()
    for _ in range(3):
        hidden = torch.tanh(norm(F.linear(features.detach(), weight0.T, bias0)))
        measures = cross_entropy(F.linear(hidden, weight1.T, bias1), labels)
        optimizer.zero_grad()
        measures[0].mean().backward()
        optimizer.step()
        totals += measures.detach().sum(1)[[0, 2]]
    results = [*decaying, *others, norm.running_mean, norm.running_var, totals]
    return [x.detach() for x in results]


CASES["training of normalised"] = (
    training_of_normalised,
    [
        *[numbers(4, 6), weights(6, 5), weights(5, 3), weights(5), positive(5), weights(5)],
        *[weights(3), numbers(5), positive(5)],
        integers([2, 0, 1, 2]),
    ],
)

# ---- Sequences and sets


def along_time(convolve):
    """Sequences are [batch, time, channels], filters [size, channels, filters]."""
    return lambda x, filters, bias: convolve(x.mT, filters.permute(2, 1, 0)).mT + bias


def linear(x, weight, bias):
    return F.linear(x, weight.T, bias)


def embedded(padding):
    """torch only keeps the row of what fills up as it is; Trine takes it as 0."""
    return lambda indices, table: (
        F.embedding(indices, table, padding_idx=padding) * (indices != padding)[..., None]
    )


def positions(time, width):
    """Vaswani et al. 2017, section 3.5, number by number."""
    rows = []
    for t in range(time):
        angles = [t / 10000 ** ((j - j % 2) / width) for j in range(width)]
        rows.append([math.cos(a) if j % 2 else math.sin(a) for j, a in enumerate(angles)])
    return torch.tensor(rows, dtype=torch.float64)


def attention_weights(scale, causal=False):
    def run(scores, mask=None):
        seen = torch.ones(scores.shape, dtype=torch.bool)
        if mask is not None:
            seen = seen & (mask != 0)[:, None, None, :]
        if causal:
            seen = seen.tril()
        shares = F.softmax((scores * scale).masked_fill(~seen, -1e300), -1)
        # Of equal numbers torch makes equal shares, where Trine takes nothing of what is not seen.
        return torch.where(seen, shares, 0.0)

    return run


def there(lengths, time):
    return torch.arange(time) < lengths[:, None]


def in_torch(name, queries, queries_bias, pairs, pairs_bias, output, output_bias):
    """The parameters of a torch.nn.MultiheadAttention by those of Trine's dense layers."""
    parameters = {
        "in_proj_bias": torch.cat([queries_bias, pairs_bias]),
        "out_proj.weight": output.T,
        "out_proj.bias": output_bias,
    }
    if queries.shape[0] == pairs.shape[0]:
        parameters["in_proj_weight"] = torch.cat([queries, pairs], 1).T
    else:
        width = queries.shape[0]
        parameters["q_proj_weight"] = queries.T
        parameters["k_proj_weight"] = pairs[:, :width].T
        parameters["v_proj_weight"] = pairs[:, width:].T
    return {name + key: value for key, value in parameters.items()}


def attention(heads, features=None, mask=None, causal=False):
    """features: of another sequence that is attended to; mask: truth values of an input behind"""

    def run(x, *rest):
        rest = list(rest)
        to = x if features is None else rest.pop(0)
        padding = None if mask is None else ~mask(rest.pop(0))
        layer = torch.nn.MultiheadAttention(
            x.shape[2], heads, batch_first=True, kdim=features, vdim=features, dtype=torch.float64
        )
        future = torch.ones(x.shape[1], x.shape[1], dtype=torch.bool).triu(1) if causal else None
        settings = {"key_padding_mask": padding, "attn_mask": future, "need_weights": False}
        return torch.func.functional_call(layer, in_torch("", *rest), (x, to, to), settings)[0]

    return run


def attention_parameters(width, features):
    shapes = [(width, width), (width,), (features, 2 * width), (2 * width,)]
    return [weights(*shape) for shape in [*shapes, (width, width), (width,)]]


def block(kind, attentions, norm_first, mask=None):
    """A block of torch's. Trine asks for the parameters of each branch in turn, those of its norm
    before or after the others."""

    def run(x, *rest):
        rest = list(rest)
        memory = [rest.pop(0)] if len(attentions) > 1 else []
        settings = {}
        if mask is not None:
            settings["src_key_padding_mask"] = ~mask(rest.pop(0))
        parameters = {}

        def norm(number):
            parameters["norm%s.weight" % number] = rest.pop(0)
            parameters["norm%s.bias" % number] = rest.pop(0)

        def dense(name):
            parameters[name + ".weight"] = rest.pop(0).T
            parameters[name + ".bias"] = rest.pop(0)

        for number, name in enumerate([*attentions, "linear"], 1):
            if norm_first:
                norm(number)
            if name == "linear":
                hidden = rest[0].shape[1]
                dense("linear1")
                dense("linear2")
            else:
                parameters.update(in_torch(name + ".", *[rest.pop(0) for _ in range(6)]))
            if not norm_first:
                norm(number)
        layer = kind(
            x.shape[2], 2, hidden, 0.0, lambda y: F.gelu(y, approximate="tanh"), batch_first=True,
            norm_first=norm_first, dtype=torch.float64,
        )
        if memory:
            time = x.shape[1]
            settings["tgt_mask"] = torch.ones(time, time, dtype=torch.bool).triu(1)
        return torch.func.functional_call(layer, parameters, (x, *memory), settings)

    return run


def block_parameters(attentions, norm_first, width=4, hidden=5):
    given = []
    for _ in range(attentions):
        branch = attention_parameters(width, width)
        given += [positive(width), weights(width), *branch] if norm_first else [*branch, positive(width), weights(width)]
    branch = [weights(width, hidden), weights(hidden), weights(hidden, width), weights(width)]
    norm = [positive(width), weights(width)]
    return [*given, *norm, *branch] if norm_first else [*given, *branch, *norm]


ENCODER, DECODER = torch.nn.TransformerEncoderLayer, torch.nn.TransformerDecoderLayer
CASES |= {
    "layer embedding": (
        lambda indices, table: F.embedding(indices, table),
        [integers([[0, 4, 2], [4, 4, 1]]), numbers(5, 3)],
    ),
    "layer embedding, padded": (
        embedded(4),
        [integers([[0, 4, 2], [4, 4, 1]]), numbers(5, 3)],
    ),
    "layer positions": (lambda x: x + positions(6, 5), [numbers(2, 6, 5)]),
    "layer learnedPositions": (lambda x, y: x + y, [numbers(2, 3, 4), numbers(3, 4)]),
    "layer rmsNorm": (
        lambda x, scale: F.rms_norm(x, [4], scale, 1e-5),
        [numbers(2, 3, 4), numbers(4)],
    ),
    "layer conv1d": (
        along_time(lambda x, w: F.conv1d(x, w, padding=1, stride=2)),
        [numbers(2, 5, 3), numbers(3, 3, 4), numbers(4)],
    ),
    "layer conv1d of an even size": (
        along_time(lambda x, w: F.conv1d(F.pad(x, (0, 1)), w)),
        [numbers(2, 5, 3), numbers(2, 3, 4), numbers(4)],
    ),
    "layer maxPool1d": (lambda x: F.max_pool1d(x.mT, 2).mT, [numbers(2, 5, 3)]),
    "layer averagePool1d": (lambda x: F.avg_pool1d(x.mT, 2).mT, [numbers(2, 5, 3)]),
    "layer globalAveragePool1d": (lambda x: x.mean(1), [numbers(2, 5, 3)]),
    "layer globalMaxPool2d": (lambda x: x.amax((1, 2)), [numbers(2, 3, 4, 5)]),
    "layer upsample2d": (
        pooled(lambda x: F.interpolate(x, scale_factor=3, mode="nearest")),
        [numbers(2, 2, 3, 2)],
    ),
    "layer pad2d": (pooled(lambda x: F.pad(x, (3, 0, 1, 2))), [numbers(2, 2, 3, 2)]),
    "layer prelu": (
        lambda x, slope: channels_last(F.prelu(channels_first(x), slope)),
        [given([[[[-2.0, 0.0], [0.5, -0.1]], [[0.0, 3.0], [-1.0, -4.0]]]]), numbers(2)],
    ),
    "layer maxout": (
        lambda x, weight, bias: linear(x, weight, bias).reshape(3, 4, 2).amax(-1),
        [numbers(3, 5), numbers(5, 8), numbers(8)],
    ),
    "layer dense of sequences": (
        dense(torch.tanh),
        [numbers(2, 3, 4), numbers(4, 5), numbers(5)],
    ),
    "attention weights": (attention_weights(0.5), [numbers(2, 3, 4, 5)]),
    "attention weights, masked": (
        attention_weights(0.5),
        [numbers(2, 3, 4, 5), integers([[1, 0, 1, -2, 0], [0, 0, 0, 0, 0]])],
    ),
    "attention weights, masked, causal": (
        attention_weights(1.5, causal=True),
        [numbers(2, 1, 4, 4), integers([[0, 1, 0, 1], [1, 1, 1, 1]])],
    ),
    "layer attention": (attention(2), [numbers(2, 3, 4), *attention_parameters(4, 4)]),
    "layer attention, causal": (
        attention(2, causal=True),
        [numbers(2, 3, 4), *attention_parameters(4, 4)],
    ),
    "layer attention, lengths": (
        attention(2, mask=lambda lengths: there(lengths, 3)),
        [numbers(2, 3, 4), integers([2, 3]), *attention_parameters(4, 4)],
    ),
    "layer attention to others, masked": (
        attention(3, features=4, mask=lambda mask: mask != 0),
        [
            *[numbers(2, 3, 6), numbers(2, 5, 4), integers([[1, 0, 7, 0, 1], [0, 0, 0, 0, 1]])],
            *attention_parameters(6, 4),
        ],
    ),
    "layer transformer": (
        block(ENCODER, ["self_attn"], True),
        [numbers(2, 3, 4), *block_parameters(1, True)],
    ),
    "layer transformer, normalised after, lengths": (
        block(ENCODER, ["self_attn"], False, mask=lambda lengths: there(lengths, 3)),
        [numbers(2, 3, 4), integers([3, 2]), *block_parameters(1, False)],
    ),
    "layer transformerDecoder": (
        block(DECODER, ["self_attn", "multihead_attn"], True),
        [numbers(2, 3, 4), numbers(2, 5, 4), *block_parameters(2, True)],
    ),
    "layer transformerDecoder, normalised after": (
        block(DECODER, ["self_attn", "multihead_attn"], False),
        [numbers(2, 3, 4), numbers(2, 5, 4), *block_parameters(2, False)],
    ),
}

# ---- The file


def draw_weights(output, generator):
    """Numbers that BF16 has too, in which gradients of casts to it are."""
    drawn = [generator.randint(-127, 127) / 64 for _ in range(output.numel())]
    return torch.tensor(drawn, dtype=torch.float64).reshape(output.shape)


def tensor(element, values):
    flat = values.detach().double().flatten().tolist()
    return {"type": element, "shape": list(values.shape), "values": flat}


def evaluate(name, function, inputs, weight=None):
    generator = random.Random(name)
    drawn = [draw(generator) for _, draw in inputs]
    real = [x.requires_grad_() for x in drawn if x.is_floating_point()]
    outputs = function(*drawn)
    outputs = [outputs] if isinstance(outputs, torch.Tensor) else list(outputs)
    case = {
        "inputs": [tensor(element, x) for (element, _), x in zip(inputs, drawn)],
        "outputs": [tensor("BF16" if y.dtype == torch.bfloat16 else "F32", y) for y in outputs],
    }
    if outputs[0].requires_grad:
        weights = [
            draw_weights(y, generator) if weight is None else torch.full_like(y, weight)
            for y in outputs
        ]
        loss = sum((y.double() * w).sum() for y, w in zip(outputs, weights))
        found = iter(torch.autograd.grad(loss, real))
        case["weights"] = [tensor("F32", w) for w in weights]
        case["gradients"] = [
            tensor("F32", next(found)) if x.is_floating_point() else None for x in drawn
        ]
    return case


def written(name, case):
    """One line a tensor."""
    parts = []
    for part, tensors in case.items():
        lines = ",\n".join("   " + json.dumps(t) for t in tensors)
        parts.append('  "%s": [\n%s]' % (part, lines))
    return " %s: {\n%s}" % (json.dumps(name), ",\n".join(parts))


cases = ",\n".join(written(name, evaluate(name, *case)) for name, case in CASES.items())
path = pathlib.Path(__file__).parents[1] / "resources/dev/trine/outside/torch_values.json"
path.write_text("{\n" + cases + "\n}\n")
