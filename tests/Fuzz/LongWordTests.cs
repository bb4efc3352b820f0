using Pith.Permissions;
using Pith.Permissions.Decisions;
using Pith.Permissions.Rules;
using Pith.Permissions.Settings;

namespace Pith.Tests.Fuzz;

/// <summary>Words and chains of many like pieces, which ask for a look at the disk, or at every end of a word: what they cost grows no faster than they do. Bytes are counted, since they are the same on every machine.</summary>
public sealed class LongWordTests
{
    [Theory]
    [InlineData("cat ", "a/")]
    [InlineData("cat ", "../")]
    [InlineData("rm -r ", "a/../")]
    [InlineData("cat --x", "=")]
    [InlineData("cat --x", "=/")]
    [InlineData("echo x > ", "a/")]
    [InlineData("true && ", "cd a && ")]
    [InlineData("", "cat ../a/b; ")]
    [InlineData("env ", "env ")]
    [InlineData("rm ", "-r ")]
    public void TwiceAsLongCostsAboutTwiceAsMuch(string begin, string piece)
    {
        const int Length = 40_000;
        Cost(begin, piece, 1_000);
        var (once, twice) = (Cost(begin, piece, Length), Cost(begin, piece, 2 * Length));
        Assert.InRange(twice, 0, 2.5 * once + 1_000_000);
    }

    private static long Cost(string begin, string piece, int length)
    {
        var line = begin + string.Concat(Enumerable.Repeat(piece, length / piece.Length)) + "true";
        var settings = SettingsReader.Read("""{"permissions":{"deny":["Bash(p3 *)","Read(.env)"]}}"""u8.ToArray(), "settings.json", RuleSource.User, "/home/me/work");
        var authority = new Authority(settings, new AuthorityOptions { Folder = "/home/me/work", Home = "/home/me", Mode = PermissionMode.Auto, IsTrusted = true, Free = ["/tmp"] });
        var before = GC.GetAllocatedBytesForCurrentThread();
        authority.Decide("Bash", new Need(NeedKind.RunCommand, line));
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
