"""The U-Net of the benchmarks in PyTorch: WEIGHTS INPUT MODE WIDTH LEVELS CLASSES BATCH SIZE DROPOUT THREADS.

WEIGHTS and INPUT are raw float32 in PyTorch's order of axes; MODE is infer or train.
After every line on standard input it works once and prints the seconds; after the end of the input a line of JSON.
"""

import json
import sys
import time

try:
    import torch
    from torch import nn
except ImportError:
    sys.exit(3)


class Block(nn.Sequential):
    def __init__(self, inputs, outputs):
        layers = []
        for channels in (inputs, outputs):
            layers += [nn.Conv2d(channels, outputs, 3, padding=1), nn.BatchNorm2d(outputs, eps=1e-3, momentum=0.01), nn.ReLU(inplace=True)]
        super().__init__(*layers)


class UNet(nn.Module):
    def __init__(self, width, levels, classes, dropout):
        super().__init__()
        widths = [width << level for level in range(levels)]
        self.down = nn.ModuleList(Block(a, b) for a, b in zip([1] + widths[:-1], widths))
        self.up = nn.ModuleList(nn.ConvTranspose2d(b, a, 2, stride=2) for a, b in zip(widths[-2::-1], widths[:0:-1]))
        self.join = nn.ModuleList(Block(2 * a, a) for a in widths[-2::-1])
        self.head = nn.Conv2d(width, classes, 1)
        self.pool = nn.MaxPool2d(2)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x):
        skips = []
        for block in self.down[:-1]:
            skips.append(block(x))
            x = self.pool(skips[-1])
        x = self.dropout(self.down[-1](x))
        for up, join, skip in zip(self.up, self.join, reversed(skips)):
            x = join(torch.cat([up(x), skip], 1))
        return self.head(x)


def floats(path):
    with open(path, "rb") as file:
        return torch.frombuffer(bytearray(file.read()), dtype=torch.float32)


def main():
    weights, data, mode = sys.argv[1:4]
    width, levels, classes, batch, size = (int(a) for a in sys.argv[4:9])
    torch.set_num_threads(int(sys.argv[10]))
    network = UNet(width, levels, classes, float(sys.argv[9]))
    values, start = floats(weights), 0
    with torch.no_grad():
        for module in network.modules():
            for tensor in module._parameters.values():
                tensor.copy_(values[start : start + tensor.numel()].reshape(tensor.shape))
                start += tensor.numel()
    assert start == len(values), (start, len(values))
    x = floats(data).reshape(batch, 1, size, size)
    labels = (x[:, 0] * classes).long().clamp(0, classes - 1)
    optimizer = torch.optim.Adam(network.parameters(), lr=1e-4)

    def infer():
        with torch.inference_mode():
            return network(x).softmax(1).square().sum()

    def train():
        loss = nn.functional.cross_entropy(network(x), labels)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        optimizer.step()
        return loss.detach()

    network.train(mode == "train")
    work = train if mode == "train" else infer
    result = float(work())
    for _ in sys.stdin:
        start = time.perf_counter()
        work()
        print(time.perf_counter() - start, flush=True)
    print(json.dumps({"seconds": [], "result": result, "version": "torch " + torch.__version__}))


main()
