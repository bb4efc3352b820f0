using Pith.VocabularyCompiler;

// Usage: Pith.VocabularyCompiler OUTPUT-FOLDER. Runs at build time; see docs/decisions/0001-vocabulary.md.
var folder = args is [var given] ? given : throw new ArgumentException("usage: Pith.VocabularyCompiler OUTPUT-FOLDER");
Directory.CreateDirectory(folder);
Write("o200k_base.vocab", VocabularyBlock.Compile(RankFile.Read("Microsoft.ML.Tokenizers.Data.O200kBase", "o200k_base.tiktoken.deflate", 199_998)));
Write("cl100k_base.vocab", VocabularyBlock.Compile(RankFile.Read("Microsoft.ML.Tokenizers.Data.Cl100kBase", "cl100k_base.tiktoken.deflate", 100_256)));
Write("unicode.classes", ClassTable.Compile());

void Write(string name, byte[] bytes)
{
    // Renamed into place: a build that is interrupted, or runs twice, never leaves half a block.
    var final = Path.Combine(folder, name);
    var temporary = $"{final}.{Environment.ProcessId}";
    File.WriteAllBytes(temporary, bytes);
    File.Move(temporary, final, overwrite: true);
}
