using Pith.Tests.Store;
using Pith.Tools;

namespace Pith.Tests.Tools;

/// <summary>A working folder that goes when the test does.</summary>
internal sealed class WorkFolder : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public WorkFolder()
    {
        Directory.CreateDirectory(folder.Path);
        Workspace = new Workspace(folder.Path);
    }

    public Workspace Workspace { get; }

    public string this[string name] => Path.Combine(Workspace.Root, name);

    public void Dispose() => folder.Dispose();

    public string Write(string name, ReadOnlySpan<byte> content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(this[name])!);
        File.WriteAllBytes(this[name], content);
        return this[name];
    }
}
