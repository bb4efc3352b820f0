using System.Text;
using System.Text.RegularExpressions;
using Pith.Budgets.Needs;

namespace Pith.Tests.Budgets.Needs;

public sealed partial class AtomTextTests
{
    /// <summary>The specification's rule as one expression: slow, obvious, the judge.</summary>
    [GeneratedRegex(@"(?:[A-Za-z0-9_.@~-]+/)+[A-Za-z0-9_.@-]+|[A-Za-z_][A-Za-z0-9_]*(?:[.:][A-Za-z_][A-Za-z0-9_]*)*|(?<![A-Za-z0-9_])[0-9]{3,}(?![A-Za-z0-9_])")]
    private static partial Regex Rule { get; }

    [Theory]
    [InlineData("see src/app/main.cs, line 12", "src/app/main.cs")]
    [InlineData("call tokenReader.ReadAll(x) or plain words", "tokenReader.ReadAll")]
    [InlineData("id 1234567 and 12345", "1234567")]
    [InlineData("./build/out.txt ../up/one_two/", "build/out.txt up/one_two")]
    [InlineData("snake_case std:vector_of CONSTANT", "snake_case std:vector_of")]
    [InlineData("lowercase UPPERCASE short a.b", "")]
    [InlineData("oldText newText", "")]
    public void FindsWhatLooksLikeCode(string text, string expected) =>
        Assert.Equal(expected, string.Join(' ', AtomText.In(text).Select(a => a.Text)));

    [Fact]
    public void AgreesWithTheRuleOnAnyText()
    {
        var random = new Random(7);
        const string alphabet = "abZ09_.@~-/: \n:,(é";
        for (var round = 0; round < 20_000; round++)
        {
            var text = new StringBuilder();
            for (var i = random.Next(40); i > 0; i--)
                text.Append(alphabet[random.Next(alphabet.Length)]);
            Assert.Equal(Expected(text.ToString()), AtomText.In(text.ToString()).Select(a => a.Text));
        }
    }

    [Fact]
    public void ALongRunTakesNoLongTime()
    {
        var began = Environment.TickCount64;
        AtomText.In(new string('-', 400_000));
        AtomText.In(new string('7', 400_000));
        AtomText.In(string.Concat(Enumerable.Repeat("ab12", 100_000)));
        Assert.True(Environment.TickCount64 - began < 5_000);
    }

    private static IEnumerable<string> Expected(string text) =>
        Rule.Matches(text).Select(m => m.Value.Trim('.', '-', '/')).Where(a => a.Length >= 6 && LooksLikeCode(a) && a is not ("oldText" or "newText"));

    private static bool LooksLikeCode(string atom) =>
        atom.IndexOfAny(['/', '_', '.']) >= 0 || atom.Any(char.IsAsciiDigit) || atom.Zip(atom.Skip(1)).Any(p => char.IsAsciiLetterLower(p.First) && char.IsAsciiLetterUpper(p.Second));
}
