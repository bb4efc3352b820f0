namespace Pith.Tests.Cli;

/// <summary>The process stands in another folder for a while. Only for tests that run alone.</summary>
internal sealed class InFolder : IDisposable
{
    private readonly string _before = Directory.GetCurrentDirectory();

    public InFolder(string folder) => Directory.SetCurrentDirectory(folder);

    public void Dispose() => Directory.SetCurrentDirectory(_before);
}
