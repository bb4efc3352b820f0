using System.Runtime.Versioning;
using Pith.Permissions.Classifiers;
using Pith.Permissions.Shell;
using Pith.Store;
using Pith.Text;
using Pith.Tools.Sandboxes;

namespace Pith.Tools.Shells;

/// <summary>Where the commands of an agent run: its working folder, which outlives a command, and its background commands. Disposing ends all that still runs.</summary>
public sealed class Shell : IDisposable
{
    /// <summary>Bytes of an output that are kept in memory; what is longer is kept as head and tail, and whole in the store.</summary>
    internal const int KeptOutput = 256 * 1024;

    private readonly Workspace workspace;
    private readonly BlobStore? store;
    private readonly BackgroundCommands? background;
    private readonly ShellWarden? warden;
    private int commands;

    /// <summary>Prepares a shell; nothing is started before the first command.</summary>
    /// <param name="workspace">Commands start at its root.</param>
    /// <param name="options">How they run.</param>
    /// <param name="store">Takes long outputs; without it, only head and tail of them are kept.</param>
    public Shell(Workspace workspace, ShellOptions options, BlobStore? store)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        (this.workspace, Options, this.store) = (workspace, options, store);
        Folder = workspace.Root;
        if (OperatingSystem.IsLinux())
            (background, warden) = (new BackgroundCommands(), new ShellWarden());
    }

    /// <summary>Where the next command starts.</summary>
    public string Folder { get; private set; }

    internal ShellOptions Options { get; }

    private IReadOnlyList<string> Environment => Options.Variables?.Over(Options.Environment) ?? Options.Environment;

    [SupportedOSPlatform("linux")]
    internal BackgroundCommands Background => background!;

    /// <summary>Ends all commands and what they started.</summary>
    public void Dispose()
    {
        if (!OperatingSystem.IsLinux())
            return;
        background?.Dispose();
        warden?.Dispose();
    }

    /// <summary>Whether a line only asks the network something that the sandbox does not reach, with programs that nothing in the workspace takes the place of.</summary>
    internal bool OnlyAsks(string line) =>
        Options.Sandbox is { MayAskOutside: true, TrustsFolder: true } sandbox && NetworkReading.NeedsOutside(line, Folder, workspace.Root, sandbox.Policy.Hosts)
        && ProgramPlaces.AreBeyond(NetworkReading.Programs(ShellReading.Of(line)), Environment, sandbox.Policy.Writable);

    /// <summary>Starts a command line. Throws <see cref="IOException"/> where it cannot be started.</summary>
    /// <param name="line">The command line.</param>
    /// <param name="timeout">Its time.</param>
    /// <param name="isFree">Whether it runs outside the sandbox, because that was allowed.</param>
    [SupportedOSPlatform("linux")]
    internal Command Start(string line, TimeSpan timeout, bool isFree = false)
    {
        if (!Directory.Exists(Folder))
            Folder = workspace.Root;
        var mark = $"PITH_COMMAND={Interlocked.Increment(ref commands)}.{System.Security.Cryptography.RandomNumberGenerator.GetHexString(16, lowercase: true)}";
        var arguments = Path.GetFileName(Options.Program) == "bash" ? new[] { "bash", "--noprofile", "--norc", "-c", Command.Script(line) } : ["sh", "-c", Command.Script(line)];
        var start = new ChildStart(Options.Program, arguments, Folder, [.. Environment, mark]);
        if (Options.Sandbox is not { } sandbox)
            return new Command(start, mark, timeout, warden!, null);
        FoundNow found = default;
        return new Command(isFree ? start : sandbox.Around(start, out found), mark, timeout, warden!, new CommandGuard(sandbox, isFree, found));
    }

    /// <summary>Reads a command's output to its end. What is longer than is kept goes to the store on its way.</summary>
    [SupportedOSPlatform("linux")]
    internal CappedBlob? Drain(Command command)
    {
        var buffer = new byte[16 * 1024];
        while (command.Kept.Length + buffer.Length <= KeptOutput)
            if (command.Read(buffer) == 0)
                return null;
        try
        {
            if (store is not null)
            {
                using var whole = new PrefixedStream(command.Kept.Since(0, out _, out _), command, leaveOpen: true);
                var stored = store.PutCapped(whole, Options.StoredOutput);
                return stored;
            }
        }
        catch (StoreException)
        {
            // A full store must not keep the command from ending, nor its head and tail from the model.
        }

        while (command.Read(buffer) > 0)
            continue;
        return null;
    }

    /// <summary>Moves to where a command left its shell, if that is inside the workspace. Returns a note for the model where it is not.</summary>
    internal string? MoveTo(string folder)
    {
        if (folder.Length == 0 || folder == Folder)
            return null;
        if (workspace.Contains(folder))
        {
            Folder = folder;
            return null;
        }

        Folder = workspace.Root;
        return $"[The shell left the working folders; the next command starts at {Folder} again]";
    }
}
