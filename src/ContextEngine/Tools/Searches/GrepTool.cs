using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Pith.Permissions;
using Pith.Permissions.Paths;
using Pith.Tools.Files;
using Pith.Tools.Inputs;

namespace Pith.Tools.Searches;

/// <summary><c>Grep</c>: searches files by a regular expression, as ripgrep does. Its results come in the order of the paths, whatever the threads did.</summary>
/// <param name="workspace">Where relative paths start.</param>
/// <param name="threads">Threads that search.</param>
public sealed class GrepTool(Workspace workspace, int threads) : ITool
{
    private const long MostResults = 250;
    private const int LongestOutput = 1 << 20;

    /// <inheritdoc/>
    public ToolSpec Spec { get; } = new(
        "Grep",
        "Searches the contents of files by a regular expression. Ignore files are honoured. output_mode: files_with_matches (default) shows paths, content shows lines, count shows how many lines match. At most 250 results, or head_limit.",
        """{"type":"object","properties":{"pattern":{"type":"string","description":"A regular expression, matched within lines"},"path":{"type":"string","description":"A file or folder; the working folder when absent"},"glob":{"type":"string","description":"Only files whose path matches, such as *.ts or src/**/*.{js,ts}; with ! all others"},"type":{"type":"string","description":"Only files of a kind: py, js, rust, go, …"},"output_mode":{"type":"string","enum":["files_with_matches","content","count"]},"-A":{"type":"integer","description":"Lines to show after each match"},"-B":{"type":"integer","description":"Lines to show before each match"},"-C":{"type":"integer","description":"Lines to show before and after each match"},"-n":{"type":"boolean","description":"Show line numbers; true when absent"},"-i":{"type":"boolean","description":"Ignore case"},"multiline":{"type":"boolean","description":"Matches may go across lines, and . matches line ends"},"head_limit":{"type":"integer","description":"Most results to show; 0 for all"}},"required":["pattern"]}"""u8.ToArray(),
        ReadOnly: true);

    /// <inheritdoc/>
    public IReadOnlyList<Need> Needs(ToolCall call)
    {
        var input = ToolInput.Read(call);
        input.Text("pattern");
        var path = input.OptionalText("path") ?? ".";
        return input.Problem is null ? [new Need(NeedKind.ReadPath, path)] : [];
    }

    /// <inheritdoc/>
    public Task<ToolResult> RunAsync(ToolCall call, CancellationToken cancel)
    {
        var input = ToolInput.Read(call);
        var around = (int)(input.Number("-C", 0, 1000) ?? 0);
        var query = new GrepQuery
        {
            Pattern = input.Text("pattern"),
            IgnoresCase = input.Flag("-i"),
            AcrossLines = input.Flag("multiline"),
            Before = (int)(input.Number("-B", 0, 1000) ?? around),
            After = (int)(input.Number("-A", 0, 1000) ?? around),
            ShowsNumbers = input.OptionalText("-n") is null || input.Flag("-n"),
            Most = input.Number("head_limit", 0, int.MaxValue) switch { null => MostResults, 0 => int.MaxValue, var some => some.Value },
        };
        var mode = input.Choice("output_mode", "files_with_matches", "content", "count");
        var path = input.OptionalText("path") ?? ".";
        var glob = input.OptionalText("glob");
        var type = input.OptionalText("type");
        if (input.Problem is { } problem)
            return Task.FromResult(ToolResult.Failed(problem));
        return Task.Run(() => Run(query, mode, path, glob, type, cancel), cancel);
    }

    private ToolResult Run(GrepQuery query, string mode, string path, string? glob, string? type, CancellationToken cancel)
    {
        if (!workspace.TryResolve(path, out var full))
            return ToolResult.Failed("\"path\" can be no path: it is empty or holds a zero byte.");
        if (!Path.Exists(full))
            return FileProblem.Missing(workspace, full);
        var kind = type is null ? null : FileTypes.Find(type);
        if (type is not null && kind is null)
            return ToolResult.Failed($"\"type\" {type} is not known. Known are: {string.Join(", ", FileTypes.Names)}. Use glob for others.");
        var scanners = new List<FileScanner>();
        for (var i = 0; i < Math.Max(1, threads); i++)
            if (LinePattern.TryCreate(query.Pattern, query.IgnoresCase, query.AcrossLines, out var pattern, out var error))
                scanners.Add(new FileScanner(pattern, query.AcrossLines));
            else
                return ToolResult.Failed(error);
        try
        {
            var root = RealPath.Of(full);
            var found = Find(root, new GlobFilter(root, workspace.Root, glob, kind), scanners, mode == "count" ? long.MaxValue : 1, cancel);
            return found.Count == 0 ? ToolResult.Done("No matches.") : Show(query, mode, root, found, scanners[0], cancel);
        }
        catch (RegexMatchTimeoutException)
        {
            return ToolResult.Failed("\"pattern\" takes too long: it uses back references or look-around, which some texts make slow. Write it without them.");
        }
        catch (IOException refused)
        {
            return ToolResult.Failed($"{workspace.Show(full)}: {SystemWords.Of(refused)}.");
        }
    }

    private List<(string Path, long Count)> Find(string root, GlobFilter filter, List<FileScanner> scanners, long most, CancellationToken cancel)
    {
        if (File.Exists(root))
            return scanners[0].Count(root, most) is > 0 and var only ? [(root, only)] : [];
        var results = scanners.ConvertAll(_ => new List<(string, long)>());
        var visitors = scanners.Select((scanner, i) => (Action<string>)(path =>
        {
            if (filter.Takes(path) && scanner.Count(path, most) is > 0 and var count)
                results[i].Add((path, count));
        }));
        FileWalk.Run(root, workspace.IsWithheld, [.. visitors], cancel);
        return [.. results.SelectMany(r => r).OrderBy(r => r.Item1, StringComparer.Ordinal)];
    }

    private ToolResult Show(GrepQuery query, string mode, string root, List<(string Path, long Count)> found, FileScanner scanner, CancellationToken cancel)
    {
        if (mode == "content")
            return ShowLines(query, root, found, scanner, cancel);
        var output = new StringBuilder();
        foreach (var (path, count) in found.Take((int)query.Most))
            output.Append(workspace.Show(path)).Append(mode == "count" ? string.Create(CultureInfo.InvariantCulture, $":{count}") : "").Append('\n');
        if (found.Count > query.Most)
            output.Append(CultureInfo.InvariantCulture, $"[{query.Most} of {found.Count} files shown]\n");
        return ToolResult.Done(output.ToString());
    }

    private ToolResult ShowLines(GrepQuery query, string root, List<(string Path, long Count)> found, FileScanner scanner, CancellationToken cancel)
    {
        var printer = new MatchPrinter(query);
        var shown = 0;
        foreach (var (path, _) in found)
        {
            cancel.ThrowIfCancellationRequested();
            if (printer.Matches >= query.Most || printer.Length >= LongestOutput)
                break;
            printer.Write(path == root ? "" : workspace.Show(path), scanner.ReadText(path), scanner.Pattern);
            shown++;
        }

        var isCut = printer.Matches >= query.Most || shown < found.Count;
        return ToolResult.Done(printer + (isCut ? string.Create(CultureInfo.InvariantCulture, $"[{printer.Matches} matching lines shown, from the first {shown} of {found.Count} files with matches; there may be more]\n") : ""));
    }
}
