using DeepAnatomy.Networks.Graph.Layers;
using TorchSharp;

namespace DeepAnatomy.Torch.Layers;

/// <summary>A cell carried along the second axis.</summary>
sealed class RecurrentExecutable(IRecurrentCell cell, bool sequences, bool state, bool backwards) : Executable
{
    public static RecurrentExecutable Create(Recurrent layer, LayerContext context)
    {
        IRecurrentCell cell = layer switch
        {
            LSTM lstm => new LstmCell(lstm, context),
            GRU gru => new GruCell(gru, context),
            _ => new SimpleCell((SimpleRNN)layer, context),
        };
        return new(cell, layer.ReturnSequences, layer.ReturnState, layer.GoBackwards);
    }

    public static RecurrentExecutable Create(ConvolutionLstm layer, LayerContext context) =>
        new(new ConvolutionLstmCell(layer, context), layer.ReturnSequences, layer.ReturnState, layer.GoBackwards);

    public override torch.Tensor[] Run(torch.Tensor[] inputs, Pass pass, bool overwrite)
    {
        var x = inputs[0];
        var time = x.shape[1];
        var start = cell.Begin(x.select(1, 0), pass);
        var states = inputs.Length > 1 ? inputs[1..] : start.States;
        List<torch.Tensor> outputs = [];
        for (long step = 0; step < time; step++)
        {
            states = start.Step(x.select(1, backwards ? time - 1 - step : step), states);
            outputs.Add(states[0]);
        }

        var output = sequences ? torch.stack(outputs, 1) : outputs[^1];
        return state ? [output, .. states] : [output];
    }
}
