"""Writes *.onnx among the tests' resources: small models as PyTorch exports them, with weights that are drawn.

    pip install torch==2.13.0 onnx==1.23.1  # with which the committed files were made, on a CPU
    python3 torch_graphs.py

What they give is computed by ONNX Runtime when the tests run (dev.trine.onnx.ForeignTest).
"""

import pathlib

import torch
import torch.nn.functional as F
from torch import nn

FOLDER = pathlib.Path(__file__).parent / "../resources/dev/trine/onnx"


class Lenet(nn.Module):
    """Flattens with channels first before a linear layer."""

    def __init__(self):
        super().__init__()
        self.first = nn.Conv2d(2, 4, 3, padding=1)
        self.second = nn.Conv2d(4, 6, 3)
        self.hidden = nn.Linear(6 * 3 * 3, 10)
        self.dropout = nn.Dropout(0.5)
        self.last = nn.Linear(10, 3)

    def flat(self, x):
        return torch.flatten(x, 1)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.first(x)), 2)
        x = F.relu(self.second(x))
        return self.last(self.dropout(F.relu(self.hidden(self.flat(x)))))


class LenetView(Lenet):
    """The same by a view of a computed shape."""

    def flat(self, x):
        return x.view(x.size(0), -1)


class Residual(nn.Module):
    """Norms, groups, sums, transposed convolution, and global pools."""

    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 4, 3, padding=1, stride=2, bias=False)
        self.norm = nn.BatchNorm2d(4)
        self.groups = nn.Conv2d(4, 4, 3, padding=1, groups=2)
        self.slopes = nn.PReLU(4)
        self.up = nn.ConvTranspose2d(4, 3, 4, stride=2, padding=1)
        self.last = nn.Linear(3, 2)

    def forward(self, x):
        x = F.silu(self.norm(self.conv(x / 2)))
        x = self.slopes(x + self.groups(x))
        x = F.leaky_relu(self.up(x))
        x = F.avg_pool2d(F.interpolate(x, scale_factor=2), 3, stride=2, padding=1)
        return self.last(F.adaptive_avg_pool2d(x, 1).flatten(1))


class Branches(nn.Module):
    """Joins channels, and gives two outputs."""

    def __init__(self):
        super().__init__()
        self.wide = nn.Conv2d(2, 3, (1, 3), padding=(0, 1))
        self.high = nn.Conv2d(2, 2, (3, 1), padding=(1, 0))
        self.last = nn.Linear(5 * 4 * 6, 2)

    def forward(self, x):
        both = torch.cat([torch.tanh(self.wide(x)), F.softplus(self.high(x))], 1)
        return self.last(both.flatten(1)), F.adaptive_max_pool2d(both, 1).flatten(1)


class Steps(nn.Module):
    """An answer at each step."""

    def __init__(self, kind, batch_first=True):
        super().__init__()
        self.walk = kind(3, 4, batch_first=batch_first)
        self.last = nn.Linear(4, 2)

    def forward(self, x):
        return self.last(self.walk(x)[0])


class LastStep(Steps):
    """An answer at the end, by all outputs."""

    def forward(self, x):
        return self.last(self.walk(x)[0][:, -1])


class State(Steps):
    """An answer at the end, by the state."""

    def forward(self, x):
        return self.last(self.walk(x)[1][0][0])


class Words(nn.Module):
    def __init__(self):
        super().__init__()
        self.table = nn.Embedding(7, 4)
        self.norm = nn.LayerNorm(4)
        self.last = nn.Linear(4, 5)

    def forward(self, x):
        return self.last(self.norm(self.table(x)))


class Waves(nn.Module):
    """Convolution along time, flattened with channels first."""

    def __init__(self):
        super().__init__()
        self.conv = nn.Conv1d(3, 4, 3, padding=1, stride=2)
        self.last = nn.Linear(2 * 4, 2)

    def forward(self, x):
        return self.last(F.max_pool1d(F.elu(self.conv(x)), 2).flatten(1))


def write(name, model, example, opset=17):
    model.eval()
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.uniform_(-0.8, 0.8)
        for buffer_name, buffer in model.named_buffers():
            if buffer.is_floating_point():
                buffer.uniform_(0.5, 1.5)
    torch.onnx.export(
        model,
        (example,),
        FOLDER / (name + ".onnx"),
        input_names=["x"],
        dynamic_axes={"x": {1 if name.endswith("-time-first") else 0: "batch"}},
        opset_version=opset,
        dynamo=False,
    )


if __name__ == "__main__":
    torch.manual_seed(1)
    mlp = nn.Sequential(
        nn.Linear(4, 8), nn.Tanh(), nn.BatchNorm1d(8), nn.Linear(8, 6), nn.GELU(approximate="tanh"), nn.Linear(6, 3)
    )
    softmax = nn.Sequential(nn.Linear(4, 3), nn.Softmax(1))
    within = nn.Sequential(nn.Linear(4, 3), nn.Softmax(1), nn.Linear(3, 2))
    write("mlp", mlp, torch.randn(2, 4), opset=20)
    write("lenet", Lenet(), torch.randn(1, 2, 10, 10))
    write("lenet-view", LenetView(), torch.randn(1, 2, 10, 10))
    write("residual", Residual(), torch.randn(1, 3, 8, 8))
    write("branches", Branches(), torch.randn(1, 2, 4, 6))
    write("waves", Waves(), torch.randn(1, 3, 8))
    write("words", Words(), torch.randint(0, 7, (1, 5)))
    for kind in (nn.RNN, nn.LSTM, nn.GRU):
        write(kind.__name__.lower() + "-steps", Steps(kind), torch.randn(1, 5, 3))
    write("lstm-last-step", LastStep(nn.LSTM), torch.randn(1, 5, 3))
    write("lstm-state", State(nn.LSTM), torch.randn(1, 5, 3))
    write("gru-time-first", Steps(nn.GRU, batch_first=False), torch.randn(5, 1, 3))
    write("softmax", softmax, torch.randn(2, 4))
    write("softmax-within", within, torch.randn(2, 4))
