namespace Pith.Cli.Verbs;

/// <summary>What counting one file gave.</summary>
/// <param name="Path">As the user wrote it.</param>
/// <param name="Bytes">Bytes of text, decompressed.</param>
/// <param name="Tokens">Tokens of them.</param>
/// <param name="Problem">Why it could not be counted, or null.</param>
/// <param name="Warning">What to doubt about the count, or null.</param>
internal sealed record FileCount(string Path, long Bytes, long Tokens, Failure? Problem, string? Warning)
{
    public static FileCount Of(string path, long bytes, long tokens, in Utf8Watch watch) =>
        new(path, bytes, tokens, null, watch.Doubt() is { } doubt ? $"{InputFile.Shown(path)} {doubt}" : null);

    public static FileCount Failed(string path, Failure problem) => new(path, 0, 0, problem, null);
}
