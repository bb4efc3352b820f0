using Pith.Tokens;
using Pith.VocabularyCompiler;

// Usage: Pith.VocabularyCompiler FOLDER. Writes the three blocks that Pith.ContextEngine embeds.
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
    Write($"{encoding}.vocabulary", VocabularyBlock.Build(ranks, RankFile.Check(ranks, tokens)));
}

Write("unicode.classes", ClassBlock.Build());
return 0;

// Renamed into place, so that a build which is interrupted or runs twice never embeds half a block.
void Write(string name, byte[] block)
{
    var target = Path.Combine(folder, name);
    var temporary = $"{target}.{Environment.ProcessId}";
    File.WriteAllBytes(temporary, block);
    File.Move(temporary, target, overwrite: true);
}
