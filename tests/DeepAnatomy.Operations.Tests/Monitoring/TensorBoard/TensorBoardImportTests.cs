using CsCheck;
using DeepAnatomy.Operations.Monitoring;
using DeepAnatomy.Operations.Monitoring.Charts;
using DeepAnatomy.Operations.Monitoring.Journal;
using DeepAnatomy.Operations.Monitoring.TensorBoard;

namespace DeepAnatomy.Operations.Tests.Monitoring.TensorBoard;

public class TensorBoardImportTests
{
    static readonly byte[] Plain = EventFileWriter.File(
        EventFileWriter.Simple(1_700_000_001.25, 0, ("loss", 2), ("rate", 0.1f)),
        EventFileWriter.Simple(1_700_000_002, 1, ("loss", float.NaN)),
        EventFileWriter.Tensor(1_700_000_003, 2, "loss", [.. EventFileWriter.Varint(1, 1), .. EventFileWriter.Bytes(4, BitConverter.GetBytes(0.5f))]));

    [Fact]
    public void The_checksum_is_the_one_of_the_standard() => Assert.Equal(0xE3069283u, Crc32C.Of("123456789"u8));

    [Fact]
    public void Scalars_come_in_with_steps_times_and_values()
    {
        using var folder = new TemporaryFolder();
        using var run = RunSeries.Open(folder.Path);
        var report = TensorBoardImport.Import([File("events.out.tfevents.1", Plain)], run);
        Assert.Equal((4L, 1, 0), (report.Points, report.Sessions, report.Problems.Length));
        var entry = run.Query(["loss"], new() { IsRaw = true, Axis = ChartAxis.Wall }).Entries.Single();
        Assert.Equal([1_700_000_001.25, 1_700_000_002, 1_700_000_003], entry.X);
        Assert.Equal([2, double.NaN, 0.5], entry.Y);
        Assert.Equal(0.1f, run.Summary("rate")!.LastValue);
    }

    public static TheoryData<byte[], double?> Tensors => new()
    {
        { [.. EventFileWriter.Varint(1, 1), .. EventFileWriter.Float(5, 1.5f)], 1.5 },
        { [.. EventFileWriter.Varint(1, 1), .. EventFileWriter.Bytes(5, BitConverter.GetBytes(2.5f))], 2.5 },
        { [.. EventFileWriter.Varint(1, 2), .. EventFileWriter.Bytes(4, BitConverter.GetBytes(1e-300))], 1e-300 },
        { [.. EventFileWriter.Varint(1, 3), .. EventFileWriter.Varint(7, 7)], 7 },
        { [.. EventFileWriter.Varint(1, 9), .. EventFileWriter.Varint(10, ulong.MaxValue)], -1 },
        { [.. EventFileWriter.Varint(1, 19), .. EventFileWriter.Bytes(4, BitConverter.GetBytes((Half)0.25f))], 0.25 },
        { [.. EventFileWriter.Varint(1, 1), .. EventFileWriter.Bytes(2, EventFileWriter.Bytes(2, EventFileWriter.Varint(1, 2))), .. EventFileWriter.Bytes(4, new byte[8])], null },
        { [.. EventFileWriter.Varint(1, 7), .. EventFileWriter.Bytes(8, "text"u8)], null },
    };

    [Theory]
    [MemberData(nameof(Tensors))]
    public void Tensors_of_one_number_are_scalars_others_are_not(byte[] tensor, double? expected) => Assert.Equal(expected, TensorReader.Scalar(tensor));

    [Fact]
    public void Files_of_one_folder_are_sessions_and_folders_come_before_names()
    {
        using var folder = new TemporaryFolder();
        using var run = RunSeries.Open(folder.Path);
        var first = EventFileWriter.File([.. Enumerable.Range(1, 4).Select(n => EventFileWriter.Simple(n, n, ("loss", n)))]);
        var resumed = EventFileWriter.File([.. Enumerable.Range(3, 3).Select(n => EventFileWriter.Simple(100 + n, n, ("loss", 10 * n)))]);
        var report = TensorBoardImport.Import([File("train/b.tfevents", resumed), File("train/a.tfevents", first), File("validation/a.tfevents", first)], run);
        Assert.Equal((11L, 2), (report.Points, report.Sessions));
        Assert.Equal(["train/loss", "validation/loss"], run.Names.AsEnumerable());
        var entries = run.Query(["train/loss"], new() { IsRaw = true }).Entries;
        Assert.Equal([1, 2, 30, 40, 50], entries[0].Y);
        Assert.Equal([3.0, 4], entries[1].Y);
    }

    [Fact]
    public void A_file_that_is_still_written_is_read_to_its_last_whole_record()
    {
        for (var length = 1; length < Plain.Length; length++)
        {
            using var folder = new TemporaryFolder();
            using var run = RunSeries.Open(folder.Path);
            Assert.Empty(TensorBoardImport.Import([File("a.tfevents", Plain[..length])], run).Problems);
        }
    }

    [Fact]
    public void A_damaged_file_says_so_and_keeps_what_was_before()
    {
        using var folder = new TemporaryFolder();
        using var run = RunSeries.Open(folder.Path);
        var damaged = (byte[])Plain.Clone();
        damaged[^6] ^= 1;
        var report = TensorBoardImport.Import([File("a.tfevents", damaged)], run);
        Assert.Equal(3, report.Points);
        Assert.Contains("behind 3 records", Assert.Single(report.Problems));
    }

    [Fact]
    public void What_is_no_event_file_is_refused()
    {
        using var folder = new TemporaryFolder();
        using var run = RunSeries.Open(folder.Path);
        Assert.Contains("not an event file", Assert.Throws<UnusableSeriesException>(() => TensorBoardImport.Import([File("a.tfevents", "step,value\n1,2\n3,4\n"u8.ToArray())], run)).Message);
        Assert.Throws<UnusableSeriesException>(() => TensorBoardImport.Import([], run));
    }

    [Fact]
    public void No_message_makes_the_reader_fail_in_another_way_than_saying_that_it_is_damaged()
    {
        byte[][] seeds =
        [
            EventFileWriter.Simple(1, 1, ("loss", 2), ("rate", 0.1f)),
            EventFileWriter.Tensor(3, 2, "loss", [.. EventFileWriter.Varint(1, 1), .. EventFileWriter.Bytes(2, EventFileWriter.Bytes(2, EventFileWriter.Varint(1, 1))), .. EventFileWriter.Bytes(5, BitConverter.GetBytes(0.5f))]),
        ];
        var edit = Gen.Select(Gen.Int[0, 100], Gen.Byte);
        Gen.Select(Gen.Int[0, 1], edit.Array[0, 6], Gen.Int[0, 100], Gen.Byte.Array[0, 20]).Sample((seed, edits, cut, tail) =>
        {
            var message = (byte[])seeds[seed].Clone();
            foreach (var (at, value) in edits)
            {
                message[at % message.Length] = value;
            }

            byte[] fuzzed = [.. message.Take(cut), .. tail];
            using var folder = new TemporaryFolder();
            using var run = RunSeries.Open(folder.Path);
            var report = TensorBoardImport.Import([File("a.tfevents", EventFileWriter.File(fuzzed, seeds[0]))], run);
            Assert.InRange(report.Points, 0, 6);
        }, iter: 3000, threads: 1);
    }

    static EventFile File(string name, byte[] bytes) => new(name, () => new MemoryStream(bytes));
}
