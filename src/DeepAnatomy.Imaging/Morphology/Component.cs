namespace DeepAnatomy.Imaging.Morphology;

/// <summary>One connected component: its size and the voxels it spans.</summary>
/// <param name="Label">Its value in the component volume, from 1.</param>
/// <param name="VoxelCount">Its voxels.</param>
/// <param name="First">Smallest index along each axis.</param>
/// <param name="Last">Largest index along each axis, itself included.</param>
public readonly record struct Component(int Label, long VoxelCount, (int I, int J, int K) First, (int I, int J, int K) Last);
