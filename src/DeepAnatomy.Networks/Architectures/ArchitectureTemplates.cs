using System.Collections.Immutable;

namespace DeepAnatomy.Networks.Architectures;

/// <summary>The catalogue of architecture templates: feeds the schema of <c>architecture.json</c>, the forms and the help.</summary>
public static class ArchitectureTemplates
{
    /// <summary>All templates, the simplest first.</summary>
    public static ImmutableArray<TemplateDescription> All { get; } =
    [
        new(new UNet2D(), "U-Net 2-D", "Segments single slices. The first choice on a machine without a graphics card.", "Segmentiert einzelne Schichten. Die erste Wahl auf einem Rechner ohne Grafikkarte."),
        new(new UNet25D(), "U-Net 2.5-D", "Segments a slice and sees its neighbours: a little of the third axis at the price of 2-D.", "Segmentiert eine Schicht und sieht ihre Nachbarn: etwas dritte Achse zum Preis von 2-D."),
        new(new UNet3D(), "U-Net 3-D", "Segments volumes.", "Segmentiert Volumen."),
        new(new ResidualUNet(), "Residual U-Net", "U-Net whose levels add to their input: trains more easily when it is deep.", "U-Net, dessen Stufen zu ihrer Eingabe addieren: trainiert leichter, wenn es tief ist."),
        new(new AttentionUNet(), "Attention U-Net", "U-Net that weighs what comes over from the encoder: for small structures in large images.", "U-Net, das gewichtet, was vom Encoder herüberkommt: für kleine Strukturen in großen Bildern."),
        new(new VNet(), "V-Net", "Residual levels with wide windows and learned halving, made for volumes.", "Residuale Stufen mit breiten Fenstern und gelernter Halbierung, für Volumen gemacht."),
        new(new NnUnetPlain(), "nnU-Net", "The network of nnU-Net with the parameters of its plans.", "Das Netz von nnU-Net mit den Parametern seiner Pläne."),
        new(new NnUnetResidual(), "nnU-Net ResEnc", "The network of nnU-Net's residual presets: stronger and slower.", "Das Netz der residualen Voreinstellungen von nnU-Net: stärker und langsamer."),
        new(new DenseNet(), "DenseNet", "Classifies whole images or predicts numbers from them.", "Klassifiziert ganze Bilder oder sagt Zahlen aus ihnen voraus."),
    ];

    /// <summary>One template with its defaults, or null when there is none of that name.</summary>
    /// <param name="id">Name in <c>architecture.json</c>.</param>
    public static TemplateDescription? Find(string id) => All.FirstOrDefault(template => template.Defaults.Id == id);
}
