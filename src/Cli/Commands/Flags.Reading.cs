namespace Pith.Cli.Commands;

/// <content>Flags for reading a part of what is kept.</content>
internal static partial class Flags
{
    public static readonly Flag Lines = new("lines", "Only these lines, from 1; 10-20, 10- and -20 work too")
    {
        Value = "A-B",
        Sample = "10-20",
    };

    public static readonly Flag Grep = new("grep", "Only lines that match this regular expression")
    {
        Value = "REGEX",
        Sample = "'error|warning'",
    };

    public static readonly Flag Context = new("context", "Lines to show around each match")
    {
        Value = "N",
        Default = "0",
        Sample = "3",
    };

    public static readonly Flag Bytes = new("bytes", "Only these bytes, from 1; 1-100, 101- and -100 work too")
    {
        Value = "A-B",
        Sample = "1-100",
    };

    public static readonly Flag Cap = new("cap", "Keep at most so many bytes: of more, the first and the last half")
    {
        Value = "BYTES",
        Default = "all",
        Sample = "64Mi",
    };
}
