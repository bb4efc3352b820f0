namespace Pith.Tests.Store;

/// <summary>A folder that goes when the test does; it does not exist until something creates it.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly string holder = Directory.CreateTempSubdirectory("pith-test-").FullName;

    public string Path => System.IO.Path.Combine(holder, "store");

    public void Dispose() => Directory.Delete(holder, recursive: true);
}
