using DeepAnatomy.Networks.Architectures;
using DeepAnatomy.Training.Sampling;

namespace DeepAnatomy.Training.Setup;

/// <summary>The network of a training that names none: four levels from 16 feature maps, which learns on two processor cores within minutes.</summary>
sealed record DefaultArchitecture(SamplingSettings Sampling, int Channels, int Classes)
{
    public ArchitectureTemplate Template() => Sampling.Mode == PatchMode.Block
        ? new UNet3D { InputChannels = Channels, Classes = Classes, BaseFilters = 8 }
        : new UNet2D { InputChannels = Channels, Classes = Classes };
}
