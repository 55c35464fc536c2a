using DeepAnatomy.Imaging.Volumes;

namespace DeepAnatomy.Imaging.Tests.Nifti;

public class NiftiPeerTests
{
    /// <summary>Geometry goes through 32-bit numbers in the file; both sides compute with doubles.</summary>
    const double ToleranceMm = 1e-5;

    [NibabelFact]
    public void Every_NIfTI_file_of_the_reference_data_is_read_as_nibabel_reads_it()
    {
        if (!ReferenceData.IsPresent)
        {
            return;
        }

        var paths = Directory.GetFiles(ReferenceData.Folder, "*.nii.gz", SearchOption.AllDirectories).Order().ToArray();
        var images = Nibabel.Load(paths);
        Assert.NotEmpty(paths);
        for (var n = 0; n < paths.Length; n++)
        {
            var scan = ImageFile.ReadCt(paths[n]);
            Assert.Equal(images[n].Shape, new[] { scan.Hu.Shape.I, scan.Hu.Shape.J, scan.Hu.Shape.K });
            Assert.InRange(images[n].DistanceMm(scan.Hu.Grid), 0, ToleranceMm);
            Assert.Equal(images[n].Values.Select(v => (short)v), scan.Hu.Voxels.ToArray());
            if (!paths[n].EndsWith("/ct.nii.gz", StringComparison.Ordinal))
            {
                Assert.Equal(images[n].Values.Select(v => (ushort)v), ImageFile.ReadLabelMap(paths[n]).Voxels.Voxels.ToArray());
            }
        }
    }

    [NibabelFact]
    public void Files_of_all_types_orders_scalings_and_transforms_are_read_as_nibabel_reads_them()
    {
        using var folder = new TemporaryFolder();
        Nibabel.Run(Variants, folder.Path);
        var paths = Directory.GetFiles(folder.Path).Where(p => !p.EndsWith(".img", StringComparison.Ordinal)).Order().ToArray();
        var images = Nibabel.Load(paths);
        Assert.True(paths.Length > 60);
        for (var n = 0; n < paths.Length; n++)
        {
            var scan = ImageFile.ReadCt(paths[n]);
            Assert.True(images[n].DistanceMm(scan.Hu.Grid) <= ToleranceMm, $"{paths[n]}: {images[n].DistanceMm(scan.Hu.Grid)} mm");
            var expected = images[n].Values.Select(v => (short)Math.Clamp(Math.Round(v), short.MinValue, short.MaxValue));
            Assert.True(expected.SequenceEqual(scan.Hu.Voxels.ToArray()), paths[n]);
        }
    }

    [NibabelFact]
    public void What_is_written_is_read_by_nibabel_with_the_same_place_and_values()
    {
        using var folder = new TemporaryFolder();
        var volumes = Enumerable.Range(0, 40).Select(seed => RandomVolumes.Hu(seed)).ToArray();
        var paths = new List<string>();
        foreach (var volume in volumes)
        {
            var path = folder.File($"{paths.Count}.{(paths.Count % 2 == 0 ? "nii" : "nii.gz")}");
            ImageFile.WriteCt(path, volume);
            paths.Add(path);
        }

        var images = Nibabel.Load([.. paths]);
        for (var n = 0; n < volumes.Length; n++)
        {
            Assert.InRange(images[n].DistanceMm(volumes[n].Grid), 0, 1e-3);
            Assert.Equal(images[n].Values.Select(v => (short)v), volumes[n].Voxels.ToArray());
        }

        // The quaternion says the same as the matrix.
        Nibabel.Run(
            """
            import sys, nibabel, numpy
            for path in sys.argv[1:]:
                h = nibabel.load(path).header
                assert h['sform_code'] == 1 and h['qform_code'] == 1
                assert numpy.allclose(h.get_sform(), h.get_qform(), atol=2e-3), (path, h.get_sform(), h.get_qform())
            """,
            [.. paths]);
    }

    /// <summary>Writes files of every type, order, scaling and transform with nibabel.</summary>
    const string Variants = """
        import sys, nibabel, numpy, itertools
        out = sys.argv[1]
        rng = numpy.random.default_rng(5)
        def rotation():
            q, r = numpy.linalg.qr(rng.normal(size=(3, 3)))
            return q * numpy.sign(numpy.diag(r))
        def affine():
            a = numpy.eye(4)
            a[:3, :3] = rotation() @ numpy.diag(rng.uniform(.5, 5, 3) * rng.choice([-1, 1], 3))
            a[:3, 3] = rng.uniform(-300, 300, 3)
            return a
        dtypes = ['i1', 'u1', 'i2', 'u2', 'i4', 'u4', 'i8', 'u8', 'f4', 'f8']
        n = 0
        for dtype, order, kind in itertools.product(dtypes, '<>', [nibabel.Nifti1Image, nibabel.Nifti2Image]):
            header = kind.header_class(endianness=order)
            header.set_data_dtype(numpy.dtype(order + dtype))
            shape = tuple(rng.integers(1, 9, 3))
            if dtype[0] == 'f':
                data = rng.uniform(-1500, 3500, shape).astype(dtype)
            else:
                info = numpy.iinfo(dtype)
                data = rng.integers(max(info.min, -2000), min(info.max, 4000), shape, endpoint=True).astype(dtype)
            image = kind(data, affine(), header)
            image.header.set_data_dtype(numpy.dtype(order + dtype))
            sform, qform = [(1, 0), (0, 1), (2, 1), (0, 0), (3, 4), (0, 2), (4, 0)][n % 7]
            image.set_qform(affine(), qform)
            image.set_sform(affine(), sform)
            image.header.set_xyzt_units(['mm', 'unknown'][n % 2])
            if n % 3 == 0:
                slope, inter = [(2.5, -7.25), (0.5, 0), (-1, 100), (1, -1024)][(n // 3) % 4]
                image.header.set_slope_inter(slope, inter)
            else:
                image.header['scl_slope'], image.header['scl_inter'] = [(0, 5), (float('nan'), 5), (1, 0)][n % 3]
            stem = f'{out}/{n:03}_{dtype}_{"le" if order == "<" else "be"}_{kind.__name__}_s{sform}q{qform}'
            # Write the stored numbers as they are: the array proxy scales them on reading.
            with open(stem + '.nii', 'wb') as f:
                h = image.header.copy()
                h.magic = h['magic']
                h['vox_offset'] = h.single_vox_offset + (16 if n % 5 == 0 else 0)
                h['magic'] = h.single_magic
                f.write(h.binaryblock)
                f.write(bytes(int(h['vox_offset']) - len(h.binaryblock)))
                f.write(data.astype(numpy.dtype(order + dtype)).tobytes('F'))
            n += 1
        for shape in [(5, 4), (5, 4, 3, 1), (6, 1, 1), (1, 1, 1), (4, 5, 6, 1, 1)]:
            data = rng.integers(-1000, 2000, shape).astype('i2')
            nibabel.save(nibabel.Nifti1Image(data, affine()), f'{out}/{n:03}_shape{len(shape)}.nii.gz')
            n += 1
        for ext in ['img', 'hdr']:
            nibabel.save(nibabel.Nifti1Pair(rng.integers(-1000, 2000, (3, 4, 5)).astype('i2'), affine()), f'{out}/{n:03}_pair.{ext}')
            n += 1
        for n in range(n, n + 20):
            h = nibabel.Nifti1Header()
            h.set_data_shape((4, 3, 2)); h.set_data_dtype('<i2')
            h['pixdim'][1:4] = rng.uniform(-4, 4, 3)
            h['pixdim'][0] = [1, -1, 0, 5][n % 4]
            h['qform_code'] = n % 3
            h['sform_code'] = [0, 0, 9, -1, 0][n % 5]
            h['quatern_b'], h['quatern_c'], h['quatern_d'] = rng.uniform(-.55, .55, 3)
            h['qoffset_x'], h['qoffset_y'], h['qoffset_z'] = rng.uniform(-100, 100, 3)
            h['magic'] = b'n+1'; h['vox_offset'] = 352
            with open(f'{out}/{n:03}_qform.nii', 'wb') as f:
                f.write(h.binaryblock + bytes(4) + rng.integers(-1000, 2000, 24).astype('<i2').tobytes())
        """;
}
