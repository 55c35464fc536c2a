using DeepAnatomy.Networks.Pickle;
using DeepAnatomy.Networks.Tests.PyTorch;

namespace DeepAnatomy.Networks.Tests.Pickle;

public sealed class PickleReaderTests
{
    [Theory]
    [InlineData("os", "system")]
    [InlineData("posix", "system")]
    [InlineData("builtins", "eval")]
    [InlineData("__builtin__", "exec")]
    [InlineData("builtins", "getattr")]
    [InlineData("subprocess", "Popen")]
    [InlineData("torch", "load")]
    [InlineData("torch.storage", "_load_from_bytes")]
    [InlineData("torch.hub", "load")]
    [InlineData("numpy", "load")]
    [InlineData("functools", "partial")]
    [InlineData("collections", "namedtuple")]
    public void A_function_that_is_not_needed_is_refused_by_name(string module, string name)
    {
        var pickle = new PickleWriter().Global(module, name).Mark().Text("echo").Tuple().Call().End();
        var thrown = Assert.ThrowsAny<PickleException>(() => Read(pickle));
        Assert.Contains(name, thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_function_named_on_the_stack_is_refused_as_well()
    {
        var pickle = new PickleWriter().Text("os").Text("system").Raw(0x93).Mark().Text("echo").Tuple().Call().End();
        Assert.Contains("os.system", Assert.Throws<PickleException>(() => Read(pickle)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData((byte)'i')]
    [InlineData((byte)'o')]
    [InlineData((byte)'P')]
    [InlineData((byte)0x82)]
    [InlineData((byte)0x97)]
    public void An_operation_that_checkpoints_do_not_need_is_refused(byte code) =>
        Assert.Contains("operation", Assert.Throws<PickleException>(() => Read(new PickleWriter().Raw(code, 1).End())).Message, StringComparison.Ordinal);

    [Fact]
    public void Values_of_all_kinds_come_out()
    {
        // pickle.dumps({'a': [1, 2.5, None, True, 'x', b'y', (3,), {4}, -2**40, 2**70]}, protocol=4)
        var pickle = Convert.FromHexString("8004953e000000000000007d948c0161945d94284b014740040000000000004e888c017894430179944b0385948f94284b04908a060000000000ff8a0900000000000000004065732e");
        var list = Assert.IsType<List<object?>>(Assert.IsType<PickleDictionary>(Read(pickle))["a"]);
        Assert.Equal([1L, 2.5, null, true, "x"], list[..5]);
        Assert.Equal("y"u8.ToArray(), list[5]);
        Assert.Equal(3L, Assert.IsType<PickleTuple>(list[6]).Items[0]);
        Assert.Equal(4L, Assert.IsType<PickleSet>(list[7]).Items[0]);
        Assert.Equal((object)-(1L << 40), list[8]);
        Assert.Equal(System.Numerics.BigInteger.Pow(2, 70), list[9]);
    }

    [Fact]
    public void A_number_of_numpy_is_read()
    {
        var pickle = new PickleWriter().Global("numpy.core.multiarray", "scalar").Mark();
        pickle.Global("numpy", "dtype").Mark().Text("f8").Raw(0x89, 0x88).Tuple().Call();
        pickle.Mark().Number(3).Text("<").Raw((byte)'N', (byte)'N', (byte)'N').Number(-1).Number(-1).Number(0).Tuple().Raw((byte)'b');
        pickle.Global("_codecs", "encode").Mark().Text("\0\0\0\0\0\0à?").Text("latin1").Tuple().Call().Tuple().Call();
        Assert.Equal(0.5, Read(pickle.End()));
    }

    [Theory]
    [InlineData("80022e")]
    [InlineData("8002")]
    [InlineData("800258ffffffff612e")]
    [InlineData("80027d4b01732e")]
    [InlineData("800268052e")]
    [InlineData("8002742e")]
    [InlineData("80024b014b02612e")]
    [InlineData("8009882e")]
    [InlineData("80028bffffffff2e")]
    [InlineData("80024b0152")]
    public void A_broken_pickle_is_refused(string hex) => Assert.Throws<PickleException>(() => Read(Convert.FromHexString(hex)));

    [Fact]
    public void A_pickle_that_multiplies_itself_is_refused()
    {
        // One long text, remembered once, encoded ten thousand times.
        var pickle = new PickleWriter().Mark().Text(new string('x', 1_000_000)).Raw((byte)'q', 1);
        for (var count = 0; count < 10_000; count++)
        {
            pickle.Global("_codecs", "encode").Raw((byte)'h', 1, 0x85).Call();
        }

        Assert.Contains("expands", Assert.Throws<PickleException>(() => Read(pickle.Tuple().End())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_that_contains_itself_is_refused_as_settings()
    {
        // a = []; a.append(a)
        var value = Read(new PickleWriter().Raw((byte)']', (byte)'q', 0, (byte)'h', 0, (byte)'a').End());
        Assert.Contains("nested", Assert.Throws<PickleException>(() => PickleJson.Of(value)).Message, StringComparison.Ordinal);
    }

    static object? Read(byte[] pickle) => new PickleReader(pickle, new PickleBudget()).Read();
}
