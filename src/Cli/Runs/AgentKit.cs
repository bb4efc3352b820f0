using Pith.Agents.SubAgents;
using Pith.Cli.Commands;
using Pith.Store;
using Pith.Tools;
using Pith.Tools.Files;
using Pith.Tools.Pages;
using Pith.Tools.Questions;
using Pith.Tools.Recalls;
using Pith.Tools.Sandboxes;
using Pith.Tools.Searches;
using Pith.Tools.Shells;
using Pith.Tools.Todos;

namespace Pith.Cli.Runs;

/// <summary>The tools of a run, over the folder the program stands in. Disposing ends what commands left running.</summary>
internal sealed class AgentKit : IDisposable
{
    private readonly Shell _shell;

    /// <param name="invocation">Says which tools.</param>
    /// <param name="folder">The working folder.</param>
    /// <param name="store">Takes long outputs, and what files held before they were changed.</param>
    /// <param name="sandbox">What commands are held to; null for nothing.</param>
    /// <param name="recorded">Told of every change of a file before it is made.</param>
    /// <param name="asks">Puts the model's questions; null where nobody is, and then the model has no tool for it.</param>
    /// <param name="planned">Ends plan mode; null where the mode cannot be that.</param>
    /// <param name="reachesWeb">Whether a rule allows WebFetch; else the model sees it only where <c>--tools</c> names it.</param>
    /// <param name="denied">Whether a rule denies every use of a tool; the model does not see it then.</param>
    /// <param name="more">Tools that stand behind these.</param>
    /// <param name="agents">Starts sub-agents; null where none may be started.</param>
    /// <param name="set">Variables that hooks set for commands.</param>
    /// <param name="isWithheld">Files that searches do not come upon.</param>
    public AgentKit(Invocation invocation, string folder, BlobStore store, Sandbox? sandbox, Action<FileChange>? recorded, AskUserTool? asks, ITool? planned, bool reachesWeb, Func<string, bool> denied, IReadOnlyList<ITool> more, ITool? agents, CommandVariables set, Func<string, bool> isWithheld)
    {
        var around = invocation.Around;
        var workspace = Workspace = new Workspace(folder) { Home = around.Variable(EnvironmentVariable.UserHome) is { Length: > 0 } home ? home : null, IsWithheld = isWithheld };
        var seen = new SeenFiles();
        var editor = new FileEditor(workspace, seen, new FileHistory(store, RunSettingsFiles.Of(invocation).KeepsFiles is false ? null : recorded)) { Changed = path => sandbox?.Forget(path) };
        _shell = new Shell(workspace, new ShellOptions { Environment = RunEnvironment.Of(invocation), Variables = set, Sandbox = sandbox }, store);
        Bash = new BashTool(_shell);
        ITool[] all =
        [
            new ReadTool(workspace, seen), new WriteTool(editor), new EditTool(editor), new GlobTool(workspace, around.Processors), new GrepTool(workspace, around.Processors),
            Bash, new BashOutputTool(_shell), new KillShellTool(_shell), new RecallTool(store), new TodoWriteTool(null),
            new WebFetchTool(WebClient.Open), .. asks is null ? (ITool[])[] : [asks], .. planned is null ? (ITool[])[] : [planned],
            .. agents is null ? [] : (ITool[])[agents],
        ];
        Names = [.. all.Select(t => t.Spec.Name)];
        // What the shell's other tools show is of commands that nobody could start.
        bool IsDenied(ITool tool) => denied(tool.Spec.Name) || tool is BashOutputTool or KillShellTool && denied(Bash.Spec.Name);
        Tools = [.. Chosen(all, invocation.Word(Flags.Tools), reachesWeb).Concat(more).Where(t => !IsDenied(t))];
    }

    /// <summary>The folders of the work.</summary>
    public Workspace Workspace { get; }

    /// <summary>Where the next command starts.</summary>
    public string Folder => _shell.Folder;

    /// <summary>Runs a command line, for the person too.</summary>
    public ITool Bash { get; }

    /// <summary>The names of all tools that there could be.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The tools, in the order models see them.</summary>
    public IReadOnlyList<ITool> Tools { get; }

    public void Dispose() => _shell.Dispose();

    private static ITool[] Chosen(ITool[] all, string? list, bool reachesWeb)
    {
        if (list is null or "default")
            return reachesWeb ? all : [.. all.Where(t => t is not WebFetchTool)];
        var names = list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        foreach (var name in names)
            if (name != AgentTool.Name && !Array.Exists(all, t => t.Spec.Name == name))
                throw Failure.Usage($"--tools names '{Failure.Shown(name)}', which is no tool; there are {string.Join(", ", all.Select(t => t.Spec.Name))}");
        return [.. all.Where(t => names.Contains(t.Spec.Name))];
    }
}
