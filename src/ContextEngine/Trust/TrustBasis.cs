namespace Pith.Trust;

/// <summary>By what a folder is trusted.</summary>
public enum TrustBasis
{
    /// <summary>It is not.</summary>
    None,

    /// <summary>It was, and files that take effect have changed since.</summary>
    Changed,

    /// <summary>For this run, by a flag.</summary>
    Given,

    /// <summary>By a record that names its files.</summary>
    Recorded,

    /// <summary>By a record of Claude Code's, which names none.</summary>
    Foreign,
}
