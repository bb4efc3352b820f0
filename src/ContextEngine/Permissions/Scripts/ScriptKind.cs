namespace Pith.Permissions.Scripts;

/// <summary>What a value surely is. Whatever the page could have made is <see cref="Any"/>, and is neither called, nor changed, nor used as a name.</summary>
internal enum ScriptKind
{
    /// <summary>Anything.</summary>
    Any,

    /// <summary>A text, a truth, a number or nothing at all: no function and no object.</summary>
    Plain,

    /// <summary>A number, so that as a name it leads to an element and nowhere else.</summary>
    Number,

    /// <summary>A collection that the script made itself and may change.</summary>
    Fresh,

    /// <summary>A function of the script, or a global one that only reads.</summary>
    Function,
}
