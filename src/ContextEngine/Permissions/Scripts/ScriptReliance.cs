namespace Pith.Permissions.Scripts;

/// <summary>What it mattered that values surely are, anywhere in a script; a name that changed what it is may have been among them.</summary>
[Flags]
internal enum ScriptReliance
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>A text, a truth or a number.</summary>
    Plain = 1,

    /// <summary>A collection of the script's own.</summary>
    Fresh = 2,

    /// <summary>A function of the script's own.</summary>
    Function = 4,

    /// <summary>Any of them.</summary>
    All = Plain | Fresh | Function,
}
