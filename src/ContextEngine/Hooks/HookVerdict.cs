namespace Pith.Hooks;

/// <summary>What a hook says about a call; of several hooks the greatest counts.</summary>
public enum HookVerdict
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Nobody need be asked. It overcomes no rule and not the breaker.</summary>
    Allow,

    /// <summary>A person is to be asked, whatever allows it.</summary>
    Ask,

    /// <summary>Someone else will decide later; here that is to ask.</summary>
    Defer,

    /// <summary>It may not run.</summary>
    Deny,
}
