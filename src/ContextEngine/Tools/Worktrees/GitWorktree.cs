using System.Runtime.Versioning;
using System.Text;
using Pith.Tools.Shells;

namespace Pith.Tools.Worktrees;

/// <summary>
/// A git worktree that an agent has for itself, on a branch of its own from where the repository stands. It goes when
/// nothing in it has changed; otherwise it stays and is named. No hook and no filter of the repository is run for it.
/// </summary>
[SupportedOSPlatform("linux")]
public sealed class GitWorktree
{
    private const string Git = "git -c core.hooksPath=/dev/null -c core.fsmonitor=false";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly IReadOnlyList<string> _environment;
    private readonly string _repository, _root, _branch, _start;
    private string? _end;

    private GitWorktree(string repository, string root, string branch, string start, string folder, IReadOnlyList<string> environment) =>
        (_repository, _root, _branch, _start, Folder, _environment) = (repository, root, branch, start, folder, environment);

    /// <summary>Its own top folder.</summary>
    public string Top => _root;

    /// <summary>The folder in it that corresponds to the one it was made for.</summary>
    public string Folder { get; }

    /// <summary>Makes one.</summary>
    /// <param name="folder">A folder of the repository.</param>
    /// <param name="root">Where it is to lie; not there yet.</param>
    /// <param name="name">The branch becomes <c>worktree-NAME</c>.</param>
    /// <param name="environment">For git, <c>NAME=value</c>.</param>
    /// <exception cref="IOException">Git refuses, in its words.</exception>
    public static GitWorktree Create(string folder, string root, string name, IReadOnlyList<string> environment)
    {
        environment = [.. environment, .. WithoutFilters(folder, environment)];
        var top = Run(folder, $"{Git} rev-parse --show-toplevel", environment);
        var start = Run(folder, $"{Git} rev-parse HEAD", environment);
        var branch = $"worktree-{name}";
        Directory.CreateDirectory(Path.GetDirectoryName(root)!);
        Run(top, $"{Git} worktree add --quiet -b {branch} {Quoted(root)} HEAD", environment);
        var inside = Path.Combine(root, Path.GetRelativePath(top, folder));
        return new GitWorktree(top, root, branch, start, Directory.Exists(inside) ? Path.GetFullPath(inside) : root, environment);
    }

    /// <summary>What tells whether a worktree of whoever's making has changed: its commit and what <c>git status</c> says; null where git does not know it.</summary>
    /// <param name="folder">Its folder.</param>
    /// <param name="environment">For git, <c>NAME=value</c>.</param>
    public static (string Commit, bool IsClean)? StateOf(string folder, IReadOnlyList<string> environment)
    {
        try
        {
            environment = [.. environment, .. WithoutFilters(folder, environment)];
            return (Run(folder, $"{Git} rev-parse HEAD", environment), Run(folder, $"{Git} status --porcelain --untracked-files=all", environment).Length == 0);
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Has git remove a worktree of whoever's making; false where git does not know it or something in it would be lost.</summary>
    /// <param name="folder">Its folder.</param>
    /// <param name="environment">For git, <c>NAME=value</c>.</param>
    public static bool TryRemove(string folder, IReadOnlyList<string> environment)
    {
        try
        {
            Run(Path.GetDirectoryName(folder)!, $"{Git} -C {Quoted(folder)} worktree remove {Quoted(folder)}", environment);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Removes it where nothing has changed, else leaves it. The second call changes nothing.</summary>
    /// <returns>A sentence that names what stays; empty where nothing does.</returns>
    public string End()
    {
        if (_end is not null)
            return _end;
        try
        {
            var isUnchanged = Run(_root, $"{Git} status --porcelain --untracked-files=all", _environment).Length == 0 && Run(_root, $"{Git} rev-parse HEAD", _environment) == _start;
            if (isUnchanged)
            {
                Run(_repository, $"{Git} worktree remove {Quoted(_root)}", _environment);
                Run(_repository, $"{Git} branch -D --quiet {_branch}", _environment);
                return _end = "";
            }
        }
        catch (IOException)
        {
            // What git cannot say is kept.
        }

        return _end = $"its changes are in {_root}, on the branch {_branch}";
    }

    /// <summary>
    /// Settings that take the repository's own filters away, which would run where files are written and compared. Those of the person's own
    /// configuration stay: large files come by them.
    /// </summary>
    private static IEnumerable<string> WithoutFilters(string folder, IReadOnlyList<string> environment)
    {
        string[] drivers = [.. Run(folder, $"{Git} config --local --includes --name-only --get-regexp '^filter\\.' || true", environment).Split('\n').Where(n => n.StartsWith("filter.", StringComparison.Ordinal)).Select(n => n[..n.LastIndexOf('.')]).Distinct(StringComparer.Ordinal)];
        (string Key, string Value)[] off = [.. drivers.SelectMany(d => (IEnumerable<(string, string)>)[($"{d}.clean", ""), ($"{d}.smudge", ""), ($"{d}.process", ""), ($"{d}.required", "false")])];
        return off.Length == 0 ? [] : [$"GIT_CONFIG_COUNT={off.Length}", .. off.Select((o, i) => $"GIT_CONFIG_KEY_{i}={o.Key}"), .. off.Select((o, i) => $"GIT_CONFIG_VALUE_{i}={o.Value}")];
    }

    private static string Run(string folder, string line, IReadOnlyList<string> environment)
    {
        using var shell = new Shell(new Workspace(folder), new ShellOptions { Environment = environment }, null);
        using var command = shell.Start(line, Patience);
        shell.Drain(command);
        var text = Encoding.UTF8.GetString(command.Kept.TextSince(0)).Trim();
        return command.ExitCode == 0 ? text : throw new IOException(text.Length > 0 ? text : $"git ended with exit code {command.ExitCode}");
    }

    private static string Quoted(string path) => $"'{path.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
