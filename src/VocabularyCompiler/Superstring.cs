using Pith.Tokens;

namespace Pith.VocabularyCompiler;

/// <summary>
/// A string that has all tokens in it, as short as a greedy search makes it: half of them are parts of others, and of the rest
/// those that overlap most are joined first. The same tokens give the same string. Some seconds for 200,000 of them.
/// </summary>
internal static class Superstring
{
    /// <summary>The tokens of a list, in one string that they share.</summary>
    public static (byte[] Bytes, int[] Starts, int[] Lengths) Of(byte[][] tokens)
    {
        var hosts = Hosts(tokens);
        var (following, isFirst) = Chain(tokens, [.. Enumerable.Range(0, tokens.Length).Where(id => hosts[id].Token < 0)]);
        var bytes = new List<byte>();
        var starts = new int[tokens.Length];
        for (var first = 0; first < tokens.Length; first++)
            for (var (id, overlap) = (isFirst[first] && hosts[first].Token < 0 ? first : -1, 0); id >= 0; (id, overlap) = following[id])
            {
                starts[id] = bytes.Count - overlap;
                bytes.AddRange(tokens[id].AsSpan(overlap));
            }

        // A host is longer than its guest, so it is settled before.
        foreach (var id in Enumerable.Range(0, tokens.Length).Where(id => hosts[id].Token >= 0).OrderByDescending(id => tokens[id].Length))
            starts[id] = starts[hosts[id].Token] + hosts[id].At;
        return ([.. bytes], starts, [.. tokens.Select(static t => t.Length)]);
    }

    /// <summary>For each token the first other that it is a part of, or -1.</summary>
    private static (int Token, int At)[] Hosts(byte[][] tokens)
    {
        var hosts = new (int Token, int At)[tokens.Length];
        Array.Fill(hosts, (-1, 0));
        var ids = new Dictionary<byte[], int>(tokens.Length, ByteComparer.Instance);
        for (var id = 0; id < tokens.Length; id++)
            ids.Add(tokens[id], id);
        var lookup = ids.GetAlternateLookup<ReadOnlySpan<byte>>();
        for (var id = 0; id < tokens.Length; id++)
            for (var length = 1; length < tokens[id].Length; length++)
                for (var at = 0; at + length <= tokens[id].Length; at++)
                    if (lookup.TryGetValue(tokens[id].AsSpan(at, length), out var guest) && hosts[guest].Token < 0)
                        hosts[guest] = (id, at);
        return hosts;
    }

    /// <summary>Which token follows which and how many bytes they share, the greatest overlaps first; and which follow none.</summary>
    private static ((int Token, int Overlap)[] Following, bool[] IsFirst) Chain(byte[][] tokens, int[] ids)
    {
        var following = new (int Token, int Overlap)[tokens.Length];
        var isFirst = new bool[tokens.Length];
        var otherEnd = Enumerable.Range(0, tokens.Length).ToArray(); // of a chain, for the token at either end of it
        Array.Fill(following, (-1, 0));
        Array.Fill(isFirst, true);
        for (var overlap = ids.Max(id => tokens[id].Length) - 1; overlap > 0; overlap--)
        {
            var beginnings = new Dictionary<byte[], Queue<int>>(ByteComparer.Instance);
            var lookup = beginnings.GetAlternateLookup<ReadOnlySpan<byte>>();
            foreach (var id in ids)
                if (isFirst[id] && tokens[id].Length > overlap)
                    if (lookup.TryGetValue(tokens[id].AsSpan(0, overlap), out var same))
                        same.Enqueue(id);
                    else
                        beginnings.Add(tokens[id][..overlap], new([id]));
            foreach (var id in ids)
                if (following[id].Token < 0 && tokens[id].Length > overlap && lookup.TryGetValue(tokens[id].AsSpan(tokens[id].Length - overlap), out var next))
                    Join(id, next, overlap);
        }

        return (following, isFirst);

        // With the first that does not begin the chain which the token ends.
        void Join(int id, Queue<int> candidates, int overlap)
        {
            for (var tries = candidates.Count; tries > 0; tries--)
            {
                var next = candidates.Dequeue();
                if (otherEnd[id] == next)
                {
                    candidates.Enqueue(next);
                    continue;
                }

                following[id] = (next, overlap);
                isFirst[next] = false;
                (otherEnd[otherEnd[id]], otherEnd[otherEnd[next]]) = (otherEnd[next], otherEnd[id]);
                return;
            }
        }
    }
}
