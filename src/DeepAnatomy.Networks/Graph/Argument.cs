using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace DeepAnatomy.Networks.Graph;

/// <summary>One argument of a layer's call: a tensor, a constant, or a list of arguments.</summary>
public abstract record Argument
{
    private protected Argument()
    {
    }

    /// <summary>All tensors inside, in order of appearance.</summary>
    public abstract IEnumerable<TensorRef> Tensors { get; }

    /// <summary>The argument with every tensor exchanged.</summary>
    /// <param name="tensor">Gives the new tensor for an old one.</param>
    public virtual Argument Map(Func<TensorRef, TensorRef> tensor) => this;
}

/// <summary>A tensor that another call made.</summary>
/// <param name="Tensor">Which one.</param>
public sealed record TensorArgument(TensorRef Tensor) : Argument
{
    /// <inheritdoc/>
    public override IEnumerable<TensorRef> Tensors => [Tensor];

    /// <inheritdoc/>
    public override Argument Map(Func<TensorRef, TensorRef> tensor) => new TensorArgument(tensor(Tensor));
}

/// <summary>A list of arguments, as <c>Add</c> and <c>Concatenate</c> take.</summary>
/// <param name="Items">The arguments.</param>
public sealed record ListArgument(ImmutableArray<Argument> Items) : Argument
{
    /// <inheritdoc/>
    public override IEnumerable<TensorRef> Tensors => Items.SelectMany(item => item.Tensors);

    /// <inheritdoc/>
    public override Argument Map(Func<TensorRef, TensorRef> tensor) => new ListArgument([.. Items.Select(item => item.Map(tensor))]);
}

/// <summary>A constant: number, text, truth value, null, list of these, or one of Keras's special objects (<c>__slice__</c>, <c>__ellipsis__</c>, <c>__numpy__</c>) as it stands in the file.</summary>
/// <param name="Value">The constant in JSON.</param>
public sealed record ConstantArgument(JsonNode? Value) : Argument
{
    /// <inheritdoc/>
    public override IEnumerable<TensorRef> Tensors => [];
}
