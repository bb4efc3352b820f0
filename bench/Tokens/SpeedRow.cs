namespace Pith.Bench.Tokens;

/// <summary>What a contender did with a text: megabytes a second at the first pass, warm, and encoding; bytes allocated by a warm count; the tokens it found.</summary>
internal sealed record SpeedCell(string Contender, double First, double Warm, double Encode, long Allocated, int Tokens);

/// <summary>All contenders on one text in one encoding.</summary>
internal sealed record SpeedRow(string Encoding, string Text, double Megabytes, SpeedCell[] Cells);
