namespace Pith.Bench.Tokens.Contenders;

/// <summary>Who takes part. Tiktoken and TiktokenSharp are not here: see docs/benchmarks.md.</summary>
internal static class Field
{
    public static readonly string[] Encodings = ["o200k_base", "cl100k_base"];

    /// <summary>Ours first.</summary>
    public static IContender[] Of(string encoding) => [new PithCounter(encoding), new MicrosoftTokenizers(encoding), new SharpTokenEncoding(encoding)];
}
