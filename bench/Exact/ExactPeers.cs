using System.Globalization;
using Pith.Bench.Tokens.Contenders;

namespace Pith.Bench.Exact;

/// <summary>How often the other packages give another count than the official core, for comparison.</summary>
internal sealed class ExactPeers
{
    // Loading a vocabulary takes some of them seconds.
    private readonly IContender[][] peers = [.. Field.Encodings.Select(encoding => Field.Of(encoding)[1..])];
    private readonly long[,] wrong;

    public ExactPeers() => wrong = new long[peers.Length, peers[0].Length];

    /// <summary>Asks all of them for one text. Not thread-safe.</summary>
    public void Compare(ReadOnlySpan<byte> utf8, IdList[] official)
    {
        var text = new Tokens.Text("generated", utf8.ToArray());
        for (var e = 0; e < peers.Length; e++)
            for (var i = 0; i < peers[e].Length; i++)
                wrong[e, i] += peers[e][i].Count(text) != official[e].Count ? 1 : 0;
    }

    /// <summary>One line: wrong counts of each package in each encoding.</summary>
    public override string ToString() =>
        string.Join("; ", Enumerable.Range(0, peers.Length).SelectMany(e => peers[e].Select((peer, i) =>
            string.Create(CultureInfo.InvariantCulture, $"{peer.Name}, {Field.Encodings[e]}: {wrong[e, i]:N0} wrong"))));
}
