using DeepAnatomy.Networks.Architectures;
using DeepAnatomy.Training.Tests;

namespace DeepAnatomy.Cli.Tests.Trainings;

/// <summary>Writes a training that takes a second: tiny patients, a tiny network, one thread.</summary>
static class SmallTraining
{
    public static void Write(string root)
    {
        SmallPatients.Write(Path.Combine(root, "patients"), 4);
        ArchitectureFile.Write(Path.Combine(root, "architecture.json"), ArchitectureFile.ToBytes(new UNet2D { Classes = 3, Levels = 3, BaseFilters = 4, Dropout = 0.2 }));
        File.WriteAllText(Path.Combine(root, "configuration.yaml"), """
            name: tiny
            architecture: architecture.json
            data:
              path: patients
            split: {folds: 2}
            preprocessing: {spacing_mm: [0, 0, 0], crops_to_body: false}
            sampling: {patch_size: [32, 32], batch_size: 2}
            limits: {iterations: 20, iterations_per_epoch: 8}
            schedule: {warm_up_iterations: 3}
            checkpoints: {every_iterations: 3}
            validation: {slices_per_case: 2}
            executor: {threads: 1}
            """);
    }
}
