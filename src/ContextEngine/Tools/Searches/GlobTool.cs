using System.Globalization;
using System.Text;
using Pith.Permissions;
using Pith.Permissions.Paths;
using Pith.Tools.Files;
using Pith.Tools.Inputs;

namespace Pith.Tools.Searches;

/// <summary><c>Glob</c>: finds files by their paths, in the order of the paths.</summary>
/// <param name="workspace">Where relative paths start.</param>
/// <param name="threads">Threads that look.</param>
public sealed class GlobTool(Workspace workspace, int threads) : ITool
{
    private const int MostResults = 100;

    /// <inheritdoc/>
    public ToolSpec Spec { get; } = new(
        "Glob",
        "Finds files by a path pattern such as **/*.ts or src/**/test_*.py; a pattern without a slash matches names at any depth. Ignore files are honoured. Shows at most 100 paths.",
        """{"type":"object","properties":{"pattern":{"type":"string"},"path":{"type":"string","description":"The folder to look in; the working folder when absent"}},"required":["pattern"]}"""u8.ToArray(),
        ReadOnly: true);

    /// <inheritdoc/>
    public IReadOnlyList<Need> Needs(ToolCall call)
    {
        var input = ToolInput.Read(call);
        var pattern = input.Text("pattern");
        var path = input.OptionalText("path") ?? ".";
        return input.Problem is null ? [new Need(NeedKind.ReadPath, Start(pattern, path).Folder)] : [];
    }

    /// <inheritdoc/>
    public Task<ToolResult> RunAsync(ToolCall call, CancellationToken cancel)
    {
        var input = ToolInput.Read(call);
        var pattern = input.Text("pattern");
        var path = input.OptionalText("path") ?? ".";
        if (input.Problem is { } problem)
            return Task.FromResult(ToolResult.Failed(problem));
        return Task.Run(() => Run(pattern, path, cancel), cancel);
    }

    // The folders that a pattern begins with need no search: src/**/*.cs starts at src, /etc/*.conf at /etc.
    private static (string Folder, string Pattern) Start(string pattern, string path)
    {
        var special = pattern.AsSpan().IndexOfAny("*?[{\\");
        var slash = pattern.AsSpan(0, special < 0 ? pattern.Length : special).LastIndexOf('/');
        return slash < 0 ? (path, pattern) : (Path.Combine(path, slash == 0 ? "/" : pattern[..slash]), "/" + pattern[(slash + 1)..]);
    }

    private ToolResult Run(string pattern, string path, CancellationToken cancel)
    {
        var (folder, rest) = Start(pattern, path);
        if (!workspace.TryResolve(folder, out var full))
            return ToolResult.Failed("\"path\" can be no path: it is empty or holds a zero byte.");
        if (!Directory.Exists(full))
            return File.Exists(full) ? ToolResult.Failed($"{workspace.Show(full)} is a file, not a folder.") : FileProblem.Missing(workspace, full);
        try
        {
            var root = RealPath.Of(full);
            var glob = GlobPattern.Parse(rest);
            var results = Enumerable.Range(0, Math.Max(1, threads)).Select(_ => new List<string>()).ToList();
            FileWalk.Run(root, workspace.IsWithheld, results.ConvertAll(list => (Action<string>)(found =>
            {
                if (glob.Matches(found.AsSpan(root.Length).TrimStart('/')))
                    list.Add(found);
            })), cancel);
            return Show([.. results.SelectMany(r => r).Order(StringComparer.Ordinal)]);
        }
        catch (IOException refused)
        {
            return ToolResult.Failed($"{workspace.Show(full)}: {SystemWords.Of(refused)}.");
        }
    }

    private ToolResult Show(List<string> found)
    {
        if (found.Count == 0)
            return ToolResult.Done("No files match.");
        var output = new StringBuilder();
        foreach (var path in found.Take(MostResults))
            output.Append(workspace.Show(path)).Append('\n');
        if (found.Count > MostResults)
            output.Append(CultureInfo.InvariantCulture, $"[{MostResults} of {found.Count} files shown; a narrower pattern shows the others]\n");
        return ToolResult.Done(output.ToString());
    }
}
