using System.Text;
using System.Text.RegularExpressions;
using Pith.Store;

namespace Pith.Tests.Store;

/// <summary>No reference is missed, however it is spelled and wherever a window ends.</summary>
public sealed partial class ReferenceScannerTests
{
    private const string Hash = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    [GeneratedRegex("(?<![0-9a-fA-F])[0-9a-fA-F]{16,}|(?<=pith:)[0-9a-fA-F]{8,15}(?![0-9a-fA-F])")]
    private static partial Regex Slow { get; }

    [Theory]
    [InlineData("see pith:0123456789abcdef.")]
    [InlineData("[pith:0123456789ABCDEF]")]
    [InlineData("{\"$blob\":\"sha256:" + Hash + "\",\"n\":5}")]
    [InlineData("{\"sha256\": \"" + Hash + "\"}")]
    [InlineData("blobs/01/" + Hash + ".zst")]
    [InlineData("pith:01234567")]
    [InlineData("pith:0123456789abcde\"")]
    [InlineData(Hash)]
    public void EverySpellingMarks(string text)
    {
        var references = new ReferenceSet();
        references.AddAll(new MemoryStream(Encoding.UTF8.GetBytes(text)));
        Assert.True(BlobHash.TryParse(Hash, out var hash));
        Assert.True(references.Contains(hash));
        Assert.True(BlobHash.TryParse(Hash.Replace('0', 'f'), out var other));
        Assert.False(references.Contains(other));
    }

    [Fact]
    public void TextWithoutAnyMarksNothing()
    {
        var references = new ReferenceSet();
        references.AddAll(new MemoryStream(Encoding.UTF8.GetBytes("pith: pith:0123 deadbeef 0123456789abcde pith:xyz")));
        Assert.Equal(0, references.Count);
    }

    [Fact]
    public void EveryPlaceAroundTheEndOfAWindowIsSeen()
    {
        for (var at = 65_400; at < 65_640; at++)
            foreach (var reference in new[] { "pith:0123456789abcdef", "pith:01234567", "sha256:" + Hash })
            {
                var text = new byte[70_000];
                text.AsSpan().Fill((byte)' ');
                Encoding.ASCII.GetBytes(reference, text.AsSpan(at));
                var references = new ReferenceSet();
                references.AddAll(new MemoryStream(text));
                Assert.True(BlobHash.TryParse(Hash, out var hash));
                Assert.True(references.Contains(hash), $"{reference} at {at}");
            }
    }

    [Fact]
    public void NoiseAgreesWithTheSlowWay()
    {
        const string letters = "0123456789abcdefABCDEF pith:\n\"xyz";
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var text = new StringBuilder();
            while (text.Length < 3000)
                text.Append(random.Next(4) switch
                {
                    0 => "pith:",
                    1 => Hash[..random.Next(65)],
                    _ => new string([.. Enumerable.Range(0, random.Next(30)).Select(_ => letters[random.Next(letters.Length)])]),
                });
            var expected = Slow.Matches(text.ToString()).Select(m => (m.Value.ToLowerInvariant() + new string('0', 16))[..16]).ToHashSet();
            var found = new HashSet<string>();
            var lines = new List<long>();
            ReferenceScanner.Scan(new MemoryStream(Encoding.ASCII.GetBytes(text.ToString())), (prefix, _, line) =>
            {
                found.Add(prefix.ToString("x16", null));
                lines.Add(line);
            });
            Assert.Subset(found, expected);
            Assert.All(lines, line => Assert.InRange(line, 1, text.ToString().Count(c => c == '\n') + 1));
        }
    }

    [Fact]
    public void LinesAreCountedAcrossWindows()
    {
        var text = string.Concat(Enumerable.Range(1, 20_000).Select(i => i == 17_003 ? "pith:0123456789abcdef\n" : "nothing here\n"));
        var lines = new HashSet<long>();
        ReferenceScanner.Scan(new MemoryStream(Encoding.ASCII.GetBytes(text)), (_, _, line) => lines.Add(line));
        Assert.Equal([17_003], lines);
    }
}
