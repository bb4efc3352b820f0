using Pith.Hooks;

namespace Pith.Tests.Hooks;

/// <summary>What hooks write for later commands is read as a shell would, and nothing of it is run.</summary>
public sealed class HookVariablesTests
{
    [Theory]
    [InlineData("export A=1", "A=1")]
    [InlineData("  export A=1 B='two words'\t# both\n\n# nothing\nexport C=\"$A-${B}\"", "A=1", "B=two words", "C=1-two words")]
    [InlineData("declare -x A=\"a\\\"b\\$c\\\\d\"\ndeclare -x OLDPWD\ntypeset -x B=''", "A=a\"b$c\\d", "B=")]
    [InlineData("declare -x A=$'one\\ntwo\\t\\'x\\'\\033'", "A=one\ntwo\t'x'\e")]
    [InlineData("export A='one\ntwo'\nexport B=3", "A=one\ntwo", "B=3")]
    [InlineData("export PATH=\"$PATH:./bin\":~/x", "PATH=/bin:./bin:~/x")]
    [InlineData("export A=~/x; export B=a\\ b", "A=/home/me/x", "B=a b")]
    [InlineData("export A=1\r\nexport B=2\r\n", "A=1", "B=2")]
    [InlineData("export A=[x]*?{y}=", "A=[x]*?{y}=")]
    [InlineData("export A=\"100$ and $\"", "A=100$ and $")]
    [InlineData("export A=1\nexport A=$A$A", "A=11")]
    public void WhatPeopleWriteAndShellsPrintIsRead(string text, params string[] variables)
    {
        var (found, problems) = Read(text);
        Assert.Empty(problems);
        Assert.Equal(variables, found);
    }

    [Theory]
    [InlineData("A=1")]
    [InlineData("exportA=1")]
    [InlineData("export A=$(id)")]
    [InlineData("export A=`id`")]
    [InlineData("export A=\"`id`\"")]
    [InlineData("export A=\"$(id)\"")]
    [InlineData("export A=${A:-x}")]
    [InlineData("export A=$1")]
    [InlineData("export A=1 && id")]
    [InlineData("export A=1 | id")]
    [InlineData("export A=1>x")]
    [InlineData("export A=<(id)")]
    [InlineData("export -n A")]
    [InlineData("export 1A=1")]
    [InlineData("export A='open")]
    [InlineData("export A=\"open")]
    [InlineData("export A=$'\\xff'")]
    [InlineData("export A=$'\\000'")]
    [InlineData("export A[0]=1")]
    [InlineData("source ~/.profile")]
    [InlineData("unset PATH")]
    public void AnythingElseIsToldAndTheNextLineCounts(string line)
    {
        var (found, problems) = Read(line + "\nexport NEXT=1");
        Assert.Contains("line 1 is not understood: " + line, Assert.Single(problems), StringComparison.Ordinal);
        Assert.Equal(["NEXT=1"], found);
    }

    [Theory]
    [InlineData("BASH_ENV")]
    [InlineData("IFS")]
    [InlineData("LD_PRELOAD")]
    [InlineData("BASH_FUNC_ls")]
    [InlineData("PITH_COMMAND")]
    public void WhatChangesTheMeaningOfACommandLineIsNotSet(string name)
    {
        var (found, problems) = Read($"export A=1 {name}=x B=2");
        Assert.Equal(["A=1", "B=2"], found);
        Assert.Equal($"{name} cannot be set: it changes what a command line means", Assert.Single(problems));
    }

    /// <summary>Twenty lines would make a megabyte, forty a terabyte; and the kernel starts nothing with a text of 128 KB in its environment.</summary>
    [Theory]
    [InlineData("export A=$A$A\n", 60)]
    [InlineData("export A=\"$A$A\"\n", 60)]
    [InlineData("export A=$A$A B=$A$A$A$A$A$A$A$A$A$A$A$A C=$B$B$B$B$B$B$B$B\n", 30)]
    public void AValueThatDoublesWithEachLineIsNotSet(string line, int times)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var (found, problems) = Read("export A=0123456789\n" + string.Concat(Enumerable.Repeat(line, times)));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 50_000_000);
        Assert.InRange(found.Sum(f => f.Length), 10, 600_000);
        Assert.All(found, f => Assert.InRange(f.Length, 0, 128 * 1024 - 1));
        Assert.Contains("makes more than a program can be given: export A=", problems[^1], StringComparison.Ordinal);
    }

    private static (IReadOnlyList<string> Variables, IReadOnlyList<string> Problems) Read(string text) =>
        new HookVariables(text, name => name switch { "PATH" => "/bin", "HOME" => "/home/me", _ => null }).Read();
}
