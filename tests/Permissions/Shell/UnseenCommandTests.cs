using Pith.Permissions.Shell;

namespace Pith.Tests.Permissions.Shell;

/// <summary>No program that bash would start is missing from our list, in the folder and with the words that the list tells.</summary>
public sealed class UnseenCommandTests
{
    [Fact]
    public void WhatBashStartsWasSeen() => Check([.. Enumerable.Range(1, 600).Select(seed => RandomScript.Of(new Random(seed)))], leastRead: 0.5);

    [Fact]
    public void WhatBashStartsOfDamagedScriptsWasSeen() => Check([.. Enumerable.Range(1, 800).Select(seed => Damage(new Random(seed)))], leastRead: 0.1);

    internal static string Damage(Random random) => Damage(RandomScript.Of(random), random);

    internal static string Damage(string of, Random random)
    {
        const string marks = "'\"`$(){}[]|&;<>\\\n #=~!*?:-+@%,.ap1 xE";
        var script = new System.Text.StringBuilder(of);
        for (var times = random.Next(1, 4); times > 0 && script.Length > 0; times--)
        {
            var at = random.Next(script.Length);
            if (random.Next(3) == 0)
                script.Remove(at, Math.Min(random.Next(1, 4), script.Length - at));
            else
                script.Insert(at, marks[random.Next(marks.Length)]);
        }

        return script.ToString();
    }

    internal static void Check(string[] scripts, double leastRead)
    {
        var readings = scripts.Select(s => ShellReading.Of(s, TracedBash.Root)).ToArray();
        var read = Enumerable.Range(0, scripts.Length).Where(i => readings[i].Refusal is null).ToArray();
        var traces = TracedBash.Run([.. read.Select(i => scripts[i])]);
        var started = 0;
        for (var i = 0; i < read.Length; i++)
            foreach (var start in traces[i])
            {
                started++;
                // What stands in a value is told by the place that evaluates it.
                if (!(start.Words[0] is ['q', ..] && readings[read[i]].Evaluations.Count > 0) && !readings[read[i]].Commands.Any(c => Tells(c, start)))
                    Assert.Fail($"unseen: {string.Join(' ', start.Words)} in {start.Folder}, of:\n{scripts[read[i]]}");
            }

        TestContext.Current.TestOutputHelper?.WriteLine($"{scripts.Length} scripts, {read.Length} read, {started} programs started");
        Assert.True(started > read.Length / 2);
        Assert.True(read.Length >= scripts.Length * leastRead);
    }

    /// <summary>Whether a command of the list stands for a start. What is known only when it runs stands for anything: it asks.</summary>
    private static bool Tells(SimpleCommand command, TracedBash.Start start)
    {
        if (command.Words.Count == 0)
            return false;
        if (!command.Words[0].IsLiteral || command.Name is "eval" or "." or "source" or "trap" or "exec" or "command" or "builtin")
            return true;
        if (command.Name != start.Words[0])
            return false;
        var literal = command.Words.All(w => w.IsLiteral);
        if (literal && !command.Words.Select(w => w.Text).SequenceEqual(start.Words))
            return false;
        return !command.Folders.IsKnown || command.Folders.Paths.Contains(start.Folder);
    }
}
