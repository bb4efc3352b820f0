using Pith.Tokens;
using Pith.VocabularyCompiler;
using ZstdSharp;
using ZstdSharp.Unsafe;

// Usage: Pith.VocabularyCompiler FOLDER. Writes the three blocks that Pith.ContextEngine embeds: what everyone counts with as
// it is used, what few count with as its merges, packed.
if (args is not [var folder])
{
    Console.Error.WriteLine("usage: Pith.VocabularyCompiler FOLDER");
    return 64;
}

Directory.CreateDirectory(folder);
foreach (var (encoding, package, tokens) in new[]
{
    ("o200k_base", "Microsoft.ML.Tokenizers.Data.O200kBase", 199_998),
    ("cl100k_base", "Microsoft.ML.Tokenizers.Data.Cl100kBase", 100_256),
})
{
    var ranks = RankFile.Read(package, encoding);
    var merges = RankFile.Check(ranks, tokens);
    if (encoding == "o200k_base")
    {
        var (bytes, starts, lengths) = Superstring.Of(ranks);
        Write($"{encoding}.vocabulary", VocabularyBlock.Build(new(bytes, starts, lengths), merges));
        continue;
    }

    var all = TokenBytes.Of(ranks);
    Write($"{encoding}.merges.zst", Pack(MergeList.Write(all, merges, VocabularyBlock.Build(all, merges))));
}

Write("unicode.classes", ClassBlock.Build());
return 0;

// With the length and a checksum in the frame, so that unpacking notices damage.
static byte[] Pack(byte[] list)
{
    using var zstd = new Compressor(19);
    zstd.SetParameter(ZSTD_cParameter.ZSTD_c_checksumFlag, 1);
    return zstd.Wrap(list).ToArray();
}

// Renamed into place, so that a build which is interrupted or runs twice never embeds half a block.
void Write(string name, byte[] block)
{
    var target = Path.Combine(folder, name);
    var temporary = $"{target}.{Environment.ProcessId}";
    File.WriteAllBytes(temporary, block);
    File.Move(temporary, target, overwrite: true);
}
