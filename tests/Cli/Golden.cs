namespace Pith.Tests.Cli;

/// <summary>Texts that are reviewed as files. <c>PITH_GOLDENS=rewrite</c> (which <c>./dev goldens</c> sets) rewrites them.</summary>
internal static class Golden
{
    /// <summary>Holds a text to the file under tests/Goldens, or to any file of the repository.</summary>
    public static void Check(string text, params string[] path)
    {
        var file = Path.Combine([Repository.Root, .. path]);
        if (Environment.GetEnvironmentVariable("PITH_GOLDENS") == "rewrite")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
            return;
        }

        Assert.True(File.Exists(file), $"{file} is missing; ./dev goldens writes it");
        Assert.Equal(File.ReadAllText(file), text, ignoreLineEndingDifferences: true);
    }
}
