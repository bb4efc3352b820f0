namespace Pith.Store;

public sealed partial class RecordReader
{
    private bool NextLine()
    {
        while (file is not null || NextSegment())
        {
            var searched = start;
            while (true)
            {
                var feed = buffer.AsSpan(searched, end - searched).IndexOf((byte)'\n');
                if (feed >= 0)
                    return Give(searched + feed);
                searched = end;
                if (end - start > LongestLine)
                    return SkipLong();
                if (ended)
                    break;
                searched -= Fill();
            }

            if (RecordFrame.WholeLength(buffer.AsSpan(start, end - start)) is > 0 and var whole)
            {
                Bad += end - start - whole;
                Give(start + whole);
                start = end;
                return true;
            }

            Unfinished += end - start;
            file!.Dispose();
            file = null;
        }

        return false;
    }

    private bool NextSegment()
    {
        if (segment + 1 >= segments.Count)
            return false;
        segment++;
        (start, end, bufferOffset, ended) = (0, 0, 0, false);
        supersededFrom = segment + 1 < segments.Count ? FirstOf(segments[segment + 1]) : long.MaxValue;
        file = Open(segments[segment]);
        if (segment > 0 || from == 0)
            return true;
        bufferOffset = file.Position = from - 1;
        return NextLine();
    }

    private static long FirstOf(string path)
    {
        using var reader = new RecordReader([path]);
        while (reader.Read())
            if (reader.IsGood)
                return reader.Sequence;
        return long.MaxValue;
    }

    private bool Give(int feed)
    {
        (lineStart, lineLength, Offset) = (start, feed - start, bufferOffset + start);
        start = feed + 1;
        return true;
    }

    private bool SkipLong()
    {
        Offset = bufferOffset + start;
        while (true)
        {
            var feed = buffer.AsSpan(start, end - start).IndexOf((byte)'\n');
            start = feed < 0 ? end : start + feed + 1;
            if (feed >= 0 || ended)
                break;
            Fill();
        }

        (lineStart, lineLength) = (start, 0);
        return true;
    }

    // Returns by how much everything in the buffer moved towards its start.
    private int Fill()
    {
        var moved = start;
        buffer.AsSpan(start, end - start).CopyTo(buffer);
        (bufferOffset, end, start) = (bufferOffset + moved, end - moved, 0);
        if (end == buffer.Length)
            Array.Resize(ref buffer, buffer.Length * 2);
        try
        {
            var read = file!.Read(buffer, end, buffer.Length - end);
            ended = read == 0;
            end += read;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw StoreException.From("read", segments[segment], error);
        }

        return moved;
    }

    private static FileStream Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw StoreException.From("read", path, error);
        }
    }
}
