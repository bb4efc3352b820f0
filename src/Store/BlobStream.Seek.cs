namespace Pith.Store;

public sealed partial class BlobStream
{
    /// <summary>Where the next read starts; may lie beyond the end.</summary>
    public override long Position
    {
        get => position;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            position = value;
        }
    }

    /// <summary>
    /// Moves to the start of a line, counted from 1 (a line ends behind its newline). Costs one frame where the blob
    /// has a table of lines (all that are larger than a frame have one), else the frames before the line.
    /// </summary>
    /// <returns>False, at the end, when there are fewer lines.</returns>
    public bool SeekLine(long line)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(line);
        var ahead = line - 1;
        for (var i = 0; i < count; i++)
        {
            if (frames.HasLines && ahead > frames.LinesIn(i))
            {
                ahead -= frames.LinesIn(i);
                continue;
            }

            var content = Load(i, out var at);
            for (var from = 0; from < content.Length || ahead == 0;)
            {
                if (ahead == 0)
                {
                    position = at + from;
                    return position < Length;
                }

                var feed = content[from..].IndexOf((byte)'\n');
                if (feed < 0)
                    break;
                from += feed + 1;
                ahead--;
            }
        }

        position = Length;
        return false;
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => Position = offset + origin switch
    {
        SeekOrigin.Begin => 0,
        SeekOrigin.Current => position,
        _ => Length,
    };
}
