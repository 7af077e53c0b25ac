"""Writes torch_*.safetensors among the tests' resources: small networks of PyTorch, their weights by PyTorch's
names, and what they make of some inputs, in double precision.

    pip install torch==2.13.0  # with which the committed files were made, on a CPU
    python3 torch_models.py

Beside the weights a file has "inputs" and "outputs", images with their channels last, as Trine takes them.
torch_types.safetensors has a tensor of each type that is read, and under its name and " as F32" the same
rounded to F32.
"""

import json
import math
import pathlib
import struct

import torch
import torch.nn as nn

FOLDER = pathlib.Path(__file__).parent.parent / "resources/dev/trine/nn"
TYPES = {
    torch.float64: "F64",
    torch.float32: "F32",
    torch.float16: "F16",
    torch.bfloat16: "BF16",
    torch.int64: "I64",
    torch.int32: "I32",
    torch.int16: "I16",
    torch.int8: "I8",
    torch.uint8: "U8",
    torch.uint16: "U16",
}


class LeNet(nn.Module):
    """After LeCun et al. 1998, with a norm and with groups; nothing in it is square."""

    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv2d(1, 4, 3),
            nn.BatchNorm2d(4),
            nn.Tanh(),
            nn.MaxPool2d(2),
            nn.Conv2d(4, 6, (3, 2), groups=2),
            nn.ReLU(),
            nn.MaxPool2d(2),
        )
        self.fc1 = nn.Linear(2 * 3 * 6, 8)
        self.fc2 = nn.Linear(8, 3)

    def forward(self, images):
        features = self.features(images).flatten(1)
        return self.fc2(torch.tanh(self.fc1(features)))


class Lstm(nn.Module):
    """Of a sentence of words."""

    def __init__(self):
        super().__init__()
        self.words = nn.Embedding(7, 4)
        self.lstm = nn.LSTM(4, 5, batch_first=True)
        self.out = nn.Linear(5, 3)

    def forward(self, sentences):
        _, (last, _) = self.lstm(self.words(sentences))
        return self.out(last[0])


class Sequences(nn.Module):
    """The other layers along time, and a flatten of a sequence."""

    def __init__(self):
        super().__init__()
        self.conv = nn.Conv1d(2, 3, 2)
        self.gru = nn.GRU(3, 4, batch_first=True)
        self.both = nn.LSTM(4, 2, batch_first=True, bidirectional=True)
        self.norm = nn.LayerNorm(4)
        self.out = nn.Linear(4 * 5, 2)

    def forward(self, steps):
        filtered = torch.tanh(self.conv(steps.transpose(1, 2))).transpose(1, 2)
        states = self.norm(self.both(self.gru(filtered)[0])[0])
        return self.out(states.transpose(1, 2).flatten(1))


class Decoder(nn.Module):
    """A transposed convolution."""

    def __init__(self):
        super().__init__()
        self.up = nn.ConvTranspose2d(2, 3, (2, 3), stride=2)

    def forward(self, images):
        return torch.tanh(self.up(images))


class Attentive(nn.Module):
    """A block with attention, whose results are what its inputs attend to."""

    def __init__(self):
        super().__init__()
        self.block = nn.TransformerEncoderLayer(
            4, 2, 5, 0.0, "relu", batch_first=True, norm_first=True
        )
        self.attention = nn.MultiheadAttention(4, 2, batch_first=True)
        self.out = nn.Linear(4, 2)

    def forward(self, steps):
        made = self.block(steps)
        asked = self.attention(steps, made, made, need_weights=False)[0]
        return self.out(asked.mean(1))


def write(name, tensors):
    header, data = {"__metadata__": {"format": "pt"}}, b""
    for key, tensor in tensors.items():
        raw = bytes(tensor.contiguous().flatten().view(torch.uint8).tolist())
        header[key] = {
            "dtype": TYPES[tensor.dtype],
            "shape": list(tensor.shape),
            "data_offsets": [len(data), len(data) + len(raw)],
        }
        data += raw
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    (FOLDER / f"torch_{name}.safetensors").write_bytes(struct.pack("<Q", len(text)) + text + data)


def channels_last(values):
    return values.permute(0, 2, 3, 1) if values.dim() == 4 else values


def write_model(name, make, inputs):
    torch.manual_seed(1)
    model = make()
    for key, value in model.state_dict().items():
        if key.endswith(("running_mean", "bias")):
            value.uniform_(-0.5, 0.5)
        if key.endswith("running_var"):
            value.uniform_(0.5, 2)
    weights = {key: value.clone() for key, value in model.state_dict().items()}
    model = model.double().eval()
    with torch.no_grad():
        exact = inputs.double() if inputs.is_floating_point() else inputs
        outputs = model(exact).float()
    write(
        name,
        weights
        | {"inputs": channels_last(inputs.float()), "outputs": channels_last(outputs)},
    )


def write_types():
    numbers = [0.0, -0.0, 1.0, -2.75, 1 / 3, 65504.0, 1e-5, -6e-8, 3e-7, math.inf, -math.inf, math.nan]
    tensors = {}
    for dtype in (torch.float64, torch.float32, torch.float16, torch.bfloat16):
        values = torch.tensor(numbers, dtype=torch.float64).to(dtype)
        tensors[TYPES[dtype]] = values
        tensors[f"{TYPES[dtype]} as F32"] = values.float()
    for dtype in (torch.int64, torch.int32, torch.int16, torch.int8, torch.uint8):
        limits = torch.iinfo(dtype)
        rounded = [value for value in (2**24 + 1, 2**24 + 3) if value <= limits.max]  # halfway, to even
        values = torch.tensor([limits.min, 0, 1, 100, limits.max, *rounded], dtype=dtype)
        tensors[TYPES[dtype]] = values
        tensors[f"{TYPES[dtype]} as F32"] = values.float()
    tensors["U16"] = torch.tensor([1, 2], dtype=torch.uint16)  # is not read
    write("types", tensors)


generator = torch.Generator().manual_seed(2)
write_model("lenet", LeNet, torch.randn(3, 1, 14, 16, generator=generator))
write_model("lstm", Lstm, torch.randint(7, (3, 6), generator=generator))
write_model("sequences", Sequences, torch.randn(3, 6, 2, generator=generator))
write_model("decoder", Decoder, torch.randn(2, 2, 3, 4, generator=generator))
write_model("attention", Attentive, torch.randn(3, 5, 4, generator=generator))
write_types()
