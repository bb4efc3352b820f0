using System.Text.RegularExpressions;
using Pith.Permissions.Programs;

namespace Pith.Tests.Permissions.Programs;

/// <summary>Scripts of sed that only print, held against the same rule written as one expression.</summary>
public sealed class SedScriptTests
{
    private static readonly string[] Pieces = ["1", "27", "$", ",", "+", "!", "p", "d", "q", "=", ";", "s", "/", "|", "#", ":", "@", "\\", "\\/", "a", "w", "e", "{", "}", "\n", "g", "I", "s/a/b/", "/x/", "1,3p", "s|a|b|g", " ", "[", "]"];

    private const string Command = @"(?:(?:[0-9]+|\$|/(?:[^/\\;{}\n]|\\/)*/)?(?:,(?:[0-9]+|\$|\+[0-9]+|/(?:[^/\\;{}\n]|\\/)*/))?!?[pdq=]|s(?<d>[/|,#:@])[^\n\\/|,#:@]*\k<d>[^\n\\/|,#:@]*\k<d>[gpI0-9]*)";

    private static readonly Regex Plain = new($@"\A(?:{Command}(?:; *(?:[0-9]+|\$)?(?:,(?:[0-9]+|\$))?[pdq=])*|(?![^\[\\]*[\[\\]){Command}(?:; *{Command})*);?\n?\z", RegexOptions.CultureInvariant);

    [Theory]
    [InlineData("1,200p", true)]
    [InlineData("/^func/,/^}/p", false)] // braces begin a block
    [InlineData("/a\\/b/!d", true)]
    [InlineData("$p;3q", true)]
    [InlineData("s/a/b/w out", false)]
    [InlineData("s/a/b/e", false)]
    [InlineData("1e rm x", false)]
    [InlineData("w out", false)]
    [InlineData("", false)]
    [InlineData(",", false)]
    [InlineData("s/a", false)]
    [InlineData("s/a/b/;s/c/d/g", true)]
    [InlineData("/x/d; s/a/b/; $!d", true)]
    [InlineData("s/a/b/;s/c/d/w out", false)]
    [InlineData("s/a/b/;w out", false)]
    [InlineData("s/[/]/;s/w out//", false)] // the bracket holds the slash: it writes
    [InlineData("/a[/]b/;s/w out//", false)]
    public void OnlyWhatPrintsPasses(string script, bool prints) => Assert.Equal(prints, SedScript.Prints(script));

    [Fact]
    public void ItAgreesWithTheExpression()
    {
        var random = new Random(20261128);
        var passed = 0;
        for (var round = 0; round < 300_000; round++)
        {
            var script = string.Concat(Enumerable.Range(0, random.Next(1, 7)).Select(_ => Pieces[random.Next(Pieces.Length)]));
            Assert.True(Plain.IsMatch(script) == SedScript.Prints(script), script);
            passed += SedScript.Prints(script) ? 1 : 0;
        }

        Assert.InRange(passed, 1_000, 200_000);
    }
}
