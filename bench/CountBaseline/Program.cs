using Pith.Bench.CountBaseline;

// count-baseline FILE: tokens of a transcript with Utf8JsonReader and Microsoft.ML.Tokenizers, what `pith count FILE` does.
if (args is not [var path])
{
    Console.Error.WriteLine("usage: count-baseline FILE");
    return 64;
}

using var file = File.OpenRead(path);
Console.WriteLine(LineByLine.Count(file));
return 0;
