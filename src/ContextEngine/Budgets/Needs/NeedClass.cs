namespace Pith.Budgets.Needs;

/// <summary>The nine classes of what a future needs of its past; the first and the latest request are also counted by themselves.</summary>
public enum NeedClass : byte
{
    /// <summary>A path, identifier or number in a later call, weighted by how rare it was. Can be gamed by itself.</summary>
    Id,

    /// <summary>A line repeated in a later call.</summary>
    Line,

    /// <summary>All needed lines of the old text of a later edit.</summary>
    Edit,

    /// <summary>The whole old text of such an edit, verbatim: the edit could really be issued. Leads.</summary>
    Exact,

    /// <summary>A path and a symbol of one later call, bound to each other.</summary>
    Pair,

    /// <summary>A needed line under the path it belongs to. Leads.</summary>
    Place,

    /// <summary>The user's binding sentences, the first and the latest request.</summary>
    User,

    /// <summary>A failed command with its error, where a later call acts on the same thing.</summary>
    Fail,

    /// <summary>Last operation of each file, jobs that run, todos that are open.</summary>
    State,

    /// <summary>The first request alone.</summary>
    First,

    /// <summary>The latest request alone.</summary>
    Latest,
}
