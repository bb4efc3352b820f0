namespace Pith.Tokens;

/// <summary>
/// What a picture costs by its size, as a provider documents it: so much a patch of so many pixels, after scaling down
/// to what the model accepts; or so much a tile of 512 pixels and a base.
/// </summary>
public readonly record struct ImageRule
{
    private const int TileSize = 512, TileEdge = 2048, TileShortSide = 768;

    /// <summary>Side of a patch in pixels; 0 where tiles are counted.</summary>
    public int Patch { get; private init; }

    /// <summary>Longest edge in pixels before the picture is scaled down; 0 where only the number of patches counts.</summary>
    public int MostEdge { get; private init; }

    /// <summary>Most patches before the picture is scaled down.</summary>
    public int MostPatches { get; private init; }

    /// <summary>Tokens a patch or tile.</summary>
    public double Each { get; private init; }

    /// <summary>Tokens besides.</summary>
    public int Base { get; private init; }

    /// <summary>Pictures of a square grid of patches, scaled to the largest size that fits both limits.</summary>
    public static ImageRule OfPatches(int patch, int mostEdge, int mostPatches) => new() { Patch = patch, MostEdge = mostEdge, MostPatches = mostPatches, Each = 1 };

    /// <summary>Pictures of a square grid of patches, scaled so that whole patches fit, each worth so many tokens.</summary>
    public static ImageRule OfWeightedPatches(int patch, int mostPatches, double each) => new() { Patch = patch, MostPatches = mostPatches, Each = each };

    /// <summary>Pictures of tiles: within 2,048 pixels, then a short side of at most 768, then tiles of 512.</summary>
    public static ImageRule OfTiles(int @base, int each) => new() { Base = @base, Each = each };

    /// <summary>Tokens of the largest picture, for one whose size is not known.</summary>
    public int Most => Patch > 0 ? Rounded(MostPatches) : TokensOf(new ImageSize(TileEdge, TileShortSide));

    /// <summary>Tokens of a picture.</summary>
    /// <param name="size">Its size as sent.</param>
    public int TokensOf(ImageSize size) =>
        Patch == 0 ? Tiles(size) : Rounded(MostEdge > 0 ? Fitted(size) : Gridded(size));

    /// <summary>Tokens of a picture by its header; the most a picture may cost where the header does not tell.</summary>
    /// <param name="base64">The picture in base64, or anything else, such as its address.</param>
    public int TokensOf(ReadOnlySpan<byte> base64) => ImageSize.TryRead(base64, out var size) ? TokensOf(size) : Most;

    private int Rounded(int patches) => (int)Math.Ceiling(Math.Round(patches * Each, 6));

    /// <summary>Patches of the largest size of the same shape that keeps both limits; by bisection, because they grow with it.</summary>
    private int Fitted(ImageSize size)
    {
        int longest = Math.Max(size.Width, size.Height), shortest = Math.Min(size.Width, size.Height);
        var (low, high) = (1, Math.Min(longest, MostEdge));
        while (low < high)
        {
            var middle = low + (high - low + 1) / 2;
            if (Patches(middle, longest, shortest) <= MostPatches)
                low = middle;
            else
                high = middle - 1;
        }

        return Patches(low, longest, shortest);
    }

    private int Patches(int edge, int longest, int shortest) =>
        Across(edge) * Across(Math.Max(1, (int)Math.Round((double)edge * shortest / longest)));

    private int Gridded(ImageSize size)
    {
        int columns = Across(size.Width), rows = Across(size.Height);
        if ((long)columns * rows <= MostPatches)
            return columns * rows;
        var scale = Math.Sqrt((double)Patch * Patch * MostPatches / ((double)size.Width * size.Height));
        double wide = size.Width * scale / Patch, high = size.Height * scale / Patch;
        scale *= Math.Min(Math.Max(1, Math.Floor(wide)) / wide, Math.Max(1, Math.Floor(high)) / high);
        return Math.Min(MostPatches, Whole(size.Width * scale / Patch) * Whole(size.Height * scale / Patch));
    }

    private int Across(int pixels) => (pixels + Patch - 1) / Patch;

    private static int Whole(double patches) => Math.Max(1, (int)Math.Ceiling(Math.Round(patches, 6)));

    private int Tiles(ImageSize size)
    {
        double longest = Math.Max(size.Width, size.Height), shortest = Math.Min(size.Width, size.Height);
        var scale = Math.Min(1, TileEdge / longest);
        scale *= Math.Min(1, TileShortSide / (shortest * scale));
        return Base + (int)Each * Whole(longest * scale / TileSize) * Whole(shortest * scale / TileSize);
    }
}
