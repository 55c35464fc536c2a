"""Writes trained-model folders as nnU-Net v2 does, with random weights, an input and PyTorch's output: an independent witness.

Usage: reference_networks.py FOLDER. Networks are written anew from the published description, with the module names of the checkpoints.
"""
import json
import os
import sys

import numpy as np
import torch
from torch import nn

CONV = {2: nn.Conv2d, 3: nn.Conv3d}
UP = {2: nn.ConvTranspose2d, 3: nn.ConvTranspose3d}
NORM = {"instance": {2: nn.InstanceNorm2d, 3: nn.InstanceNorm3d}, "batch": {2: nn.BatchNorm2d, 3: nn.BatchNorm3d}}
POOL = {2: nn.AvgPool2d, 3: nn.AvgPool3d}


class Block(nn.Module):
    def __init__(self, s, cin, cout, kernel, stride, last=False, bias=None):
        super().__init__()
        self.conv = CONV[s["rank"]](cin, cout, kernel, stride, [(k - 1) // 2 for k in kernel], bias=s["bias"] if bias is None else bias)
        self.norm = NORM[s["norm"]][s["rank"]](cout, eps=s["eps"], affine=True)
        parts = [self.conv, self.norm]
        if not last:
            self.nonlin = s["act"]()
            parts.append(self.nonlin)
        self.all_modules = nn.Sequential(*parts)

    def forward(self, x):
        return self.all_modules(x)


class Stack(nn.Module):
    def __init__(self, s, n, cin, cout, kernel, stride):
        super().__init__()
        ones = [1] * len(kernel)
        self.convs = nn.Sequential(*[Block(s, cin if i == 0 else cout, cout, kernel, stride if i == 0 else ones) for i in range(n)])

    def forward(self, x):
        return self.convs(x)


class Residual(nn.Module):
    def __init__(self, s, cin, cout, kernel, stride):
        super().__init__()
        ones = [1] * len(kernel)
        self.conv1, self.conv2 = Block(s, cin, cout, kernel, stride), Block(s, cout, cout, kernel, ones, last=True)
        self.nonlin2 = s["act"]()
        skip = [POOL[s["rank"]](stride, stride)] if any(i != 1 for i in stride) else []
        skip += [Block(s, cin, cout, ones, ones, last=True, bias=False)] if cin != cout else []
        self.skip = nn.Sequential(*skip)

    def forward(self, x):
        return self.nonlin2(self.conv2(self.conv1(x)) + self.skip(x))


class Group(nn.Module):
    def __init__(self, blocks):
        super().__init__()
        self.blocks = nn.Sequential(*blocks)

    def forward(self, x):
        return self.blocks(x)


class Encoder(nn.Module):
    def __init__(self, s, cin):
        super().__init__()
        f, k, st, n = s["features"], s["kernels"], s["strides"], s["blocks"]
        stages = []
        if s["residual"]:
            self.stem = Stack(s, 1, cin, f[0], k[0], [1] * s["rank"])
            cin = f[0]
            for i in range(len(f)):
                stages.append(Group([Residual(s, cin if b == 0 else f[i], f[i], k[i], st[i] if b == 0 else [1] * s["rank"]) for b in range(n[i])]))
                cin = f[i]
        else:
            for i in range(len(f)):
                stages.append(nn.Sequential(Stack(s, n[i], cin, f[i], k[i], st[i])))
                cin = f[i]
        self.stages = nn.Sequential(*stages)

    def forward(self, x):
        x = self.stem(x) if hasattr(self, "stem") else x
        skips = []
        for stage in self.stages:
            x = stage(x)
            skips.append(x)
        return skips


class Decoder(nn.Module):
    def __init__(self, s, encoder, classes):
        super().__init__()
        f, k, st, n = s["features"], s["kernels"], s["strides"], len(s["features"])
        self.encoder = encoder
        order = range(n - 2, -1, -1)
        self.stages = nn.ModuleList([Stack(s, s["decoder"][n - 2 - i], 2 * f[i], f[i], k[i], [1] * s["rank"]) for i in order])
        self.transpconvs = nn.ModuleList([UP[s["rank"]](f[i + 1], f[i], st[i + 1], st[i + 1], bias=s["bias"]) for i in order])
        self.seg_layers = nn.ModuleList([CONV[s["rank"]](f[i], classes, 1) for i in order])

    def forward(self, skips):
        x = skips[-1]
        for i in range(len(self.stages)):
            x = self.stages[i](torch.cat((self.transpconvs[i](x), skips[-(i + 2)]), 1))
        return self.seg_layers[-1](x)


class UNet(nn.Module):
    def __init__(self, s, cin, classes):
        super().__init__()
        self.encoder = Encoder(s, cin)
        self.decoder = Decoder(s, self.encoder, classes)

    def forward(self, x):
        return self.decoder(self.encoder(x))


def cases():
    base = {"rank": 3, "residual": False, "bias": True, "norm": "instance", "eps": 1e-5, "act": lambda: nn.LeakyReLU(0.01), "act_name": "torch.nn.LeakyReLU", "act_kwargs": {"inplace": True}, "cin": 1, "classes": 4, "old": False, "prefix": ""}
    yield "plain3d_anisotropic", base | {"features": [4, 8, 16, 16], "kernels": [[1, 3, 3], [3, 3, 3], [3, 3, 3], [3, 3, 3]], "strides": [[1, 1, 1], [1, 2, 2], [2, 2, 2], [2, 2, 2]], "blocks": [2, 2, 2, 2], "decoder": [2, 2, 2], "size": [8, 24, 16]}
    yield "plain3d_old", base | {"old": True, "features": [4, 8, 12], "kernels": [[3, 3, 3]] * 3, "strides": [[1, 1, 1], [2, 2, 2], [2, 2, 1]], "blocks": [2, 2, 2], "decoder": [2, 2], "size": [12, 8, 10], "prefix": "_orig_mod."}
    yield "resenc3d", base | {"residual": True, "features": [4, 8, 8, 16, 16], "kernels": [[1, 3, 3]] + [[3, 3, 3]] * 4, "strides": [[1, 1, 1], [1, 2, 2], [2, 2, 2], [2, 1, 2], [1, 2, 1]], "blocks": [1, 3, 2, 2, 1], "decoder": [1, 1, 2, 1], "cin": 2, "size": [8, 16, 16], "prefix": "module."}
    yield "plain2d_seven", base | {"rank": 2, "features": [4, 8, 8, 8, 8, 8, 8], "kernels": [[3, 3]] * 7, "strides": [[1, 1]] + [[2, 2]] * 5 + [[2, 1]], "blocks": [2] * 7, "decoder": [2] * 6, "size": [64, 96], "classes": 2}
    yield "resenc2d_batch", base | {"rank": 2, "residual": True, "norm": "batch", "eps": 1e-3, "bias": False, "act": nn.ReLU, "act_name": "torch.nn.ReLU", "act_kwargs": None, "features": [6, 6, 10], "kernels": [[3, 3], [5, 5], [3, 3]], "strides": [[1, 1], [2, 2], [3, 2]], "blocks": [2, 2, 1], "decoder": [1, 2], "size": [18, 12], "cin": 3}


def architecture(s):
    norm = {"instance": "torch.nn.modules.instancenorm.InstanceNorm%dd", "batch": "torch.nn.modules.batchnorm.BatchNorm%dd"}[s["norm"]] % s["rank"]
    kwargs = {"n_stages": len(s["features"]), "features_per_stage": s["features"], "conv_op": "torch.nn.modules.conv.Conv%dd" % s["rank"], "kernel_sizes": s["kernels"], "strides": s["strides"], "n_blocks_per_stage" if s["residual"] else "n_conv_per_stage": s["blocks"], "n_conv_per_stage_decoder": s["decoder"], "conv_bias": s["bias"], "norm_op": norm, "norm_op_kwargs": {"eps": s["eps"], "affine": True}, "dropout_op": None, "dropout_op_kwargs": None, "nonlin": s["act_name"], "nonlin_kwargs": s["act_kwargs"]}
    return {"network_class_name": "dynamic_network_architectures.architectures.unet." + ("ResidualEncoderUNet" if s["residual"] else "PlainConvUNet"), "arch_kwargs": kwargs, "_kw_requires_import": ["conv_op", "norm_op", "dropout_op", "nonlin"]}


def plans(s):
    name = "%dd" % s["rank"]
    parent = {"data_identifier": "nnUNetPlans_" + name, "batch_size": 2, "patch_size": s["size"], "spacing": [1.5] * s["rank"], "normalization_schemes": ["CTNormalization"] * s["cin"], "use_mask_for_norm": [False] * s["cin"], "batch_dice": True}
    if s["old"]:
        parent |= {"UNet_class_name": "PlainConvUNet", "UNet_base_num_features": s["features"][0], "unet_max_num_features": s["features"][-1], "n_conv_per_stage_encoder": s["blocks"], "n_conv_per_stage_decoder": s["decoder"], "num_pool_per_axis": [2] * s["rank"], "pool_op_kernel_sizes": s["strides"], "conv_kernel_sizes": s["kernels"]}
    else:
        parent["architecture"] = architecture(s)
    intensities = {str(i): {"mean": 40.5, "std": 20.0, "median": 41.0, "min": -900.0, "max": 2000.0, "percentile_00_5": -150.0, "percentile_99_5": 250.0} for i in range(s["cin"])}
    return {"dataset_name": "Dataset007_Test", "plans_name": "nnUNetPlans", "transpose_forward": [0, 1, 2][: s["rank"]], "transpose_backward": [0, 1, 2][: s["rank"]], "configurations": {name: parent, name + "_child": {"inherits_from": name, "batch_size": 5}}, "foreground_intensity_properties_per_channel": intensities}


def main(folder):
    torch.manual_seed(7)
    torch.set_num_threads(1)
    for name, s in cases():
        network = UNet(s, s["cin"], s["classes"])
        with torch.no_grad():
            for p in network.parameters():
                # Scales and offsets that keep the network alive: an output that hardly varies would prove nothing.
                p.add_(0.3 * torch.rand_like(p) if p.dim() == 1 else 0.05 * torch.randn_like(p))
            for key, buffer in network.named_buffers():
                if buffer.is_floating_point():
                    buffer.add_(torch.rand_like(buffer) if key.endswith("var") else 0.1 * torch.randn_like(buffer))
            network.eval()
            x = torch.randn([2, s["cin"]] + s["size"])
            y = network(x)
            assert min(y[:, c].std() for c in range(s["classes"])) > 0.02, name
        target = os.path.join(folder, name, "nnUNetTrainer__nnUNetPlans__%dd_child" % s["rank"])
        os.makedirs(os.path.join(target, "fold_0"))
        dataset = {"channel_names": {str(i): "CT" for i in range(s["cin"])}, "labels": {"background": 0} | {"l%d" % i: i for i in range(1, s["classes"])}, "file_ending": ".nii.gz"}
        for file, content in (("plans.json", plans(s)), ("dataset.json", dataset)):
            with open(os.path.join(target, file), "w") as out:
                json.dump(content, out)
        weights = {s["prefix"] + key: value for key, value in network.state_dict().items()}
        optimizer = torch.optim.SGD(network.parameters(), 0.01, momentum=0.99, nesterov=True)
        checkpoint = {"network_weights": weights, "optimizer_state": optimizer.state_dict(), "grad_scaler_state": None, "logging": {"ema_fg_dice": [np.float64(0.5)]}, "_best_ema": np.float32(0.25), "current_epoch": 1000, "init_args": {"plans": plans(s), "configuration": "%dd_child" % s["rank"], "fold": 0, "dataset_json": dataset, "device": torch.device("cpu")}, "trainer_name": "nnUNetTrainer", "inference_allowed_mirroring_axes": (0, 1)}
        torch.save(checkpoint, os.path.join(target, "fold_0", "checkpoint_final.pth"))
        torch.save(checkpoint | {"init_args": {"plans": {}, "configuration": "x", "fold": 0, "dataset_json": {}}}, os.path.join(folder, name, "bare.pth"))
        if s["old"]:
            torch.save({"network_weights": {k: v.half() for k, v in weights.items()}, "init_args": {"plans": {}, "dataset_json": {}}}, os.path.join(folder, name, "legacy.pth"), _use_new_zipfile_serialization=False)
        np.save(os.path.join(folder, name, "x.npy"), x.numpy())
        np.save(os.path.join(folder, name, "y.npy"), y.numpy())


main(sys.argv[1])
