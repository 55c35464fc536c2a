using CsCheck;
using DeepAnatomy.Training.Datasets;

namespace DeepAnatomy.Training.Tests.Datasets;

public class SeparatedTextTests
{
    [Fact]
    public void Any_text_is_parsed_or_refused()
    {
        Gen.String[Gen.Char["ab\",;\n\r\t 1é"], 0, 60].Sample(text =>
        {
            try
            {
                var table = SeparatedText.Parse(text);
                Assert.All(table.Rows, r => Assert.True(r.Fields.Length <= table.Columns.Count));
            }
            catch (FormatException)
            {
                // Refused with a reason.
            }
        });
    }

    [Fact]
    public void Quoted_fields_come_back_as_they_were()
    {
        var field = Gen.String[Gen.Char["ab\",;\n "], 0, 12].Where(s => s.Trim() == s);
        Gen.Select(field, field).Where((a, b) => a.Length + b.Length > 0).Sample((a, b) =>
        {
            var table = SeparatedText.Parse($"x,y,z\n{Quoted(a)},{Quoted(b)},0\n");
            Assert.Equal(a, table.Value(table.Rows[0], "x"));
            Assert.Equal(b, table.Value(table.Rows[0], "y"));
        });
    }

    static string Quoted(string s) => '"' + s.Replace("\"", "\"\"") + '"';
}
