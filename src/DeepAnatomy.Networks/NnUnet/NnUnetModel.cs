using System.Collections.Immutable;
using DeepAnatomy.Networks.Models;

namespace DeepAnatomy.Networks.NnUnet;

/// <summary>A trained model of nnU-Net in our terms.</summary>
/// <param name="Model">The network with its weights, channels last; gives logits.</param>
/// <param name="Architecture">The parameters of the network.</param>
/// <param name="Facts">Preprocessing and meaning of the output.</param>
/// <param name="Notes">What was left out or assumed, one sentence each.</param>
public sealed record NnUnetModel(Model Model, UNetArchitecture Architecture, NnUnetFacts Facts, ImmutableArray<string> Notes);
