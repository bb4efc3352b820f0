using System.Runtime.CompilerServices;
using Microsoft.ML.Tokenizers;
using SharpToken;

// peer-count microsoft|sharptoken FILE: what a small program with the package does to count a file, in o200k_base.
if (args is not [var peer, var path])
{
    Console.Error.WriteLine("usage: peer-count microsoft|sharptoken FILE");
    return 64;
}

var text = File.ReadAllText(path);
Console.WriteLine(peer == "microsoft" ? Microsoft(text) : SharpTokens(text));
return 0;

// Each in a method of its own, so that only the package that is used is loaded.
[MethodImpl(MethodImplOptions.NoInlining)]
static int Microsoft(string text) => TiktokenTokenizer.CreateForEncoding("o200k_base").CountTokens(text);

[MethodImpl(MethodImplOptions.NoInlining)]
static int SharpTokens(string text) => GptEncoding.GetEncoding("o200k_base").CountTokens(text);
