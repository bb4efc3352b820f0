using System.Text;
using Pith.Compaction;

namespace Pith.Tests.Compaction;

/// <summary>One look at each byte finds what the plain description finds.</summary>
public sealed class AtomScannerTests
{
    private const string Words = "ABCXYZabcxyz0123456789_./:@~-", Others = " \t\n(){}\"'=,;é";

    [Fact]
    public void FindsWhatTheDescriptionSays()
    {
        var random = new Random(7);
        var found = 0;
        for (var round = 0; round < 4000; round++)
        {
            var text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, random.Next(round % 8 == 0 ? 400 : 120)).Select(_ => random.Next(round % 7 == 0 ? 60 : 6) == 0 ? Others[random.Next(Others.Length)] : Words[random.Next(Words.Length)])));
            var expected = Plain(text);
            var own = new List<string>();
            foreach (var atom in new AtomScanner(text))
                own.Add(Encoding.UTF8.GetString(atom));
            Assert.Equal(expected, own);
            found += own.Count;
        }

        Assert.True(found > 4000);
    }

    [Theory]
    [InlineData("see ./src/a.cs: it", "src/a.cs")]
    [InlineData("--no-build camelCase plain words", "camelCase")]
    [InlineData("-------- ........ ://////", "")]
    [InlineData("abcde.. abcdef.", "")]
    [InlineData("(user@host.org)", "user@host.org")]
    public void EndsHaveNoMarks(string text, string atoms)
    {
        var own = new List<string>();
        for (var found = new AtomScanner(Encoding.UTF8.GetBytes(text)); found.MoveNext();)
        {
            own.Add(Encoding.UTF8.GetString(found.Current));
            Assert.Equal(own[^1], text.Substring(found.Start, own[^1].Length));
        }

        Assert.Equal(atoms, string.Join(' ', own));
    }

    /// <summary>Words of certain characters, marks off their ends, long enough, and with a sign of code in them.</summary>
    private static List<string> Plain(byte[] text)
    {
        var atoms = new List<string>();
        foreach (var word in Encoding.Latin1.GetString(text).Split([.. Enumerable.Range(0, 256).Select(i => (char)i).Where(c => !(char.IsAsciiLetterOrDigit(c) || "_./:@~-".Contains(c)))]))
            if (word.Trim('.', '-', '/', ':', '@') is { Length: >= 6 and <= 200 } atom && LooksLikeCode(atom))
                atoms.Add(atom);
        return atoms;
    }

    private static bool LooksLikeCode(string word) =>
        word.Any(c => c is '/' or '_' or '.' || char.IsAsciiDigit(c)) || word.Zip(word.Skip(1)).Any(p => char.IsAsciiLetterLower(p.First) && char.IsAsciiLetterUpper(p.Second));
}
