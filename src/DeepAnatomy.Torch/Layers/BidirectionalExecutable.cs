using DeepAnatomy.Networks.Graph.Layers;
using TorchSharp;

namespace DeepAnatomy.Torch.Layers;

/// <summary>A recurrent layer forwards and one backwards.</summary>
sealed class BidirectionalExecutable(Executable forward, Executable backward, string? mode, bool sequences, bool state) : Executable
{
    public static BidirectionalExecutable Create(Bidirectional layer, LayerContext context)
    {
        var children = layer.Children;
        var (sequences, state) = layer.Layer switch
        {
            Recurrent recurrent => (recurrent.ReturnSequences, recurrent.ReturnState),
            ConvolutionLstm recurrent => (recurrent.ReturnSequences, recurrent.ReturnState),
            _ => (false, false),
        };
        return new(
            context.Child(children[0].Key, children[0].Value, context.Inputs[0]),
            context.Child(children[1].Key, children[1].Value, context.Inputs[0]),
            layer.MergeMode,
            sequences,
            state);
    }

    public override torch.Tensor[] Run(torch.Tensor[] inputs, Pass pass, bool overwrite)
    {
        // The first half of the states given belongs to the way forwards.
        var half = (inputs.Length - 1) / 2;
        var there = forward.Run([inputs[0], .. inputs[1..(1 + half)]], pass, false);
        var back = backward.Run([inputs[0], .. inputs[(1 + half)..]], pass, false);
        var reversed = sequences ? back[0].flip(1) : back[0];
        torch.Tensor[] outputs = mode switch
        {
            "concat" => [torch.cat([there[0], reversed], -1)],
            "sum" => [there[0] + reversed],
            "mul" => [there[0] * reversed],
            "ave" => [(there[0] + reversed) / 2],
            _ => [there[0], reversed],
        };
        return state ? [.. outputs, .. there[1..], .. back[1..]] : outputs;
    }
}
