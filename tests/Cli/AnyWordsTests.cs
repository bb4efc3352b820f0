using FsCheck;
using FsCheck.Fluent;
using Pith.Cli;
using Pith.Cli.Commands;
using Pith.Cli.Tables;

namespace Pith.Tests.Cli;

/// <summary>Whatever the words, the program ends with a documented code, and a failure is one sentence.</summary>
public sealed class AnyWordsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void EndInADocumentedWay()
    {
        var session = _folder.File("session.jsonl", SampleSession.Of(3));
        string[] words =
        [
            .. CommandTable.Leaves.SelectMany(l => l.Name.Split(' ')).Distinct(),
            .. CommandTable.Leaves.SelectMany(l => l.Command.Flags).Distinct().SelectMany(f => new[] { $"--{f.Name}", $"--{f.Name}=1", $"--{f.Name}={f.Sample}" }),
            .. Flags.Tiers.Choices, .. Flags.To.Choices, .. Flags.By.Choices, .. Flags.Encoding.Choices,
            session, session, session, _folder.Path, _folder.Place("missing"), "-", "--", "---", "-o", "-x", "--=", "=", "", " ", "16k", "1", "0", "-1", "é🙂", "\ud800", "\0", "\e[2J", "pith:0123456789abcdef", "bash", "--help",
        ];
        string[] starts = ["", .. CommandTable.Leaves.Select(l => l.Name)]; // else most lines would end at an unknown command
        var lines = Gen.Elements(starts).SelectMany(start => Gen.Choose(0, 6).SelectMany(n => Gen.Elements(words).ArrayOf(n))
            .Select(rest => (string[])[.. start.Split(' ', StringSplitOptions.RemoveEmptyEntries), .. rest])).ToArbitrary();
        Prop.ForAll(lines, args =>
        {
            // What this runs ends as it likes.
            if (args.Contains("sandbox") && args.Contains("run"))
                return true;
            // A file that -o names must not land in the folder that the tests run in.
            var run = new CliRun { Input = SampleSession.Of(2) };
            run.Variables["PITH_HOME"] = _folder.Place("home");
            var code = run.Run([.. args.Where(a => !a.StartsWith("--output", StringComparison.Ordinal) && a != "-o")]);
            Assert.Contains(code, ExitCode.All.Select(e => e.Code));
            Assert.NotEqual(ExitCode.Internal, code);
            if (code != 0)
                Assert.All(run.Complaint.Split('\n', StringSplitOptions.RemoveEmptyEntries), l => Assert.StartsWith("pith: ", l));
            return true;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(5000));
    }
}
