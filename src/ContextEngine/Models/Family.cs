namespace Pith.Models;

/// <summary>Models that cut text into tokens alike.</summary>
public enum Family
{
    /// <summary>Encoding o200k_base, published: exact.</summary>
    O200k,

    /// <summary>Encoding cl100k_base, published: exact.</summary>
    Cl100k,

    /// <summary>Claude 3 to 4.6: not published, estimated.</summary>
    Claude4,

    /// <summary>Claude 4.7 and later, the 5 family: not published, estimated; about 30 % more tokens than before.</summary>
    Claude5,
}
