using Pith.Budgets.Needs;

namespace Pith.Tests.Budgets.Needs;

public sealed class BondsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void AgreeWithEveryPairTried(int seed)
    {
        var random = new Random(seed);
        var text = string.Concat(Enumerable.Range(0, 300).Select(_ => random.Next(5) switch { 0 => $"src/dir/file_{random.Next(9)}.cs ", 1 => $"symbol_{random.Next(30)} ", 2 => "\n", 3 => new string('.', random.Next(90)) + " ", _ => "words " }));
        var bonds = Reading.OfText(text, []).Bonds;
        var atoms = AtomText.In(text);
        foreach (var path in atoms.Where(a => a.IsPath).Select(a => a.Text).Distinct())
            foreach (var symbol in atoms.Where(a => !a.IsPath).Select(a => a.Text).Distinct())
                Assert.Equal(
                    atoms.Any(p => p.Text == path && atoms.Any(s => s.Text == symbol && AreNear(text, p, s))),
                    bonds.Contains(path, symbol));
    }

    private static bool AreNear(string text, AtomText path, AtomText symbol)
    {
        var start = text.LastIndexOf('\n', path.Start) + 1;
        var end = text.IndexOf('\n', path.End) is >= 0 and var e ? e : text.Length;
        var sameLine = symbol.Start >= start && symbol.End <= end && end - start <= 400;
        var before = symbol.End <= path.Start && symbol.Start >= path.Start - 120;
        var behind = symbol.Start >= path.End && symbol.End <= path.End + 120;
        return sameLine || before || behind;
    }
}
